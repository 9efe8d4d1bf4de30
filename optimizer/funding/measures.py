"""What a funding plan does about each limit, from the amounts alone: for the check, and for words about relaxations."""

from collections.abc import Callable, Mapping

import numpy as np

from optimizer.funding.catalog import FIRM_CODES, KINDS
from optimizer.funding.data import FundingData, Indexes, Limit, Numbers

FUNDED_FROM = 0.005  # half a cent
Amounts = Mapping[str, float]


def by_period(data: FundingData, amounts: Amounts | Numbers) -> Numbers:
    """Requests x periods; amounts by request id are those of a single period."""
    if isinstance(amounts, np.ndarray):
        return amounts
    return np.array([amounts.get(request.request_id, 0.0) for request in data.requests]).reshape(-1, 1)


def measured(data: FundingData, limit: Limit, amounts: Amounts | Numbers) -> float:
    """The plan's own figure for a limit, in the limit's terms: money, a count, a ratio or months.

    Parameters
    ----------
    amounts
        Money by request id (a request that is not named gets nothing), or requests x periods.
    """
    money = by_period(data, amounts)
    period = slice(None) if limit.period is None else slice(limit.period - 1, limit.period)
    until = slice(None) if limit.period is None else slice(0, limit.period)
    is_sum = limit.code in (*SUMMED, "requires") or (limit.code == "total_budget" and data.horizon.is_carried_over)
    return float(MEASURES[limit.code](data, limit, money[:, until if is_sum else period]))


def wanted_level(data: FundingData, limit: Limit) -> float:
    """What ``measured`` must not pass: the limit's level, or how many requests must be funded."""
    if limit.code == "must_fund":
        return float(len(data.places(limit)))
    if limit.code == "total_budget":
        return data.available_amount(limit)
    return 0.0 if limit.code == "requires" else limit.level


def is_broken(data: FundingData, limit: Limit, amounts: Amounts | Numbers, relative_tolerance: float) -> bool:
    """Whether the plan passes the limit by more than the tolerance."""
    value, level = measured(data, limit, amounts), wanted_level(data, limit)
    beyond = value - level if KINDS[limit.code].direction == "at most" else level - value
    return beyond > relative_tolerance * max(1.0, abs(level))


def _total(data: FundingData, limit: Limit, money: Numbers) -> float:
    return float(money[data.places(limit)].sum())


def _largest(data: FundingData, limit: Limit, money: Numbers) -> float:
    return float(money[data.places(limit)].sum(axis=1).max(initial=0.0))


def _count(data: FundingData, limit: Limit, money: Numbers) -> float:
    return float((money[data.places(limit)] > FUNDED_FROM).any(axis=1).sum())


def _unmet_requirements(data: FundingData, limit: Limit, money: Numbers) -> float:
    """Pairs and periods in which the first is funded and the other neither then nor before."""
    firsts, others = data.places_of(limit.subject[0]), data.places_of(*limit.subject[1:])
    is_funded = money > FUNDED_FROM
    so_far = np.logical_or.accumulate(is_funded, axis=1)
    if limit.period is not None:  # what was funded before has been asked of before
        is_funded[:, :-1] = False
    unmet = is_funded[firsts][:, None, :] & ~so_far[others][None, :, :]
    return float((unmet.any(axis=2) & (firsts[:, None] != others[None, :])).sum())


def _share(data: FundingData, limit: Limit, money: Numbers) -> float:
    everything = float(money.sum())
    return _total(data, limit, money) / everything if everything else limit.level


def _blended_roi(data: FundingData, limit: Limit, money: Numbers) -> float:
    places: Indexes = data.places(limit)
    given = money[places].sum(axis=1)
    total = float(given.sum())
    return float(given @ data.array("roi_ratio")[places]) / total if total else limit.level


def _people(data: FundingData, figure: str, money: Numbers) -> float:
    """A head count of the requests, in proportion to what they get of what they requested."""
    return float((data.array(figure) / data.array("requested_amount")) @ money.sum(axis=1))


def _growth(data: FundingData, _limit: Limit, money: Numbers) -> float:
    return _people(data, "headcount_added", money) / (data.firm.headcount or 1.0)


def _contractors(data: FundingData, _limit: Limit, money: Numbers) -> float:
    contractors = (data.firm.contractor_headcount or 0.0) + _people(data, "contractors_added", money)
    return contractors / ((data.firm.headcount or 0.0) + _people(data, "headcount_added", money))


def _runway(data: FundingData, _limit: Limit, money: Numbers) -> float:
    return ((data.firm.cash_amount or 0.0) - float(money.sum())) / (data.firm.monthly_burn_amount or 1.0)


def _utilization(data: FundingData, _limit: Limit, money: Numbers) -> float:
    headcount = data.firm.headcount or 0.0
    busy = (data.firm.utilization_ratio or 0.0) * headcount + _people(data, "work_headcount", money)
    return busy / (headcount + _people(data, "headcount_added", money))


SUMMED = FIRM_CODES
MEASURES: dict[str, Callable[[FundingData, Limit, Numbers], float]] = {
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
