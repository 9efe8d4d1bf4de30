"""The variables of the initiatives model, and where they are found again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import pulp

from optimizer import model_rows
from optimizer.budget.data import BudgetData
from optimizer.budget.eligibility import Fit, fits

Key = tuple[str, str, date]
"""employee_id, initiative_id, first day of the month."""


class BudgetModel:
    """A PuLP model under construction: ``share`` (0-1 of a month) by key, ``shortfall`` (man-months) by initiative.

    ``limits`` gives the words for a row that has a price: what is limited, and in which unit.
    """

    def __init__(self, data: BudgetData) -> None:
        self.problem = pulp.LpProblem("initiatives", pulp.LpMinimize)
        self.data = data
        self.fit: dict[tuple[str, str], Fit] = fits(data)
        self.share: dict[Key, Any] = {}
        self.shortfall: dict[str, Any] = {}
        self.limits: dict[str, tuple[str, str]] = {}
        self.by_initiative: dict[str, list[Key]] = defaultdict(list)
        self.by_initiative_month: dict[tuple[str, date], list[Key]] = defaultdict(list)
        self.by_employee_month: dict[tuple[str, date], list[Key]] = defaultdict(list)
        self._employee_number = {e.employee_id: number for number, e in enumerate(data.employees, 1)}
        self._initiative_number = {i.initiative_id: number for number, i in enumerate(data.initiatives, 1)}

    def name(
        self, rule: str, employee_id: str | None = None, initiative_id: str | None = None, month: date | None = None
    ) -> str:
        """``rule__e12__i3__m202501``: numbers are places in the data, as ids may hold any letter."""
        parts = [rule]
        parts += [f"e{self._employee_number[employee_id]}"] if employee_id is not None else []
        parts += [f"i{self._initiative_number[initiative_id]}"] if initiative_id is not None else []
        parts += [f"m{month:%Y%m}"] if month is not None else []
        return "__".join(parts)

    def add_row(self, name: str, row: Any, limit: str = "", unit: str = "") -> None:
        """Add one row; ``limit`` says in words what it limits, for its shadow price."""
        model_rows.add_row(self.problem, name, row)
        if limit:
            self.limits[name] = (limit, unit)

    def man_months(self, keys: Iterable[Key]) -> pulp.LpAffineExpression:
        """Sum of shares."""
        return pulp.LpAffineExpression([(self.share[key], 1.0) for key in keys])

    def cost_amount(self, keys: Iterable[Key]) -> pulp.LpAffineExpression:
        """Sum of share × monthly cost."""
        employee = self.data.employee
        return pulp.LpAffineExpression([(self.share[key], employee[key[0]].monthly_cost_amount) for key in keys])


def add_shares(model: BudgetModel, data: BudgetData) -> None:
    """``share[employee, initiative, month]`` where skills and organization allow it (BUDGET A7, A8)."""
    for employee_id, initiative_id in model.fit:
        employee, initiative = data.employee[employee_id], data.initiative[initiative_id]
        for month in initiative.months:
            available = employee.available(month)
            if available <= 0:
                continue
            key = (employee_id, initiative_id, month)
            name = model.name("share", *key)
            model.share[key] = model_rows.add_variable(model.problem, name, upper=min(1.0, available))
            model.by_initiative[initiative_id].append(key)
            model.by_initiative_month[initiative_id, month].append(key)
            model.by_employee_month[employee_id, month].append(key)


def add_shortfalls(model: BudgetModel, data: BudgetData) -> None:
    """``shortfall[initiative]`` in man-months, for every initiative with an effort target."""
    for initiative in data.initiatives:
        if initiative.effort_man_months is not None:
            name = model.name("shortfall", initiative_id=initiative.initiative_id)
            model.shortfall[initiative.initiative_id] = model_rows.add_variable(
                model.problem, name, upper=initiative.effort_man_months
            )
