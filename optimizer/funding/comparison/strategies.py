"""The same money, shared in three simple ways under the same limits, beside the plan (BUDGET B)."""

import numpy as np

from optimizer.funding.check import broken_amounts
from optimizer.funding.comparison.nearest import nearest
from optimizer.funding.comparison.ways import WAYS, Way
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.goal import TAIL_OBJECTIVE, Goal
from optimizer.funding.objective import arriving, objective_called, worths
from optimizer.funding.solution import Alternative

SAME_MONEY = 0.05  # five cents


def alternatives(
    data: FundingData, money: Numbers, goal: Goal, time_limit_seconds: float
) -> tuple[tuple[Alternative, ...], tuple[str, ...]]:
    """Each way's own decision where it keeps every limit, else the nearest one that does; all spend what the plan does.

    ``money`` is the plan's, requests x periods; with several periods each of them spends the same. The second part
    names, in a sentence each, the ways for which no such decision was found.
    """
    in_periods = money.sum(axis=0)
    found, missed = [], []
    for name, way in WAYS.items() if in_periods.sum() > 0 else ():
        wanted = _period_by_period(data, way, in_periods, data.array("requested_amount"))
        fitted = _period_by_period(data, way, in_periods, np.minimum(data.cap_amounts, data.array("requested_amount")))
        amounts: Numbers | None = fitted
        if np.abs(fitted.sum(axis=0) - in_periods).max() > SAME_MONEY or broken_amounts(data, fitted):
            amounts = nearest(data, fitted, in_periods, time_limit_seconds / len(WAYS))
        if amounts is None:
            missed.append(f"{name} was not compared: no decision near it was found that keeps every limit.")
        else:
            found.append(_alternative(data, name, wanted, amounts, money, goal))
    return tuple(found), tuple(missed)


def _period_by_period(data: FundingData, way: Way, money: Numbers, most: Numbers) -> Numbers:
    """The way taken in each period with the money of it, among those who may be funded then and still lack some."""
    amounts = np.zeros((len(data.requests), len(money)))
    last = np.nan_to_num(data.array("last_period"), nan=len(money))
    for period, amount in enumerate(money.tolist()):
        is_open = (data.array("first_period") <= period + 1) & (last >= period + 1)
        amounts[:, period] = way(data, amount, np.where(is_open, most - amounts.sum(axis=1), 0.0))
    return amounts


def _worths(data: FundingData, goal: Goal) -> Numbers:
    """What a unit is worth by the first objective; bad luck has none of its own, and counts as return × success."""
    first = goal.tiers[0]
    return worths(data, objective_called("risk_adjusted" if first == TAIL_OBJECTIVE else first))


def _alternative(
    data: FundingData, name: str, wanted: Numbers, amounts: Numbers, plan: Numbers, goal: Goal
) -> Alternative:
    returned = float(((amounts * arriving(data)).sum(axis=1) * data.array("roi_ratio")).sum())
    in_all = amounts.sum(axis=1)
    difference = _difference(data, name, in_all - plan.sum(axis=1), _worths(data, goal)[:, 0])
    return Alternative(
        name=name,
        amounts=dict(zip(data.request, in_all.tolist(), strict=True)),
        objective_value=float((amounts * _worths(data, goal)).sum()),
        expected_return_amount=returned,
        return_ratio=returned / float(in_all.sum()),
        sentence=difference + _bent(data, wanted, amounts),
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


def _bent(data: FundingData, wanted: Numbers, amounts: Numbers) -> str:
    """Which rule kept the way from what it wants."""
    if np.abs(wanted - amounts).max(initial=0.0) < 1:
        return ""
    broken = broken_amounts(data, wanted)
    if not broken:
        return " By itself it would not spend the same money; shown is the nearest decision that does."
    more = f", and {len(broken) - 1} more" if len(broken) > 1 else ""
    return f" By itself it would break a rule ({broken[0].rstrip('.')}{more}); shown is what keeps all of them."
