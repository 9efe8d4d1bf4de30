"""Service lines that ask for next year's budget, the rules they compete under, and what past money returned."""

from collections.abc import Iterator
from typing import NamedTuple

from demo.chance import generator, near
from demo.dirt import changed
from demo.extract_file import Layout, Line
from demo.firm import CURRENCY, Firm

REQUESTS = Layout(
    "portfolio/funding_requests.csv",
    (
        "request_id", "service_line", "service_group", "budget_requested", "min_viable_budget", "currency",
        "expected_roi", "strategic_priority", "success_probability", "rationale",
    ),
)  # fmt: skip
CONSTRAINTS = Layout(
    "portfolio/funding_constraints.csv", ("constraint_type", "subject", "value", "unit", "description")
)
HISTORY = Layout(
    "portfolio/roi_history.csv",
    (
        "year",
        "service_line",
        "investment",
        "revenue_generated",
        "roi",
        "projects_delivered",
        "client_satisfaction",
        "currency",
    ),
)


class Request(NamedTuple):
    """One service line's request, in thousands of dollars."""

    service_line: str
    group: str
    requested: int
    minimum: int
    roi: float
    priority: int
    success: float
    rationale: str


FUNDING = (
    Request("Operating model design", "Advisory", 2600, 1500, 2.5, 4, 0.84, "Opens the door to larger programs"),
    Request("Merger integration", "Advisory", 1900, 1200, 2.9, 4, 0.72, "Few deals, high margin"),
    Request("Data platforms", "Technology", 3400, 1900, 3.0, 5, 0.86, "Largest pipeline of all lines"),
    Request("Forecasting and AI", "Technology", 2800, 1300, 3.4, 5, 0.68, "Growing fast, talent is scarce"),
    Request("Cloud migration", "Technology", 3200, 2000, 2.4, 5, 0.88, "Stable demand, partner funding"),
    Request("Managed cloud", "Technology", 1500, 900, 1.8, 3, 0.93, "Recurring revenue"),
    Request("Faster close", "Finance", 1400, 700, 2.6, 3, 0.90, "Repeatable, short projects"),
    Request("Finance cockpit", "Finance", 1700, 1000, 2.2, 3, 0.80, "Cross-sells data platforms"),
    Request("Security operations", "Risk", 2300, 1400, 2.3, 4, 0.85, "Regulated clients must buy"),
    Request("Privacy and audit", "Risk", 1200, 600, 1.9, 4, 0.91, "Required by law, low growth"),
)
LIMITS = (
    ("total_budget", "", "17000000", "CAD", "Budget of all service lines together"),
    ("max_single_service_allocation", "", "3000000", "CAD", "Most that one service line may receive"),
    ("min_funded_projects", "", "6", "Count", "Fewest service lines to fund"),
    ("max_funded_projects", "", "9", "Count", "Most service lines that can be steered"),
    ("must_fund", "Privacy and audit", "1", "Flag", "Required by the regulator"),
    ("either_or", "Managed cloud | Finance cockpit", "1", "Count", "One new platform at a time"),
    ("requires", "Finance cockpit > Data platforms", "1", "Flag", "The cockpit stands on the platform"),
    ("min_group_share", "Risk", "0.12", "Ratio", "Least share of the money for the Risk group"),
    ("min_roi_threshold", "", "2.2", "Ratio", "Least blended return on the money"),
    ("max_headcount_growth", "", "25", "Percentage", "Most growth of headcount in a year"),
    ("max_contractor_pct", "", "20", "Percentage", "Most contractors among the people"),
    ("min_cash_runway_months", "", "12", "Months", "Cash must last that long"),
    ("target_utilization", "", "78", "Percentage", "Utilization that hiring is planned with"),
    ("firm_cash_amount", "", "32000000", "CAD", "Cash at the bank, credit lines included"),
    ("firm_monthly_burn_amount", "", "1100000", "CAD", "What a month costs beyond what clients pay"),
    ("firm_utilization_ratio", "", "79", "Percentage", "Utilization of the people of today"),
)
PEOPLE = (
    (2, 0, 1.6), (1, 0, 0.8), (3, 1, 2.4), (3, 0, 2.6), (2, 1, 1.5),
    (1, 0, 0.8), (1, 0, 0.8), (1, 0, 0.7), (2, 0, 1.6), (1, 0, 0.8),
)  # fmt: skip
"""Per request, in full: people added, contractors among them, and people whom its work keeps busy."""
PEOPLE_ROWS = (
    ("request_headcount_added", "People that the full request adds"),
    ("request_contractors_added", "Contractors among them"),
    ("request_work_headcount", "People whom its work keeps busy"),
)
HISTORY_YEARS = 4
BLANK_ROWS = 3


def request_lines() -> Iterator[Line]:
    """One line per service line; together they ask for more than there is."""
    for position, request in enumerate(FUNDING):
        row = {
            "request_id": f"FR-{position + 1:03d}",
            "service_line": request.service_line,
            "service_group": request.group,
            "budget_requested": str(request.requested * 1000),
            "min_viable_budget": str(request.minimum * 1000),
            "currency": CURRENCY,
            "expected_roi": str(request.roi),
            "strategic_priority": str(request.priority),
            "success_probability": str(request.success),
            "rationale": request.rationale,
        }
        yield Line(row)


def constraint_lines() -> Iterator[Line]:
    """One line per rule or figure; the subject names the service lines or groups that it is about, if some."""
    for limit in LIMITS:
        yield Line(dict(zip(CONSTRAINTS.columns, limit, strict=True)))
    for request, people in zip(FUNDING, PEOPLE, strict=True):
        for (code, words), count in zip(PEOPLE_ROWS, people, strict=True):
            row = (code, request.service_line, f"{count:g}", "People", words)
            yield Line(dict(zip(CONSTRAINTS.columns, row, strict=True)))


def roi_lines(firm: Firm) -> Iterator[Line]:
    """One line per year and service line, then the end of a report: blank rows and a grand total."""
    invested = returned = delivered = 0
    for year in range(firm.as_of.year - HISTORY_YEARS, firm.as_of.year):
        for request in FUNDING:
            rng = generator(firm.seed, "roi", year, request.service_line)
            investment = round(request.requested * near(rng, 0.7, 0.12, 0.4, 1.0)) * 1000
            revenue = round(investment * near(rng, request.roi, 0.3, 0.8, 5.0))
            projects = rng.randint(6, 40)
            invested, returned, delivered = invested + investment, returned + revenue, delivered + projects
            satisfaction = f"{near(rng, 4.3, 0.25, 3.0, 5.0):.2f}"
            figures = (
                year,
                request.service_line,
                investment,
                revenue,
                f"{revenue / investment:.4f}",
                projects,
                satisfaction,
            )
            yield Line(dict(zip(HISTORY.columns, map(str, (*figures, CURRENCY)), strict=True)))
    blank = dict.fromkeys(HISTORY.columns, "")
    for _ in range(BLANK_ROWS):
        yield Line(blank, "blank_row")
    total = changed(
        blank,
        year="Grand Total",
        investment=str(invested),
        revenue_generated=str(returned),
        projects_delivered=str(delivered),
    )
    yield Line(total, "grand_total_footer")
