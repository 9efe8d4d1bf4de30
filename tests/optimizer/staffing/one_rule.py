"""A model with one rule alone: its rows as text, and the least that a given plan has to pay under it."""

from collections.abc import Callable

import numpy as np
import pulp

from optimizer import solver
from optimizer.model_rows import set_objective
from optimizer.staffing import variables
from optimizer.staffing.constraints import minimum_block
from optimizer.staffing.data import StaffingData
from optimizer.staffing.variables import StaffingModel

Rule = Callable[[StaffingModel], None]


def rows_of(rule: Rule, data: StaffingData, folder) -> str:
    """The rows of the rule as PuLP writes them to an LP file."""
    model = variables.create(pulp.LpProblem("rule", pulp.LpMinimize), data)
    rule(model)
    set_objective(model.problem, pulp.LpAffineExpression())
    model.problem.writeLP(folder / "rule.lp")
    text = (folder / "rule.lp").read_text(encoding="utf-8")
    rows = text.partition("Subject To\n")[2]
    for end in ("Bounds\n", "Binaries\n", "Generals\n", "End\n"):
        rows = rows.partition(end)[0]
    return rows


def least(rule: Rule, data: StaffingData, hours, *paid: str, most: bool = False) -> float | None:
    """The least (or most) sum of the ``paid`` variables with which ``hours`` keep the rule; None where none does.

    Parameters
    ----------
    paid
        Names of ``StaffingModel``'s tables, such as ``spi_short``; without any, 0.0 says that the plan is allowed.
    """
    model = variables.create(pulp.LpProblem("rule", pulp.LpMinimize), data)
    rule(model)
    if rule is not minimum_block:
        _switch_on(model, hours)
    for (p, w), variable in model.hours.items():
        variable.bounds(float(hours[p][w]), float(hours[p][w]))
    sign = -1 if most else 1
    terms = [(one, sign) for table in paid for one in getattr(model, table).values()]
    set_objective(model.problem, pulp.LpAffineExpression(terms))
    solved = solver.solve(model.problem, time_limit_seconds=20, relative_gap=0.0)
    if solved.status == solver.Status.INFEASIBLE:
        return None
    assert solved.status == solver.Status.OPTIMAL, solved.reason
    return sign * solved.objective


def _switch_on(model: StaffingModel, hours) -> None:
    """On exactly where hours are worked, which minimum_block sees to in the whole model."""
    for (p, w), switch in model.is_on.items():
        is_on = float(np.asarray(hours)[p][w] > 0)
        switch.bounds(is_on, is_on)
