"""Every parameter of the sheet Config: its unit, what holds without it, and what it does."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """``of`` says what the part behind a colon names, as in ``source_cap: Internal``; blank where there is none."""

    name: str
    of: str
    unit: str
    default: str
    meaning: str


PARAMETERS = (
    Parameter("currency", "", "code", "USD", "the currency of every amount; nothing is converted"),
    Parameter("objective", "", "name", "least_cost", "least_cost, value or peer; --objective goes before it"),
    Parameter("driver_weight", "", "ratio", "0.4", "weight of the driver in the priority; the three add up to 1"),
    Parameter("impact_weight", "", "ratio", "0.4", "weight of the impact in the priority"),
    Parameter("rank_weight", "", "ratio", "0.2", "weight of the rank in the priority"),
    Parameter("driver_score", "driver", "ratio", "002's scale", "the driver's score; names a driver that is new"),
    Parameter("impact_score", "impact", "ratio", "002's scale", "the impact's score; names an impact that is new"),
    Parameter("waterfall", "", "list", "funding_source, driver, rank, priority", "the order in which shortfall is met"),
    Parameter("carry_over", "", "yes/no", "no", "a month may spend what earlier months of the initiative left"),
    Parameter("phasing", "project_id", "list", "even", "the budget by month, such as 2025-01=0.25, 2025-02=0.75"),
    Parameter("source_cap", "funding source", "currency", "sum of its budgets", "the most that the source pays"),
    Parameter("driver_cap", "source / driver", "currency", "sum of its budgets", "the most that the driver may use"),
    Parameter("max_resource_allocation_pct", "", "ratio", "1", "of a person's month on one initiative, at most"),
    Parameter("minimum_block", "", "ratio", "none", "of a person's month on one initiative, at least, or nothing"),
    Parameter("maximum_initiatives", "", "count", "none", "initiatives of a person in one month"),
    Parameter("share_step", "", "ratio", "none", "shares come in such steps: 0.25 is quarters of a month"),
    Parameter("location_minimum", "location", "ratio", "none", "of all man-months, at least, come from there"),
    Parameter("location_maximum", "location", "ratio", "none", "of all man-months, at most, come from there"),
    Parameter("hiring", "", "yes/no", "no", "whether new hires are planned for what existing staff leaves short"),
    Parameter("hiring_lead_months", "", "months", "2", "from the first month to a hire's first"),
    Parameter("hiring_cost_factor", "", "ratio", "1", "what a hire costs a month, of the profile's monthly cost"),
    Parameter("hiring_one_off_months", "", "months", "0", "of the monthly cost, paid once for each hire"),
    Parameter("hiring_least_use", "", "ratio", "0.5", "of the months paid to hires, at least, must be used"),
    Parameter("hiring_maximum", "", "count", "none", "hires in all"),
)
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
ALIASES = {
    "waterfall_order": "waterfall",
    "funding_source_cap": "source_cap",
    "min_block": "minimum_block",
    "minimum_share": "minimum_block",
    "max_initiatives": "maximum_initiatives",
    "maximum_initiatives_per_person": "maximum_initiatives",
    "share_steps": "share_step",
    "step": "share_step",
    "location_min": "location_minimum",
    "location_max": "location_maximum",
    "hiring_lead_time": "hiring_lead_months",
    "hiring_lead_time_months": "hiring_lead_months",
    "budget_phasing": "phasing",
}
