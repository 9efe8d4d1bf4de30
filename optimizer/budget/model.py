"""The initiatives model: the list of its variables and rules, and the one way to solve it (BUDGET part A).

``build`` writes the rules down in PuLP, one function each; they are solved as arrays, which say the same (``bulk``).
"""

from dataclasses import replace
from typing import Literal

import pulp

from optimizer import model_rows
from optimizer.budget import constraints, peer, whole_constraints
from optimizer.budget.bulk.plan import plan
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.solve import plan_hires
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.variables import BudgetModel, add_shares, add_shortfalls
from optimizer.budget.whole.build import needs_whole_numbers
from optimizer.budget.whole.solve import solve as solve_whole
from optimizer.solver import Clock

ObjectiveName = Literal["least_cost", "value", "peer"]
STAFF_PART = 0.8  # of the time, where hires are planned after existing staff
OBJECTIVES: tuple[ObjectiveName, ...] = ("least_cost", "value", "peer")


def build(data: BudgetData) -> BudgetModel:
    """Variables and rules of the ``least_cost`` model; the objective is set tier by tier."""
    model = BudgetModel(data)
    add_shares(model, data)
    add_shortfalls(model, data)
    constraints.maximum_share(model, data)
    constraints.capacity(model, data)
    constraints.month_budget(model, data)
    constraints.funding_source(model, data)
    constraints.driver(model, data)
    constraints.effort(model, data)
    constraints.places(model, data)
    whole_constraints.minimum_block_and_maximum_initiatives(model, data)
    whole_constraints.share_steps(model, data)
    whole_constraints.sequence(model, data)
    return model


def build_peer(data: BudgetData) -> BudgetModel:
    """The peer's rows and objective: what is paid per unit of money, so that the dearest people come first."""
    model = BudgetModel(data)
    model.problem.sense = pulp.LpMaximize
    add_shares(model, data)
    add_shortfalls(model, data)
    constraints.maximum_share(model, data)
    constraints.capacity(model, data)
    constraints.month_budget(model, data)
    peer.funding_source(model, data)
    constraints.effort(model, data)
    model_rows.set_objective(model.problem, peer.spend_value(model, data))
    return model


def solve(data: BudgetData, objective: ObjectiveName = "least_cost", time_limit_seconds: float = 120.0) -> BudgetPlan:
    """Plan who is paid from which initiative; then, where it is asked for, whom to hire for what is left short (A13).

    Parameters
    ----------
    data
        Checked when it was built.
    objective
        ``least_cost`` (default), ``value`` (what is delivered, by priority and fit, before cost), or ``peer``.
    time_limit_seconds
        For all tiers together.

    Returns
    -------
    BudgetPlan
        Optimal, or Feasible where a tier ran out of time or is only proven within its gap (whole numbers).

    Raises
    ------
    ModelError
        No plan was found in time.
    """
    is_hiring = data.rules.hiring.is_asked and objective != "peer"
    clock = Clock(time_limit_seconds)
    for_staff = time_limit_seconds * (STAFF_PART if is_hiring else 1.0)
    is_whole = objective != "peer" and needs_whole_numbers(data)
    settled = solve_whole(data, objective, for_staff) if is_whole else plan(data, objective, for_staff)
    return replace(settled, hiring=plan_hires(data, settled, clock.left_seconds)) if is_hiring else settled
