"""Every driver of the plan: its name, unit, allowed values, and what stands for it where nobody gives it.

A default is neutral: it adds nothing (no commission, no attrition, no ramp). What cannot be neutral must be given, or
learned from timesheets. ``is_uncertain`` drivers get a range of ±20 % where the file gives none; facts and decisions
(today's people, the growth that is wanted) have no range unless the file gives one.
"""

from dataclasses import dataclass, field
from difflib import get_close_matches

from optimizer.planning.interval import Interval

RANGE_RATIO = 0.2
MONEY, MONEY_A_YEAR, RATIO, PEOPLE, MONTHS, WEEKS = "money", "money a year", "ratio", "people", "months", "weeks"
ANY_AMOUNT, SOME_AMOUNT, SHARE, SOME_SHARE, LOSS = "[0, 1e15]", "(0, 1e15]", "[0, 1]", "(0, 1]", "[0, 1)"
ANY_PEOPLE = "[0, 1e6]"


@dataclass(frozen=True)
class Driver:
    """One row of the catalog; ``default`` None: the file or the timesheets must give it."""

    name: str
    unit: str
    allowed_text: str
    words: str
    default: float | None = None
    is_uncertain: bool = False
    is_whole: bool = False
    is_learned: bool = False
    low_high: tuple[float, float] | None = None
    allowed: Interval = field(init=False)

    def __post_init__(self) -> None:
        """Read the interval once."""
        object.__setattr__(self, "allowed", Interval.parse(self.allowed_text))

    def usual_range(self, value: float) -> tuple[float, float]:
        """Low and high where nobody gives them; the value itself where the driver is no uncertain one."""
        if self.low_high is not None:
            return min(self.low_high[0], value), max(self.low_high[1], value)
        if not self.is_uncertain:
            return value, value
        ends = (self.allowed.clipped(value * (1 - RANGE_RATIO)), self.allowed.clipped(value * (1 + RANGE_RATIO)))
        return min(*ends, value), max(*ends, value)


def _uncertain(name: str, unit: str, allowed: str, words: str, default: float | None = None) -> Driver:
    return Driver(name, unit, allowed, words, default, is_uncertain=True)


def _learned(name: str, unit: str, allowed: str, words: str) -> Driver:
    return Driver(name, unit, allowed, words, is_uncertain=True, is_learned=True)


