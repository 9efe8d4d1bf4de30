"""The initiatives model as arrays: the rules and tiers of ``budget.model``, by the same names."""

import numpy as np

from optimizer.budget.bulk import constraints, objective
from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.people import everybody
from optimizer.budget.data import BudgetData

RULES = (
    constraints.capacity,  # A1
    constraints.month_budget,  # A2
    constraints.funding_source,  # A3
    constraints.driver,  # A4
    constraints.effort,  # A5
    constraints.places_of_work,  # A12
)
PEER_RULES = (
    constraints.capacity,
    constraints.month_budget,
    constraints.peer_funding_source,
    constraints.effort,
)


def assemble(data: BudgetData, goal: str = "least_cost", *, is_merged: bool = False) -> BudgetArrays:
    """The continuous initiatives model as arrays: all rules but A10, A11, the blocks and counts of A6, and A13.

    Parameters
    ----------
    data
        Checked when it was built.
    goal
        ``least_cost``, ``value`` or ``peer``: which tiers follow each other, and for the peer which rows.
    is_merged
        Make one class of identical people, with as many times the share; each employee is a class of their own
        otherwise, and rows and columns have the names of the PuLP model.

    Returns
    -------
    BudgetArrays
        ``shares`` (person, initiative, month, upper; ``cost_amount`` per man-month), ``columns`` by kind, ``rows`` by
        rule, ``tiers`` in order, ``matrix()`` and ``limits()`` for a solver.
    """
    model = BudgetArrays(data, everybody(data, is_merged=is_merged))
    wanted = [place for place, i in enumerate(data.initiatives) if i.effort_man_months is not None]
    targets = [data.initiatives[place].effort_man_months or 0.0 for place in wanted]
    model.add_columns("shortfall", {"i": np.array(wanted, dtype=np.int32)}, upper=targets)
    for rule in PEER_RULES if goal == "peer" else RULES:
        rule(model)
    model.tiers = [objective.peer_value(model)] if goal == "peer" else _tiers(model, has_value=goal == "value")
    return model


def _tiers(model: BudgetArrays, *, has_value: bool) -> list[ArrayTier]:
    """Shortfall by waterfall tier, value where it is asked for, cost, then the preferences."""
    return [
        *objective.shortfall(model, counts_open_ended=not has_value),
        *([objective.value(model)] if has_value else []),
        objective.cost(model),
        objective.team_alignment(model),
        objective.skill_score(model),
        objective.even_effort(model),
        *([objective.stability(model)] if model.data.last_plan else []),
    ]
