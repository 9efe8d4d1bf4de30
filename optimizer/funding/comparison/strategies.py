"""The same money, shared in three simple ways under the same limits, beside the plan (BUDGET B)."""

from collections.abc import Callable

import numpy as np

from optimizer.funding.check import broken_amounts
from optimizer.funding.comparison.nearest import nearest
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.goal import TAIL_OBJECTIVE, Goal
from optimizer.funding.objective import arriving, objective_called, worths
from optimizer.funding.solution import Alternative


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
    requested = float(data.array("requested_amount").sum())
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


WAYS: dict[str, Callable[[FundingData, float], dict[str, float]]] = {
    "equal": equal,
    "proportional": proportional,
    "priority_greedy": priority_greedy,
}


def alternatives(
    data: FundingData, money: Numbers, goal: Goal, time_limit_seconds: float
) -> tuple[tuple[Alternative, ...], tuple[str, ...]]:
    """Each way's decision that is nearest to what it wants, spends what the plan spends and keeps every limit.

    ``money`` is the plan's, requests x periods; with several periods each of them spends the same. The second part
    names, in a sentence each, the ways for which no such decision was found in time.
    """
    in_periods = money.sum(axis=0)
    found, missed = [], []
    for name, way in WAYS.items() if in_periods.sum() > 0 else ():
        wanted = np.stack([_in_order(data, way(data, amount)) for amount in in_periods.tolist()], axis=1)
        amounts = nearest(data, wanted, in_periods, time_limit_seconds / len(WAYS))
        if amounts is None:
            missed.append(f"{name} was not compared: no decision near it was found in time.")
        else:
            found.append(_alternative(data, name, wanted, amounts, money, goal))
    return tuple(found), tuple(missed)


def _in_order(data: FundingData, amounts: dict[str, float]) -> Numbers:
    return np.array([amounts[request.request_id] for request in data.requests])


def _worths(data: FundingData, goal: Goal) -> Numbers:
    """What a unit is worth by the first objective; bad luck has none of its own, and counts as return × success."""
    first = goal.tiers[0]
    return worths(data, objective_called("risk_adjusted" if first == TAIL_OBJECTIVE else first))


def _alternative(
    data: FundingData, name: str, wanted: Numbers, amounts: Numbers, plan: Numbers, goal: Goal
) -> Alternative:
    returned = float(((amounts * arriving(data)).sum(axis=1) * data.array("roi_ratio")).sum())
    in_all = amounts.sum(axis=1)
    return Alternative(
        name=name,
        amounts=dict(zip(data.request, in_all.tolist(), strict=True)),
        objective_value=float((amounts * _worths(data, goal)).sum()),
        expected_return_amount=returned,
        return_ratio=returned / float(in_all.sum()),
        sentence=_difference(data, name, in_all - plan.sum(axis=1), _worths(data, goal)[:, 0]) + _bent(data, wanted),
    )


def _difference(data: FundingData, name: str, moved: Numbers, worth: Numbers) -> str:
    """The two largest moves between the alternative and the plan, and what a unit is worth in each."""
    up, down = int(np.argmax(moved)), int(np.argmin(moved))
    if moved[up] < 1 and moved[down] > -1:
        return f"{name} comes to the same decision."
    return (
        f"{name} gives {data.requests[up].service_line} {moved[up]:,.0f} {data.currency} more, "
        f"worth {worth[up]:g} a unit, "
        f"and {data.requests[down].service_line} {-moved[down]:,.0f} less, worth {worth[down]:g}."
    )


def _bent(data: FundingData, wanted: Numbers) -> str:
    """Which rules the way as such would break."""
    broken = broken_amounts(data, wanted)
    if not broken:
        return ""
    more = f", and {len(broken) - 1} more" if len(broken) > 1 else ""
    return (
        f" As such it would break a rule ({broken[0].rstrip('.')}{more}); shown is the nearest decision that does not."
    )
