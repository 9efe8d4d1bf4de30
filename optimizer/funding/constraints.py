"""The limits of a funding decision, one function per rule, in the order of BUDGET B."""

from collections.abc import Callable

from optimizer.funding.data import FundingData, Limit
from optimizer.funding.variables import FundingModel


def total_budget(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Σ amount ≤ the budget."""
    model.at_most(limit, place, model.money(data.requests), limit.level, limit.level)


def most_for_one(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """No request gets more than the limit; with a subject, those requests only."""
    for request in data.subjects(limit):
        if request.requested_amount > limit.level:
            where = f"{place}__r{model.number[request.request_id]}"
            model.at_most(limit, where, model.money([request]), limit.level, limit.level)


def fewest_funded(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """At least so many requests are funded."""
    model.at_least(limit, place, model.count(data.subjects(limit)), limit.level, limit.level)


def most_funded(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """At most so many requests are funded; among the subject, this is either/or."""
    model.at_most(limit, place, model.count(data.subjects(limit)), limit.level, limit.level)


def must_fund(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Every request of the subject is funded."""
    subjects = data.subjects(limit)
    model.at_least(limit, place, model.count(subjects), len(subjects), len(subjects))


def requires(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The first request of the subject is funded only when all the others are."""
    first, *others = data.subjects(limit)
    for number, other in enumerate(others, 1):
        model.at_most(limit, f"{place}__{number}", model.count([first]) - model.count([other]), 0, 1)


def group_minimum(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject together gets at least the amount."""
    model.at_least(limit, place, model.money(data.subjects(limit)), limit.level, limit.level)


def group_maximum(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject together gets at most the amount."""
    model.at_most(limit, place, model.money(data.subjects(limit)), limit.level, limit.level)


def group_minimum_share(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject gets at least the share of all funding, multiplied out."""
    beyond = model.money(data.subjects(limit)) - limit.level * model.money(data.requests)
    model.at_least(limit, place, beyond, 0, limit.level * _all_requested(data))


def group_maximum_share(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """The subject gets at most the share of all funding, multiplied out."""
    beyond = model.money(data.subjects(limit)) - limit.level * model.money(data.requests)
    model.at_most(limit, place, beyond, 0, limit.level * _all_requested(data))


def blended_roi(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Σ amount × (ROI − the least) ≥ 0: what is funded returns enough as a whole."""
    above = {request.request_id: request.roi_ratio - limit.level for request in data.requests}
    model.at_least(limit, place, model.money(data.requests, above), 0, limit.level * _all_requested(data))


def headcount_growth(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """People added ≤ the growth × today's headcount."""
    most = limit.level * (data.firm.headcount or 0.0)
    model.at_most(limit, place, model.people("headcount_added"), most, most)


def contractor_share(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Contractors, today's and added, ≤ the share of all people, today's and added."""
    headcount, contractors = data.firm.headcount or 0.0, data.firm.contractor_headcount or 0.0
    beyond = model.people("contractors_added") - limit.level * model.people("headcount_added")
    model.at_most(limit, place, beyond, limit.level * headcount - contractors, limit.level * headcount)


def cash_runway(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Cash − Σ amount ≥ months × monthly burn."""
    kept = limit.level * (data.firm.monthly_burn_amount or 0.0)
    model.at_most(limit, place, model.money(data.requests), (data.firm.cash_amount or 0.0) - kept, kept)


def utilization(model: FundingModel, data: FundingData, limit: Limit, place: str) -> None:
    """Busy people, today's and those that the funded work keeps busy, ≥ the target × all people."""
    headcount, busy_ratio = data.firm.headcount or 0.0, data.firm.utilization_ratio or 0.0
    beyond = model.people("work_headcount") - limit.level * model.people("headcount_added")
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


def _all_requested(data: FundingData) -> float:
    return sum(request.requested_amount for request in data.requests)
