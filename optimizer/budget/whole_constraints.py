"""The optional rules that need whole numbers (BUDGET A6, A10, A11); none adds anything unless it is asked for."""

from datetime import date
from typing import Any

import pulp

from optimizer import model_rows
from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.variables import BudgetModel
from optimizer.budget.whole.steps import to_be_delivered

DELIVERED_TOLERANCE = 1e-6


def minimum_block_and_maximum_initiatives(model: BudgetModel, data: BudgetData) -> None:
    """A share is 0 or at least the minimum block, and nobody works on too many initiatives in a month (BUDGET A6)."""
    block, most = data.rules.minimum_block_ratio, data.rules.maximum_initiatives_count
    if block is None and most is None:
        return
    works = {key: _binary(model, model.name("works", *key)) for key in model.share}
    for key, share in model.share.items():
        model.add_row(model.name("works_if_planned", *key), share <= share.upBound * works[key])
        if block is not None:
            model.add_row(model.name("minimum_block", *key), share >= block * works[key])
    if most is None:
        return
    for (employee_id, month), keys in model.by_employee_month.items():
        count = pulp.LpAffineExpression([(works[key], 1.0) for key in keys])
        model.add_row(model.name("maximum_initiatives", employee_id=employee_id, month=month), count <= most)


def share_steps(model: BudgetModel, data: BudgetData) -> None:
    """Shares come in steps, such as quarters of a month (BUDGET A10)."""
    step = data.rules.share_step_ratio
    if step is None:
        return
    for key, share in model.share.items():
        steps = model_rows.add_variable(model.problem, model.name("steps", *key), upper=1 / step, is_integer=True)
        model.add_row(model.name("share_steps", *key), share == step * steps)


def sequence(model: BudgetModel, data: BudgetData) -> None:
    """Nobody works on an initiative before its predecessor's effort is delivered, in earlier months (BUDGET A11).

    A predecessor without an effort target is delivered when its last month is over.
    """
    for initiative in data.initiatives:
        if initiative.predecessor_id is None:
            continue
        predecessor = data.initiative[initiative.predecessor_id]
        for month in initiative.months:
            keys = model.by_initiative_month[initiative.initiative_id, month]
            if keys:
                started = _binary(model, model.name("started", initiative_id=initiative.initiative_id, month=month))
                name = model.name("sequence", initiative_id=initiative.initiative_id, month=month)
                model.add_row(name, model.man_months(keys) <= len(keys) * started)
                _delivered_before(model, predecessor, month, started, f"after_{name}")


def _delivered_before(model: BudgetModel, predecessor: Initiative, month: date, started: Any, name: str) -> None:
    """``started`` is 1 only when the predecessor's effort is delivered in months before ``month``."""
    target = to_be_delivered(model.data, predecessor)
    if target is None:
        model.add_row(name, started <= float(month > predecessor.months[-1]))
        return
    if target <= DELIVERED_TOLERANCE:
        return
    keys = [key for key in model.by_initiative[predecessor.initiative_id] if key[2] < month]
    model.add_row(name, model.man_months(keys) - (target - DELIVERED_TOLERANCE) * started >= 0)


def _binary(model: BudgetModel, name: str) -> Any:
    return model_rows.add_variable(model.problem, name, upper=1, is_integer=True)
