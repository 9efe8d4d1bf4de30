"""What a funding plan does about each limit, from the amounts alone: for the check, and for words about relaxations."""

from collections.abc import Callable, Mapping

from optimizer.funding.catalog import KINDS
from optimizer.funding.data import FundingData, Limit

FUNDED_FROM = 0.005  # half a cent
Amounts = Mapping[str, float]


def measured(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    """The plan's own figure for a limit, in the limit's terms: money, a count, a ratio or months.

    Parameters
    ----------
    amounts
        Money by request id; a request that is not named gets nothing.
    """
    return MEASURES[limit.code](data, limit, amounts)


def wanted_level(data: FundingData, limit: Limit) -> float:
    """What ``measured`` must not pass: the limit's level, or how many requests must be funded."""
    if limit.code == "must_fund":
        return float(len(data.subjects(limit)))
    return 0.0 if limit.code == "requires" else limit.level


def is_broken(data: FundingData, limit: Limit, amounts: Amounts, relative_tolerance: float) -> bool:
    """Whether the plan passes the limit by more than the tolerance."""
    value, level = measured(data, limit, amounts), wanted_level(data, limit)
    beyond = value - level if KINDS[limit.code].direction == "at most" else level - value
    return beyond > relative_tolerance * max(1.0, abs(level))


def _total(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    return sum(amounts.get(request.request_id, 0.0) for request in data.subjects(limit))


def _largest(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    return max((amounts.get(request.request_id, 0.0) for request in data.subjects(limit)), default=0.0)


def _count(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    return sum(amounts.get(request.request_id, 0.0) > FUNDED_FROM for request in data.subjects(limit))


def _unmet_requirements(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    first, *others = (amounts.get(request.request_id, 0.0) > FUNDED_FROM for request in data.subjects(limit))
    return float(first) * sum(not other for other in others)


def _share(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    everything = sum(amounts.values())
    return _total(data, limit, amounts) / everything if everything else limit.level


def _blended_roi(data: FundingData, limit: Limit, amounts: Amounts) -> float:
    money = sum(amounts.values())
    if not money:
        return limit.level
    return sum(amounts.get(r.request_id, 0.0) * r.roi_ratio for r in data.requests) / money


def _people(data: FundingData, figure: str, amounts: Amounts) -> float:
    """A head count of the requests, in proportion to what they get of what they requested."""
    return sum(float(getattr(r, figure)) * amounts.get(r.request_id, 0.0) / r.requested_amount for r in data.requests)


def _growth(data: FundingData, _limit: Limit, amounts: Amounts) -> float:
    return _people(data, "headcount_added", amounts) / (data.firm.headcount or 1.0)


def _contractors(data: FundingData, _limit: Limit, amounts: Amounts) -> float:
    contractors = (data.firm.contractor_headcount or 0.0) + _people(data, "contractors_added", amounts)
    return contractors / ((data.firm.headcount or 0.0) + _people(data, "headcount_added", amounts))


def _runway(data: FundingData, _limit: Limit, amounts: Amounts) -> float:
    return ((data.firm.cash_amount or 0.0) - sum(amounts.values())) / (data.firm.monthly_burn_amount or 1.0)


def _utilization(data: FundingData, _limit: Limit, amounts: Amounts) -> float:
    headcount = data.firm.headcount or 0.0
    busy = (data.firm.utilization_ratio or 0.0) * headcount + _people(data, "work_headcount", amounts)
    return busy / (headcount + _people(data, "headcount_added", amounts))


MEASURES: dict[str, Callable[[FundingData, Limit, Amounts], float]] = {
    "total_budget": _total,
    "max_single_service_allocation": _largest,
    "min_funded_projects": _count,
    "max_funded_projects": _count,
    "must_fund": _count,
    "either_or": _count,
    "requires": _unmet_requirements,
    "min_group_amount": _total,
    "max_group_amount": _total,
    "min_group_share": _share,
    "max_group_share": _share,
    "min_roi_threshold": _blended_roi,
    "max_headcount_growth": _growth,
    "max_contractor_pct": _contractors,
    "min_cash_runway_months": _runway,
    "target_utilization": _utilization,
}
