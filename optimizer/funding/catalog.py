"""Every kind of limit that may bind a funding decision, by the code that extracts use (BUDGET part B, rules)."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["at most", "at least"]


@dataclass(frozen=True)
class Kind:
    """One kind of limit: its direction, its words, whether it names requests, and which figures it needs.

    ``needs`` are fields of ``Firm``, ``needs_each`` fields of ``Request``: both must be known before the limit binds.
    ``words`` may use ``{value}`` and ``{subject}``: ``about`` with the names, or ``everybody`` where there is none.
    """

    direction: Direction
    words: str
    is_about_requests: bool = False
    needs: tuple[str, ...] = ()
    needs_each: tuple[str, ...] = ()
    about: str = "{names}"
    everybody: str = "Each request"


KINDS = {
    "total_budget": Kind(
        "at most", "{subject} together is at most {value}", about="Funding of {names}", everybody="All funding"
    ),
    "max_single_service_allocation": Kind("at most", "{subject} gets at most {value}"),
    "min_funded_projects": Kind("at least", "At least {value} of {subject} are funded", everybody="the requests"),
    "max_funded_projects": Kind("at most", "At most {value} of {subject} are funded", everybody="the requests"),
    "must_fund": Kind(
        "at least", "{subject} must be funded, with at least the minimum viable amount", is_about_requests=True
    ),
    "either_or": Kind("at most", "At most {value} of {subject} is funded", is_about_requests=True),
    "requires": Kind("at most", "{subject}: the first is funded only with all the others", is_about_requests=True),
    "min_group_amount": Kind("at least", "{subject} together get at least {value}", is_about_requests=True),
    "max_group_amount": Kind("at most", "{subject} together get at most {value}", is_about_requests=True),
    "min_group_share": Kind(
        "at least", "{subject} together get at least {value} of all funding", is_about_requests=True
    ),
    "max_group_share": Kind("at most", "{subject} together get at most {value} of all funding", is_about_requests=True),
    "min_roi_threshold": Kind(
        "at least",
        "{subject} together returns at least {value} per unit of money",
        about="Funding of {names}",
        everybody="All funding",
    ),
    "max_headcount_growth": Kind(
        "at most",
        "Headcount grows by at most {value}",
        needs=("headcount",),
        needs_each=("headcount_added",),
    ),
    "max_contractor_pct": Kind(
        "at most",
        "Contractors are at most {value} of all people",
        needs=("headcount", "contractor_headcount"),
        needs_each=("headcount_added", "contractors_added"),
    ),
    "min_cash_runway_months": Kind(
        "at least",
        "Cash after funding lasts at least {value} months",
        needs=("cash_amount", "monthly_burn_amount"),
    ),
    "target_utilization": Kind(
        "at least",
        "The people that funding adds leave the team at least {value} utilized",
        needs=("headcount", "utilization_ratio"),
        needs_each=("headcount_added", "work_headcount"),
    ),
}
PERCENT_UNITS = ("percentage", "percent", "%", "pct")
RATIO_CODES = (
    "min_group_share",
    "max_group_share",
    "max_headcount_growth",
    "max_contractor_pct",
    "target_utilization",
)
GROUP_CODES = ("min_group_amount", "max_group_amount", "min_group_share", "max_group_share")
MONEY_CODES = ("total_budget", "max_single_service_allocation", "min_group_amount", "max_group_amount")
COUNT_CODES = ("min_funded_projects", "max_funded_projects", "must_fund", "either_or", "requires")
# Rules about all of the firm's people or cash: requests cannot be singled out.
FIRM_CODES = ("max_headcount_growth", "max_contractor_pct", "min_cash_runway_months", "target_utilization")
