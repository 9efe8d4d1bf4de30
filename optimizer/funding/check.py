"""Does a funding decision keep every rule? Decided from the data and the amounts alone, with no solver."""

from collections.abc import Iterator

from optimizer.funding.data import FundingData
from optimizer.funding.measures import is_broken, measured
from optimizer.funding.solution import FundingPlan

RELATIVE_TOLERANCE = 1e-6


def broken_rules(data: FundingData, plan: FundingPlan) -> list[str]:
    """Every broken rule, as a sentence (BUDGET B); money is compared within one millionth."""
    amounts = plan.amounts
    return [
        *_requests(data, plan),
        *(
            f"{limit.words(data.currency)}; the plan has {measured(data, limit, amounts):,.6g}."
            for limit in data.binding_limits
            if is_broken(data, limit, amounts, RELATIVE_TOLERANCE)
        ),
        *_silent_limits(data, plan),
    ]


def _requests(data: FundingData, plan: FundingPlan) -> Iterator[str]:
    """Each request once, and 0 or between its minimum and what it asked for."""
    ids = [decision.request_id for decision in plan.decisions]
    if sorted(ids) != sorted(data.request):
        yield f"The plan decides {len(ids)} requests and there are {len(data.requests)}; each needs one decision."
    for decision in plan.decisions:
        request = data.request.get(decision.request_id)
        if request is None:
            yield f"{decision.request_id} is decided and nobody requests it."
            continue
        slack = RELATIVE_TOLERANCE * request.requested_amount
        least, most = request.minimum_viable_amount - slack, request.requested_amount + slack
        if decision.is_funded and not least <= decision.amount <= most:
            yield (
                f"{request.service_line} gets {decision.amount:,.2f} {data.currency}; 0, or "
                f"{request.minimum_viable_amount:,.2f} to {request.requested_amount:,.2f} is expected."
            )
        if decision.is_funded != (decision.amount > 0):
            yield f"{request.service_line} gets {decision.amount:,.2f} and is_funded is {decision.is_funded}."
        if abs(decision.expected_return_amount - decision.amount * request.roi_ratio) > slack * max(
            1, request.roi_ratio
        ):
            yield f"{request.service_line}: the expected return is not amount × {request.roi_ratio:g}."


def _silent_limits(data: FundingData, plan: FundingPlan) -> Iterator[str]:
    """A limit that is neither kept nor reported would be ignored in silence."""
    if len(plan.limits_not_applied) != len(data.limits) - len(data.binding_limits):
        yield "A limit that was not applied is not reported."
