"""The firm's internal projects, in the columns of a budget allocator's Projects sheet."""

from collections.abc import Iterator
from typing import NamedTuple

from demo.catalog import CLOUD, CYBER, DATA, FINANCE, STRATEGY
from demo.extract_file import Layout, Line
from demo.firm import CURRENCY, Firm
from demo.organization import PODS, TEAMS
from demo.skills import initiative_requirement

INITIATIVES = Layout(
    "portfolio/initiatives.csv",
    (
        "initiative_id", "initiative_name", "funding_source", "driver", "stakeholder", "impact", "rank",
        "requested_budget", "alloc_budget", "currency", "effort_estimate_man_months", "start_date", "end_date", "team",
        "sub_team", "pod", "required_skills", "max_resource_allocation_pct", "predecessor_id", "comments",
    ),
)  # fmt: skip
HTML_COMMENT = 'Ask <a href="http://example.test">the board</a> & "finance"'


class Initiative(NamedTuple):
    """One internal project; budgets in dollars, effort in man-months, months counted from the as-of month."""

    name: str
    practice: str
    funding_source: str
    driver: str
    impact: str
    requested: int
    allocated: int
    effort: float
    first_month: int
    month_count: int
    place: str = "sub_team"
    predecessor: int = 0


PORTFOLIO = (
    Initiative("Privacy law readiness", CYBER, "Risk fund", "Regulatory", "High", 190_000, 150_000, 12.0, 1, 6),
    Initiative("Auditor independence checks", FINANCE, "Risk fund", "Regulatory", "High", 120_000, 100_000, 8.0, 1, 5),
    Initiative(
        "Sustainability reporting offer", STRATEGY, "Growth fund", "Regulatory", "Medium", 140_000, 110_000, 9.0, 2, 7
    ),
    Initiative("Forecasting accelerator", DATA, "Growth fund", "Product", "High", 240_000, 180_000, 14.0, 1, 9, "team"),
    Initiative("Cloud landing zone kit", CLOUD, "Growth fund", "Product", "High", 210_000, 160_000, 12.5, 1, 8),
    Initiative(
        "Landing zone for Azure", CLOUD, "Growth fund", "Product", "Medium", 90_000, 70_000, 5.0, 5, 4, "pod", 5
    ),
    Initiative("Working capital cockpit", FINANCE, "Practice funds", "Product", "Medium", 110_000, 80_000, 6.5, 2, 6),
    Initiative("Threat library", CYBER, "Practice funds", "Product", "Low", 70_000, 50_000, 4.0, 3, 5, "none"),
    Initiative(
        "Proposal knowledge base",
        STRATEGY,
        "Practice funds",
        "Operational",
        "Medium",
        80_000,
        60_000,
        5.0,
        1,
        4,
        "none",
    ),
    Initiative(
        "Timesheet assistant", DATA, "Practice funds", "Operational", "Low", 560_000, 480_000, 32.0, 1, 8, "pod"
    ),
    Initiative("Onboarding in ten days", STRATEGY, "Practice funds", "Operational", "Medium", 0, 0, 3.0, 1, 6, "none"),
    Initiative("Reusable test data", CLOUD, "Practice funds", "Operational", "Low", 0, 0, 2.0, 2, 4, "team"),
)


def initiative_lines(firm: Firm) -> Iterator[Line]:
    """One line per initiative; a budget of 0 marks those that live on idle time."""
    for position, initiative in enumerate(PORTFOLIO):
        team, sub_team = TEAMS[initiative.practice]
        last_month = initiative.first_month + initiative.month_count - 1
        row = {
            "initiative_id": f"INI-{position + 1:03d}",
            "initiative_name": initiative.name,
            "funding_source": initiative.funding_source,
            "driver": initiative.driver,
            "stakeholder": f"Head of {initiative.practice}",
            "impact": initiative.impact,
            "rank": str(position + 1),
            "requested_budget": str(initiative.requested),
            "alloc_budget": str(initiative.allocated),
            "currency": CURRENCY,
            "effort_estimate_man_months": str(initiative.effort),
            "start_date": _month(firm, initiative.first_month),
            "end_date": _month(firm, last_month),
            "team": team if initiative.place != "none" else "",
            "sub_team": sub_team if initiative.place in {"sub_team", "pod"} else "",
            "pod": PODS[position % len(PODS)] if initiative.place == "pod" else "",
            "required_skills": initiative_requirement(initiative.practice, position),
            "max_resource_allocation_pct": "0.5" if position % 4 == 3 else "",  # noqa: PLR2004  # every fourth
            "predecessor_id": f"INI-{initiative.predecessor:03d}" if initiative.predecessor else "",
            "comments": HTML_COMMENT if position == 2 else "",  # noqa: PLR2004  # the third
        }
        yield Line(row, "html_text" if row["comments"] else "")


def _month(firm: Firm, offset: int) -> str:
    """The month so many after the as-of month, as YYYY-MM."""
    months = firm.as_of.year * 12 + firm.as_of.month - 1 + offset
    return f"{months // 12}-{months % 12 + 1:02d}"