DRIVERS = (
    Driver("firm.revenue_amount_per_year", MONEY_A_YEAR, SOME_AMOUNT, "revenue of the last twelve months"),
    Driver("firm.margin_ratio", RATIO, "[-1, 1)", "operating margin of the last twelve months"),
    _uncertain("firm.retained_ratio", RATIO, SHARE, "part of that revenue that comes again without a new sale"),
    _uncertain("firm.other_cost_amount_per_year", MONEY_A_YEAR, ANY_AMOUNT, "rent, IT, management, …", 0.0),
    _uncertain("firm.other_cost_ratio", RATIO, LOSS, "further costs as a part of revenue", 0.0),
    Driver("firm.other_people_count", PEOPLE, ANY_PEOPLE, "people who neither sell nor deliver", 0.0, is_whole=True),
    Driver("scenario.growth_ratio", RATIO, "(-1, 10]", "growth of revenue that is wanted"),
    Driver(
        "scenario.margin_ratio", RATIO, "[-1, 1)", "operating margin that is promised", low_high=(0.15, 0.35)
    ),
    Driver(
        "scenario.revenue_ratio", RATIO, "(0, 5]", "target revenue, as a part of the scenario's", 1.0,
        low_high=(0.8, 1.2),
    ),
    _uncertain("sales.deal_amount", MONEY, SOME_AMOUNT, "revenue of an average deal"),
    _uncertain("sales.win_rate_ratio", RATIO, SOME_SHARE, "opportunities that become deals"),
    _uncertain("sales.cycle_months", MONTHS, "(0, 36]", "from the first talk to the signature"),
    _uncertain("sales.quota_amount_per_year", MONEY_A_YEAR, SOME_AMOUNT, "what a full representative is to sell"),
    _uncertain("sales.attainment_ratio", RATIO, "(0, 2]", "part of the quota that representatives reach", 1.0),
    _uncertain("sales.open_opportunities_count", "opportunities", SOME_AMOUNT, "that one representative can work on"),
    _uncertain("sales.ramp_months", MONTHS, "[0, 36]", "until a new representative sells as much as the others", 0.0),
    Driver("sales.months_hired_before", MONTHS, "[0, 12]", "new representatives start before the year", 0.0),
    Driver("sales.current_people_count", PEOPLE, ANY_PEOPLE, "representatives today", is_whole=True),
    _uncertain("sales.attrition_ratio", RATIO, LOSS, "representatives who leave, a year", 0.0),
    _uncertain("sales.cost_amount_per_year", MONEY_A_YEAR, SOME_AMOUNT, "pay and overheads of a representative"),
    _uncertain("sales.commission_ratio", RATIO, LOSS, "of new business", 0.0),
    _uncertain("sales.hire_cost_amount", MONEY, ANY_AMOUNT, "to find and equip a new representative", 0.0),
    _uncertain("marketing.new_client_ratio", RATIO, SOME_SHARE, "part of the deals that are with new clients", 1.0),
    _uncertain("marketing.lead_to_opportunity_ratio", RATIO, SOME_SHARE, "leads that become opportunities"),
    _uncertain("marketing.lead_cost_amount", MONEY, ANY_AMOUNT, "to win one lead"),
    _uncertain("marketing.fixed_amount_per_year", MONEY_A_YEAR, ANY_AMOUNT, "brand, events, salaries", 0.0),
    Driver("marketing.current_spend_amount_per_year", MONEY_A_YEAR, ANY_AMOUNT, "spent today", 0.0),
    _uncertain("marketing.client_revenue_amount_per_year", MONEY_A_YEAR, SOME_AMOUNT, "from one client"),
    _uncertain("marketing.client_margin_ratio", RATIO, SOME_SHARE, "gross margin of that revenue"),
    _uncertain("marketing.client_lifetime_years", "years", "(0, 50]", "that a client stays: 1 / yearly churn"),
    _learned("operations.project_amount", MONEY, SOME_AMOUNT, "revenue of an average project"),
    _learned("operations.project_weeks", WEEKS, "(0, 520]", "from a project's first week to its last"),
    _learned("operations.team_people", PEOPLE, "(0, 1000]", "working full weeks on a project"),
    _learned("operations.utilization_ratio", RATIO, SOME_SHARE, "billable hours of hours at work"),
    _learned("operations.working_weeks_per_year", WEEKS, "(0, 52]", "without leave and holidays"),
    Driver("operations.week_hours", "hours", "(0, 40]", "of a full week", 40.0),
    Driver("operations.current_people_count", PEOPLE, ANY_PEOPLE, "delivering today", is_whole=True, is_learned=True),
    _uncertain("operations.attrition_ratio", RATIO, LOSS, "of them who leave, a year", 0.0),
    _uncertain("operations.onboarding_months", MONTHS, "[0, 24]", "until a new colleague delivers like others", 0.0),
    _uncertain("operations.cost_amount_per_year", MONEY_A_YEAR, SOME_AMOUNT, "pay and overheads of one who delivers"),
    _uncertain("operations.hire_cost_amount", MONEY, ANY_AMOUNT, "to find and equip a new colleague", 0.0),
    Driver(
        "demand.first_month_ratio", RATIO, "[0, 2]",
        "projects won in the first month, as a part of an average month; 1: the same each month", 0.0,
    ),
    Driver("demand.hire_lead_weeks", WEEKS, "[0, 52]", "from the decision to the first day", 0.0, is_whole=True),
    Driver(
        "demand.held_weeks", WEEKS, "[0, 104]", "after the year in which the last month's demand goes on", 0.0,
        is_whole=True,
    ),
    Driver("demand.hire_least_use_ratio", RATIO, SHARE, "of a hire's hours that demand must need", 0.8),
)  # fmt: skip

BY_NAME = {driver.name: driver for driver in DRIVERS}
SECTIONS = tuple(dict.fromkeys(driver.name.partition(".")[0] for driver in DRIVERS))


def nearest(name: str, known: tuple[str, ...] = tuple(BY_NAME)) -> str:
    """What a mistyped name may have meant, in words for an error."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    by_end = [one for one in known if one.partition(".")[2] == name]
    return (by_end or near or [f"one of {', '.join(known[:5])}, …"])[0]
