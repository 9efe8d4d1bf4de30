"""Does a funding decision keep every rule? Decided from the data and the amounts alone, with no solver."""

from collections.abc import Iterator

import numpy as np

from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.measures import Amounts, by_period, is_broken, measured
from optimizer.funding.objective import arriving
from optimizer.funding.solution import FundingPlan

RELATIVE_TOLERANCE = 1e-6


def broken_rules(data: FundingData, plan: FundingPlan) -> list[str]:
    """Every broken rule, as a sentence (BUDGET B); money is compared within one millionth."""
    return [*_decisions(data, plan), *broken_amounts(data, plan.money(data)), *_silent_limits(data, plan)]


def broken_amounts(data: FundingData, amounts: Amounts | Numbers) -> list[str]:
    """Every rule that amounts break: by request id, or requests x periods."""
    money = by_period(data, amounts)
    return [
        *_semicontinuous(data, money),
        *(
            f"{limit.words(data.currency)}; the plan has {measured(data, limit, money):,.6g}."
            for limit in data.binding_limits
            if is_broken(data, limit, money, RELATIVE_TOLERANCE)
        ),
    ]


def _semicontinuous(data: FundingData, money: Numbers) -> Iterator[str]:
    """0, or between the minimum and what it asked for, in its periods; not more than it asked for in all."""
    asked, least = data.array("requested_amount")[:, None], data.array("minimum_viable_amount")[:, None]
    slack = RELATIVE_TOLERANCE * asked
    period = np.arange(1, money.shape[1] + 1)
    last = np.nan_to_num(data.array("last_period"), nan=money.shape[1])[:, None]
    is_odd = (money != 0) & ((money < least - slack) | (money > asked + slack))
    is_closed = (money != 0) & ((period < data.array("first_period")[:, None]) | (period > last))
    for place, when in np.argwhere(is_odd | is_closed):
        request, where = data.requests[place], f" in period {when + 1}" if len(period) > 1 else ""
        expected = f"0, or {request.minimum_viable_amount:,.2f} to {request.requested_amount:,.2f} is expected"
        if is_closed[place, when]:
            expected = "it may be funded only in its own periods"
        yield f"{request.service_line} gets {money[place, when]:,.2f} {data.currency}{where}; {expected}."
    in_all = money.sum(axis=1)
    for place in np.flatnonzero((in_all > (asked + slack)[:, 0]) & ~is_odd.any(axis=1)):
        request = data.requests[place]
        yield f"{request.service_line} gets {in_all[place]:,.2f} in all and asks for {request.requested_amount:,.2f}."


def _decisions(data: FundingData, plan: FundingPlan) -> Iterator[str]:
    """Each request decided once, its flag and its return those of its money."""
    ids = [decision.request_id for decision in plan.decisions]
    if sorted(ids) != sorted(data.request):
        yield f"The plan decides {len(ids)} requests and there are {len(data.requests)}; each needs one decision."
    returns = (plan.money(data) * arriving(data)).sum(axis=1)
    in_all = plan.money(data).sum(axis=1)
    for decision in plan.decisions:
        request = data.request.get(decision.request_id)
        if request is None:
            yield f"{decision.request_id} is decided and nobody requests it."
            continue
        place, slack = data.place[decision.request_id], RELATIVE_TOLERANCE * request.requested_amount
        if decision.is_funded != (decision.amount > 0):
            yield f"{request.service_line} gets {decision.amount:,.2f} and is_funded is {decision.is_funded}."
        if abs(decision.amount - in_all[place]) > slack:
            yield f"{request.service_line} gets {decision.amount:,.2f} and {in_all[place]:,.2f} in its periods."
        expected = returns[place] * request.roi_ratio
        if abs(decision.expected_return_amount - expected) > slack * max(1, abs(request.roi_ratio)):
            yield f"{request.service_line}: the expected return is not amount × {request.roi_ratio:g}."


def _silent_limits(data: FundingData, plan: FundingPlan) -> Iterator[str]:
    """A limit that is neither kept nor reported would be ignored in silence."""
    if len(plan.limits_not_applied) != len(data.limits) - len(data.binding_limits):
        yield "A limit that was not applied is not reported."
