"""The initiatives model: the list of its variables and rules, and the one way to solve it (BUDGET part A).

``build`` writes the rules down in PuLP, one function each; they are solved as arrays, which say the same (``bulk``).
"""

from typing import Literal

import pulp

from optimizer import model_rows
from optimizer.budget import constraints, peer, whole_constraints
from optimizer.budget.bulk.plan import plan
from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.variables import BudgetModel, add_shares, add_shortfalls
from optimizer.budget.whole.build import needs_whole_numbers
from optimizer.budget.whole.solve import solve as solve_whole

ObjectiveName = Literal["least_cost", "value", "peer"]
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
    """Plan who is paid from which initiative.

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
    if objective != "peer" and needs_whole_numbers(data):
        return solve_whole(data, objective, time_limit_seconds)
    return plan(data, objective, time_limit_seconds)
