"""Budget: what do the initiatives get, who stays free, and what would more cost."""

from typing import Any

import dash_bootstrap_components as dbc

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.components.solve_notice import solve_notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.budget import BENCHED, COVERS, HIRES, INITIATIVES, PRICES, TIERS
from dashboard.panels import budget as panels
from dashboard.panels.frontiers import frontiers
from dashboard.queries import budget as queries
from dashboard.queries.runs import newest_solve

FOR_THE_FIRM = "Initiatives belong to the whole firm. Ask an administrator for that scope."


@register_page(
    "/budget",
    name="Budget",
    icon="budget",
    question="What do the initiatives get, who stays free, and what would more cost?",
    roles=MONEY_READERS,
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """Initiatives, people, then what the plan answers; a reader with a limited scope is told why the page is empty."""
    if not reader.has_all_scope:
        return [notice("note", FOR_THE_FIRM)]
    initiatives, solve = INITIATIVES.rows(reader, query), newest_solve(reader, "budget")
    if not initiatives and not solve:
        return [empty("There is no plan for the initiatives yet", panels.NO_PLAN)]
    sources = [(row["funding_source"], row["funding_source"]) for row in queries.funding_sources(reader)]
    benched, hires = BENCHED.rows(reader, query), HIRES.rows(reader, query)
    return [
        filters(query, choice("source", "Funding source", sources, query.get("source"))),
        *([solve_notice(solve)] if solve else []),
        panels.facts(initiatives, benched, hires),
        dbc.Row(
            [
                *([panels.effort(initiatives), panels.months(reader, query)] if initiatives else []),
                grid(
                    INITIATIVES,
                    initiatives,
                    query=query,
                    title="What each initiative gets, and why",
                    advice=panels.NO_PLAN,
                ),
                panels.people(reader, query),
                grid(
                    BENCHED,
                    benched,
                    query=query,
                    title="Who stays free",
                    summary="The most free time first.",
                    advice="Everybody who can be planned is.",
                    span=5,
                ),
                *_answers(reader, query, hires),
            ],
        ),
    ]


def _answers(reader: Reader, query: Query, hires: list[dict[str, Any]]) -> list[dbc.Col]:
    """What the plan answers: prices of limits, hires, frontiers, and how far each level of the objective got."""
    return [
        *frontiers(reader, "budget", span=5),
        grid(
            PRICES,
            PRICES.rows(reader, query),
            query=query,
            title="What one more unit of each limit is worth",
            summary="Shadow prices: the limits that hold the plan back.",
            advice="No limit binds, or the plan has whole numbers and no prices.",
            span=7,
        ),
        grid(
            HIRES,
            hires,
            query=query,
            title="Whom to hire",
            summary="Whole people who stay to the end of the horizon; what they do is never counted as delivery today.",
            advice="Nothing falls short that new colleagues could deliver, or they would not be used enough.",
        ),
        grid(
            COVERS,
            COVERS.rows(reader, query),
            query=query,
            title="What new colleagues would deliver",
            advice="No hire is proposed.",
            span=6,
        ),
        grid(
            TIERS,
            TIERS.rows(reader, query),
            query=query,
            title="What was settled first",
            summary="One level after the other; later ones never cost earlier ones.",
            advice=panels.NO_PLAN,
            span=6,
        ),
    ]
