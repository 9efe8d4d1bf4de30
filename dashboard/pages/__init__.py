"""One page is one file; it registers itself under its path."""

ORDER = (
    "portfolio",
    "engagement",
    "people",
    "staffing_plan",
    "scenarios",
    "budget",
    "funding",
    "planning",
    "runs_data",
)
