"""What a point of a sweep says, in words."""

from dataclasses import replace

from optimizer.funding.catalog import COUNT_CODES, MONEY_CODES
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.sweeps.point import Sweep, SweepPoint

SHOWN_NAMES = 5


def sentence(data: FundingData, limit: Limit, point: SweepPoint) -> SweepPoint:
    """The point with its sentence."""
    where = replace(limit, value=point.value).words(data.currency)
    if not point.amounts:
        return replace(point, sentence=f"{where}: {point.reason}")
    ratio = "" if point.return_ratio is None else f" ({point.return_ratio:.4f} per unit)"
    whole = (
        f"{where}: {len(point.funded)} requests get {point.amount:,.0f} {data.currency}, which return "
        f"{point.expected_return_amount:,.0f}{ratio}"
    )
    parts = [
        whole,
        *([_marginal(limit, point)] if point.price is not None or point.step_worth is not None else []),
        *([f"in: {_names(data, point.entered)}"] if point.entered else []),
        *([f"out: {_names(data, point.left)}"] if point.left else []),
    ]
    return replace(point, sentence="; ".join(parts) + ".")


def _marginal(limit: Limit, point: SweepPoint) -> str:
    """What more of the limit is worth: from point to point, and at this one."""
    unit = "request" if limit.code in COUNT_CODES else "unit" if limit.code in MONEY_CODES else "unit of the limit"
    parts = []
    if point.step_worth is not None:
        parts.append(f"each {unit} since the point before brought {point.step_worth:,.6g}")
    if point.price is not None:
        parts.append(
            f"loosening it by one {point.price_unit} is worth {point.price:,.6g}"
            if point.price
            else "loosening it is worth nothing"
        )
    return ", ".join(parts)


def _names(data: FundingData, request_ids: tuple[str, ...]) -> str:
    names = [data.request[request_id].service_line for request_id in request_ids[:SHOWN_NAMES]]
    more = len(request_ids) - SHOWN_NAMES
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def closing(sweep: Sweep) -> list[str]:
    """What the sweep says as a whole: what is not there, and where more of the limit stops being worth anything."""
    lines = []
    if not sweep.is_complete:
        lines.append(f"Stopped: {len(sweep.points)} of {sweep.wanted_count} points are done, and these are shown.")
    missing = sum(not point.amounts for point in sweep.points)
    if missing:
        lines.append(f"{missing} of {len(sweep.points)} points have no decision; each says why.")
    return [*lines, *sweep.notes]
