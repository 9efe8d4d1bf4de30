"""The funding model: the list of its variables, limits and objective, and the one way to solve it (BUDGET part B)."""

import time

from config.errors import ModelError
from optimizer import model_rows
from optimizer.funding.comparison.strategies import alternatives
from optimizer.funding.conflict.explain import explain_infeasible
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData
from optimizer.funding.explanation.prices import shadow_prices
from optimizer.funding.explanation.scoring import ranks, scores
from optimizer.funding.objective import ObjectiveName, value
from optimizer.funding.solution import FundingPlan, decision
from optimizer.funding.variables import FundingModel, add_amounts
from optimizer.solver import Solved, Status
from optimizer.solver import solve as solve_problem

COMPARISON_SECONDS = 30.0


def build(data: FundingData, objective: ObjectiveName = "return") -> FundingModel:
    """Variables, every limit that the data can feed, and the objective."""
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    model_rows.set_objective(model.problem, value(model, data, objective))
    return model


def solve(data: FundingData, objective: ObjectiveName = "return", time_limit_seconds: float = 120.0) -> FundingPlan:
    """Decide which requests get how much.

    Parameters
    ----------
    data
        Checked when it was built; limits that it cannot feed are reported in the plan.
    objective
        ``return``, ``risk_adjusted`` or ``priority_weighted``.
    time_limit_seconds
        For the decision itself; the comparison takes at most 30 s more.

    Raises
    ------
    InfeasibleError
        The limits contradict each other: the smallest such set, in words, and the cheapest relaxation.
    ModelError
        Time ran out without a plan.
    """
    began = time.monotonic()
    model = build(data, objective)
    solved = solve_problem(model.problem, time_limit_seconds=time_limit_seconds)
    if solved.status == Status.INFEASIBLE:
        raise explain_infeasible(data, time_limit_seconds)
    if not solved.has_plan:
        raise ModelError(
            f"Funding: no plan after {time_limit_seconds:g} s ({solved.reason}). "
            "Nothing was published. Give the solver more time."
        )
    return _plan(model, data, solved, objective, began)


def _plan(
    model: FundingModel, data: FundingData, solved: Solved, objective: ObjectiveName, began: float
) -> FundingPlan:
    """The decision in rows, with its prices and its rivals."""
    score, rank = scores(data), ranks(data)
    decisions = tuple(
        decision(data, request, solved.values[model.amount[request.request_id].name], score[i], rank[i])
        for i, request in data.request.items()
    )
    rivals, missed = alternatives(
        data, {row.request_id: row.amount for row in decisions}, objective, COMPARISON_SECONDS
    )
    counts = (model.problem.numConstraints(), model.problem.numVariables())
    return FundingPlan(
        objective=objective,
        objective_value=solved.objective or 0.0,
        bound=solved.bound,
        gap=solved.gap,
        status=solved.status,
        decisions=decisions,
        shadow_prices=shadow_prices(model, data, solved, COMPARISON_SECONDS),
        alternatives=rivals,
        limits_not_applied=data.limits_not_applied,
        seconds=time.monotonic() - began,
        row_count=counts[0],
        column_count=counts[1],
        notes=(*data.notes, *missed),
    )
