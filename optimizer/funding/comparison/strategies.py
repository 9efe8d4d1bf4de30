"""The same money, shared in three simple ways under the same limits, beside the plan (BUDGET B)."""

from collections.abc import Callable, Mapping

import pulp

from optimizer import model_rows
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData
from optimizer.funding.measures import Amounts
from optimizer.funding.objective import ObjectiveName, worth
from optimizer.funding.solution import CENT, Alternative
from optimizer.funding.variables import FundingModel, add_amounts
from optimizer.solver import solve


def equal(data: FundingData, money: float) -> dict[str, float]:
    """The same for everybody, and never more than was requested: what one does not need goes to the others."""
    left, amounts = money, {}
    waiting = sorted(data.requests, key=lambda request: request.requested_amount)
    for place, request in enumerate(waiting):
        amounts[request.request_id] = min(request.requested_amount, left / (len(waiting) - place))
        left -= amounts[request.request_id]
    return amounts


def proportional(data: FundingData, money: float) -> dict[str, float]:
    """The same part of every request."""
    requested = sum(request.requested_amount for request in data.requests)
    ratio = min(1.0, money / requested) if requested else 0.0
    return {request.request_id: ratio * request.requested_amount for request in data.requests}


def priority_greedy(data: FundingData, money: float) -> dict[str, float]:
    """By strategic priority, then ROI: each gets what it asks for while the money lasts and covers its minimum."""
    left, amounts = money, {}
    for request in sorted(data.requests, key=lambda r: (-r.strategic_priority, -r.roi_ratio)):
        amount = min(request.requested_amount, left)
        amounts[request.request_id] = amount if amount >= request.minimum_viable_amount else 0.0
        left -= amounts[request.request_id]
    return amounts


NEAR_ENOUGH = 1e-3
WAYS: dict[str, Callable[[FundingData, float], dict[str, float]]] = {
    "equal": equal,
    "proportional": proportional,
    "priority_greedy": priority_greedy,
}


def alternatives(
    data: FundingData, plan_amounts: Amounts, objective: ObjectiveName, time_limit_seconds: float
) -> tuple[tuple[Alternative, ...], tuple[str, ...]]:
    """Each way's decision that is nearest to what it wants, spends what the plan spends and keeps every limit.

    The second part names, in a sentence each, the ways for which no such decision was found in time.
    """
    money = sum(plan_amounts.values())
    found, missed = [], []
    for name, way in WAYS.items() if money > 0 else ():
        amounts = _nearest(data, way(data, money), money, time_limit_seconds / len(WAYS))
        if amounts is None:
            missed.append(f"{name} was not compared: no decision near it was found in time.")
        else:
            found.append(_alternative(data, name, amounts, plan_amounts, objective))
    return tuple(found), tuple(missed)


def _nearest(
    data: FundingData, wanted: Mapping[str, float], money: float, time_limit_seconds: float
) -> dict[str, float] | None:
    """The decision with the smallest sum of distances from ``wanted``; None where time ran out."""
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    model.problem.sense = pulp.LpMinimize
    model_rows.add_row(model.problem, "same_money", model.money(data.requests) >= money - CENT)
    distances = []
    for request in data.requests:
        name = f"away__r{model.number[request.request_id]}"
        away = model_rows.add_variable(model.problem, name)
        amount, target = model.amount[request.request_id], wanted[request.request_id]
        model_rows.add_row(model.problem, f"{name}__more", amount - away <= target)
        model_rows.add_row(model.problem, f"{name}__less", amount + away >= target)
        distances.append((away, 1.0))
    model_rows.set_objective(model.problem, pulp.LpAffineExpression(distances))
    solved = solve(model.problem, time_limit_seconds=time_limit_seconds, relative_gap=NEAR_ENOUGH)
    if not solved.has_plan:
        return None
    return {request_id: solved.values[amount.name] for request_id, amount in model.amount.items()}


def _alternative(
    data: FundingData, name: str, amounts: Amounts, plan_amounts: Amounts, objective: ObjectiveName
) -> Alternative:
    returns = sum(amounts[r.request_id] * r.roi_ratio for r in data.requests)
    return Alternative(
        name=name,
        amounts=amounts,
        objective_value=sum(amounts[r.request_id] * worth(r, objective) for r in data.requests),
        expected_return_amount=returns,
        return_ratio=returns / sum(amounts.values()),
        sentence=_difference(data, name, amounts, plan_amounts, objective),
    )


def _difference(data: FundingData, name: str, amounts: Amounts, plan_amounts: Amounts, objective: ObjectiveName) -> str:
    """The two largest moves between the alternative and the plan, and what a unit is worth in each."""
    moved = {r.request_id: amounts[r.request_id] - plan_amounts.get(r.request_id, 0.0) for r in data.requests}
    up, down = max(moved, key=lambda i: moved[i]), min(moved, key=lambda i: moved[i])
    if moved[up] < 1 and moved[down] > -1:
        return f"{name} comes to the same decision."
    more, less = data.request[up], data.request[down]
    return (
        f"{name} gives {more.service_line} {moved[up]:,.0f} {data.currency} more, "
        f"worth {worth(more, objective):g} a unit, "
        f"and {less.service_line} {-moved[down]:,.0f} less, worth {worth(less, objective):g}."
    )
