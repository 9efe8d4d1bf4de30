"""The limits of a funding decision, one function per rule, in the order of BUDGET B.

``period`` of a limit is one of several: money and counts are then those of that period; people and cash, which stay,
are those until its end; without a period they are those of all periods together.
"""

from collections.abc import Callable

import numpy as np

from optimizer.funding.data import FundingData, Indexes, Limit
from optimizer.funding.variables import FundingModel


def total_budget(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Σ amount ≤ the budget, of the firm or a fund; of a period, with what earlier ones leave if carried over."""
    periods = model.periods_until(limit) if data.horizon.is_carried_over else model.periods(limit)
    level = data.available_amount(limit)
    model.at_most(limit, place, model.money(data.places(limit), periods=periods), level, level)


def most_for_one(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """No request gets more than the limit; with a subject, those requests only."""
    places = data.places(limit)
    places = places[data.array("requested_amount")[places] > limit.level]
    if len(places):
        rows = np.arange(len(places))[:, None]
        amounts = model.amounts[np.ix_(places, model.periods(limit))]
        entries = [(rows, amounts, 1.0)]
        model.add_limit_rows(limit, place, (("r", places + 1),), entries, limit.level, limit.level)


def fewest_funded(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """At least so many requests are funded."""
    model.at_least(limit, place, model.count(data.places(limit), limit), limit.level, limit.level)


def most_funded(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """At most so many requests are funded; among the subject, this is either/or."""
    model.at_most(limit, place, model.count(data.places(limit), limit), limit.level, limit.level)


def must_fund(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Every request of the subject is funded."""
    places = data.places(limit)
    model.at_least(limit, place, model.count(places, limit), len(places), len(places))


def requires(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """What the subject names first is funded only when all the others are: at the latest in the same period."""
    firsts, others = data.places_of(limit.subject[0]), data.places_of(*limit.subject[1:])
    for number, (first, other) in enumerate(((a, b) for a in firsts for b in others if a != b), 1):
        where = f"{place}__{number}"
        for period in model.periods(limit):
            wanted = model.among(first, period) - model.among(other, *range(period + 1))
            model.at_most(limit, f"{where}__t{period + 1}" if model.amounts.shape[1] > 1 else where, wanted, 0, 1)


def group_minimum(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject together gets at least the amount."""
    money = model.money(data.places(limit), periods=model.periods(limit))
    model.at_least(limit, place, money, limit.level, limit.level)


def group_maximum(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject together gets at most the amount."""
    money = model.money(data.places(limit), periods=model.periods(limit))
    model.at_most(limit, place, money, limit.level, limit.level)


def group_minimum_share(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject gets at least the share of all funding, multiplied out."""
    periods = model.periods(limit)
    beyond = model.money(data.places(limit), periods=periods) - limit.level * model.money(_all(data), periods=periods)
    model.at_least(limit, place, beyond, 0, limit.level * _all_requested(data))


def group_maximum_share(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject gets at most the share of all funding, multiplied out."""
    periods = model.periods(limit)
    beyond = model.money(data.places(limit), periods=periods) - limit.level * model.money(_all(data), periods=periods)
    model.at_most(limit, place, beyond, 0, limit.level * _all_requested(data))


def blended_roi(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Σ amount × (ROI − the least) ≥ 0: what is funded returns enough as a whole."""
    places = data.places(limit)
    above = data.array("roi_ratio")[places] - limit.level
    model.at_least(
        limit, place, model.money(places, above, model.periods(limit)), 0, limit.level * _all_requested(data)
    )


def headcount_growth(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """People added ≤ the growth × today's headcount."""
    most = limit.level * (data.firm.headcount or 0.0)
    model.at_most(limit, place, model.people("headcount_added", limit), most, most)


def contractor_share(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Contractors, today's and added, ≤ the share of all people, today's and added."""
    headcount, contractors = data.firm.headcount or 0.0, data.firm.contractor_headcount or 0.0
    beyond = model.people("contractors_added", limit) - limit.level * model.people("headcount_added", limit)
    model.at_most(limit, place, beyond, limit.level * headcount - contractors, limit.level * headcount)


def cash_runway(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Cash − Σ amount ≥ months × monthly burn."""
    kept = limit.level * (data.firm.monthly_burn_amount or 0.0)
    money = model.money(_all(data), periods=model.periods_until(limit))
    model.at_most(limit, place, money, (data.firm.cash_amount or 0.0) - kept, kept)


def utilization(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Busy people, today's and those that the funded work keeps busy, ≥ the target × all people."""
    headcount, busy_ratio = data.firm.headcount or 0.0, data.firm.utilization_ratio or 0.0
    beyond = model.people("work_headcount", limit) - limit.level * model.people("headcount_added", limit)
    model.at_least(limit, place, beyond, (limit.level - busy_ratio) * headcount, limit.level * headcount)


RULES: dict[str, Callable[[FundingModel, FundingData, Limit, str], None]] = {
    "total_budget": total_budget,
    "max_single_service_allocation": most_for_one,
    "min_funded_projects": fewest_funded,
    "max_funded_projects": most_funded,
    "must_fund": must_fund,
    "either_or": most_funded,
    "requires": requires,
    "min_group_amount": group_minimum,
    "max_group_amount": group_maximum,
    "min_group_share": group_minimum_share,
    "max_group_share": group_maximum_share,
    "min_roi_threshold": blended_roi,
    "max_headcount_growth": headcount_growth,
    "max_contractor_pct": contractor_share,
    "min_cash_runway_months": cash_runway,
    "target_utilization": utilization,
}


def add_limits(model: FundingModel, data: FundingData, limits: tuple[Limit, ...]) -> None:
    """Add ``limits``, each by its own function."""
    for number, limit in enumerate(limits, 1):
        RULES[limit.code](model, data, limit, f"l{number}")


def _all(data: FundingData) -> Indexes:
    return np.arange(len(data.requests))


def _all_requested(data: FundingData) -> float:
    return float(data.array("requested_amount").sum())
