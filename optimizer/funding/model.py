"""The funding model: the list of its variables, limits and objective, and the one way to solve it (BUDGET part B)."""

import time
from dataclasses import replace

from config.errors import ModelError
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.comparison.strategies import alternatives
from optimizer.funding.conflict.explain import explain_infeasible, why_nothing
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.explanation.prices import shadow_prices
from optimizer.funding.explanation.scoring import ScoreWeights, ranks, scores
from optimizer.funding.goal import TAIL_OBJECTIVE, Goal, goal_of
from optimizer.funding.objective import arriving
from optimizer.funding.solution import FundingPlan, Tier, decision, schedule
from optimizer.funding.tail_risk import tail_of
from optimizer.funding.tiers import objectives, solve_tiers
from optimizer.funding.variables import FundingModel, add_amounts
from optimizer.solver import Status, relative_gap

COMPARISON_SECONDS = 30.0


def build(data: FundingData, objective: str | Goal = "return") -> FundingModel:
    """Variables, every limit that the data can feed, and the (first) objective."""
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    goal = objective if isinstance(objective, Goal) else goal_of(objective)
    model.objective = objectives(model, data, goal)[0]
    return model


def solve(
    data: FundingData,
    objective: str | Goal = "return",
    time_limit_seconds: float = 120.0,
    weights: ScoreWeights | None = None,
    *,
    is_compared: bool = True,
    is_priced: bool = True,
) -> FundingPlan:
    """Decide which requests get how much.

    Parameters
    ----------
    data
        Checked when it was built; limits that it cannot feed are reported in the plan.
    objective
        ``return``, ``risk_adjusted``, ``priority_weighted`` or ``cvar``; several with commas between them, or a
        ``Goal`` with the parameters of ``cvar``.
    time_limit_seconds
        For the decision itself; the comparison takes at most 30 s more.
    weights
        Of the score that is shown beside the plan.
    is_compared, is_priced
        Whether to work out the simple strategies, and the price of each limit; sweeps need neither.

    Raises
    ------
    InfeasibleError
        The limits contradict each other: the smallest such set, in words, and the cheapest relaxation.
    ModelError
        Time ran out without a plan.
    """
    began = time.monotonic()
    goal = objective if isinstance(objective, Goal) else goal_of(objective)
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    counts = (model.row_count, model.column_count)
    answer, tiers = solve_tiers(model, goal, objectives(model, data, goal), time_limit_seconds)
    if answer.status == Status.INFEASIBLE:
        raise _infeasible(data, goal, time_limit_seconds)
    if answer.point is None:
        raise ModelError(
            f"Funding: no plan after {time_limit_seconds:g} s ({answer.reason}). "
            "Nothing was published. Give the solver more time."
        )
    money = model.amounts_at(answer.point)
    nothing = (why_nothing(data, COMPARISON_SECONDS),) if data.requests and not money.any() else ()
    rivals, missed = alternatives(data, money, goal, COMPARISON_SECONDS) if is_compared else ((), ())
    return _plan(
        data,
        money,
        goal,
        answer,
        tiers,
        weights,
        counts=counts,
        shadow_prices=shadow_prices(data, goal, money, tiers[0].value, COMPARISON_SECONDS) if is_priced else (),
        alternatives=rivals,
        notes=(*data.notes, *missed, *nothing),
        seconds=time.monotonic() - began,
    )


def _infeasible(data: FundingData, goal: Goal, time_limit_seconds: float) -> ModelError:
    """Why there is no decision: the limits contradict each other, or bad luck is to do too little harm."""
    if not goal.has_tail or goal.tail.least_amount is None:
        return explain_infeasible(data, time_limit_seconds)
    most = solve(
        data,
        Goal((TAIL_OBJECTIVE,), replace(goal.tail, least_amount=None, weight=1.0)),
        time_limit_seconds,
        is_compared=False,
        is_priced=False,
    ).tail
    reached = 0.0 if most is None else most.worst_mean_amount
    return ModelError(
        f"Funding: the worst {1 - goal.tail.alpha_ratio:.1%} of draws are to return "
        f"{goal.tail.least_amount:,.0f} {data.currency} on average; no decision reaches more than {reached:,.0f}. "
        "No plan was made. Lower the floor."
    )


def _plan(
    data: FundingData,
    money: Numbers,
    goal: Goal,
    answer: Answer,
    tiers: tuple[Tier, ...],
    weights: ScoreWeights | None,
    *,
    counts: tuple[int, int],
    **beside: object,
) -> FundingPlan:
    """The decision in rows."""
    score, rank = scores(data, weights), ranks(data, weights)
    arrived = arriving(data)
    returned = (money * arrived).sum(axis=1) * data.array("roi_ratio")
    in_all = money.sum(axis=1).tolist()
    decisions = tuple(
        decision(data, request, amount, score[request.request_id], rank[request.request_id], value)
        for request, amount, value in zip(data.requests, in_all, returned.tolist(), strict=True)
    )
    first = tiers[0]
    return FundingPlan(
        objective=goal.name,
        objective_value=first.value,
        bound=first.bound,
        gap=relative_gap(first.value, first.bound),
        status=answer.status,
        decisions=decisions,
        limits_not_applied=data.limits_not_applied,
        row_count=counts[0],
        column_count=counts[1],
        schedule=schedule(data, money, arrived) if data.horizon.period_count > 1 else (),
        tiers=tiers if len(tiers) > 1 else (),
        tail=tail_of(data, goal.tail, money) if goal.has_tail else None,
        **beside,  # type: ignore[arg-type]
    )
