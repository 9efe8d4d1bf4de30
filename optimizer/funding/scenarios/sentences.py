"""A scenario's decision beside the one without changes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from optimizer.funding.data import FundingData
from optimizer.funding.solution import FundingPlan

if TYPE_CHECKING:
    from optimizer.funding.scenarios.compare import RequestRow

MOST_ROWS = 25


def sentences(
    data: FundingData,
    name: str,
    reason: str,
    base: FundingPlan | None,
    plan: FundingPlan | None,
    rows: Sequence[RequestRow],
) -> tuple[str, ...]:
    """The decision as a whole, then each request that gets another amount."""
    if plan is None:
        return (f"{name}: {reason}",)
    if plan is base or base is None:
        return (f"{name}: {_whole(data, plan)}.",)
    money, returned = plan.amount - base.amount, plan.expected_return_amount - base.expected_return_amount
    different = [row for row in rows if row.is_different]
    more = len(different) - MOST_ROWS
    return (
        f"{name}: {_whole(data, plan)}; {money:+,.0f} of money and {returned:+,.0f} of return.",
        *(_request(data, row) for row in different[:MOST_ROWS]),
        *([f"{more} more requests get another amount."] if more > 0 else []),
        *([] if different else ["Every request gets what it got before."]),
    )


def _whole(data: FundingData, plan: FundingPlan) -> str:
    funded = sum(decision.is_funded for decision in plan.decisions)
    return (
        f"{funded} of {len(plan.decisions)} requests get {plan.amount:,.0f} {data.currency}, which return "
        f"{plan.expected_return_amount:,.0f}"
    )


def _request(data: FundingData, row: RequestRow) -> str:
    return f"{row.service_line}: {' '.join(_change(data, row))}"


def _change(data: FundingData, row: RequestRow) -> Iterator[str]:
    if row.amount is None:
        yield f"withdrawn; it had {row.base_amount or 0:,.0f} {data.currency}."
        return
    if row.base_amount is None:
        yield f"a new request that gets {row.amount:,.0f} {data.currency}."
    elif row.amount == 0:
        yield f"not funded any more, it had {row.base_amount:,.0f} {data.currency}."
    elif row.base_amount == 0:
        yield f"funded now, with {row.amount:,.0f} {data.currency}."
    else:
        change = row.amount - row.base_amount
        yield f"{row.amount:,.0f} instead of {row.base_amount:,.0f} {data.currency} ({change:+,.0f})."
    yield row.why
