"""Budget: what do the initiatives get, which requests are funded, and what does each limit cost."""

from typing import Any

import dash_bootstrap_components as dbc

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.components.filters import choice, filters
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.components.solve_notice import solve_notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.budget import FUNDING, INITIATIVES, PRICES
from dashboard.panels import budget as panels
from dashboard.queries import budget as queries
from dashboard.queries.runs import newest_solve


@register_page(
    "/budget",
    name="Budget",
    icon="budget",
    question="What do the initiatives get, which requests are funded, and what does each limit cost?",
    roles=MONEY_READERS,
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """Initiatives first, then funding; a reader with a limited scope is told why the page is empty."""
    if not reader.has_all_scope:
        return [
            notice(
                "note",
                "Initiatives and funding requests belong to the whole firm. Ask an administrator for that scope.",
            )
        ]
    initiatives, requests = INITIATIVES.rows(reader, query), FUNDING.rows(reader, query)
    if not initiatives and not requests and not newest_solve(reader, "budget"):
        return [empty("There is no budget plan yet", panels.NO_PLAN)]
    sources = [(row["funding_source"], row["funding_source"]) for row in queries.funding_sources(reader)]
    return [
        filters(query, choice("source", "Funding source", sources, query.get("source"))),
        *_proofs(reader),
        panels.facts(initiatives, requests),
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
                panels.requests(requests),
                grid(
                    PRICES,
                    PRICES.rows(reader, query),
                    query=query,
                    title="What one more unit of each limit is worth",
                    summary="Shadow prices: the limits that hold the plan back.",
                    advice="No limit binds, or the model has whole numbers and no prices.",
                    span=7,
                ),
                grid(
                    FUNDING,
                    requests,
                    query=query,
                    title="What each request gets, and why",
                    advice=panels.NO_PLAN,
                ),
            ],
        ),
    ]


def _proofs(reader: Reader) -> list[Any]:
    solves = [newest_solve(reader, "budget"), newest_solve(reader, "funding")]
    return [solve_notice(solve) for solve in solves if solve]
