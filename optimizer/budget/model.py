"""The initiatives model: the list of its variables, rules and tiers, and the one way to solve it (BUDGET part A)."""

import time
from typing import Literal

import pulp

from optimizer import model_rows
from optimizer.budget import constraints, peer, whole_constraints
from optimizer.budget.data import BudgetData
from optimizer.budget.engines import engine_for
from optimizer.budget.objective import Tier, first_plan
from optimizer.budget.objective import tiers as least_cost_tiers
from optimizer.budget.solution import BudgetPlan, read_plan
from optimizer.budget.tiers import Lexicographic
from optimizer.budget.variables import BudgetModel, add_shares, add_shortfalls
from optimizer.budget.whole.build import needs_whole_numbers
from optimizer.budget.whole.solve import solve as solve_whole

ObjectiveName = Literal["least_cost", "peer"]
OBJECTIVES: tuple[ObjectiveName, ...] = ("least_cost", "peer")


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
        ``least_cost`` (default) or ``peer``.
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
    began = time.monotonic()
    model = build_peer(data) if objective == "peer" else build(data)
    if objective == "peer":
        start, tiers = None, [Tier("spend, weighted as the peer does", model.problem.objective, data.currency)]
    else:
        tiers = least_cost_tiers(model, data)
        start = first_plan(model, data)
    lexicographic = Lexicographic(engine_for(model.problem), time_limit_seconds)
    lexicographic.settle(tiers, start)
    return read_plan(model, data, lexicographic, objective, time.monotonic() - began)
