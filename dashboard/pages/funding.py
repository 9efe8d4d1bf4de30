"""Funding: which requests get how much, what else could be, and how sure is it."""

from typing import Any

import dash_bootstrap_components as dbc

from dashboard.auth.reader import MONEY_READERS, Reader
from dashboard.components.grids import grid
from dashboard.components.notices import empty, notice
from dashboard.components.solve_notice import solve_notice
from dashboard.page_registry import Query, register_page
from dashboard.page_tables.funding import CONFLICT, FUNDING, MOVES, PERIODS, PRICES, STRATEGIES
from dashboard.panels import funding as panels
from dashboard.panels.frontiers import frontiers
from dashboard.queries.runs import newest_solve

FOR_THE_FIRM = "Funding requests belong to the whole firm. Ask an administrator for that scope."


@register_page(
    "/funding",
    name="Funding",
    icon="funding",
    question="Which requests get how much, what else could be, and how sure is it?",
    roles=MONEY_READERS,
)
def layout(reader: Reader, query: Query) -> list[Any]:
    """The decision, or the conflict among its limits; then what it answers."""
    if not reader.has_all_scope:
        return [notice("note", FOR_THE_FIRM)]
    requests, solve = FUNDING.rows(reader, query), newest_solve(reader, "funding")
    if not requests and not solve:
        return [empty("There is no funding decision yet", panels.NO_DECISION)]
    proof = [solve_notice(solve)] if solve else []
    conflict = CONFLICT.rows(reader, query)
    if conflict:
        return [
            *proof,
            dbc.Row(
                [
                    grid(
                        CONFLICT,
                        conflict,
                        query=query,
                        title="No decision keeps every limit",
                        summary="The fewest limits that contradict each other, and the cheapest way out.",
                        advice=panels.NO_DECISION,
                    )
                ]
            ),
        ]
    return [*proof, panels.facts(requests, STRATEGIES.rows(reader, query)), dbc.Row(_parts(reader, query, requests))]


def _parts(reader: Reader, query: Query, requests: list[dict[str, Any]]) -> list[dbc.Col]:
    strategies, periods = STRATEGIES.rows(reader, query), PERIODS.rows(reader, query)
    return [
        panels.requests(requests),
        panels.strategies(strategies),
        grid(FUNDING, requests, query=query, title="What each request gets, and why", advice=panels.NO_DECISION),
        *([grid(PERIODS, periods, query=query, title="Money by period", advice=panels.NO_DECISION)] if periods else []),
        *frontiers(reader, "funding"),
        panels.draws(reader),
        panels.chances(requests),
        grid(
            MOVES,
            MOVES.rows(reader, query),
            query=query,
            title="From the last decision to this one",
            summary="In the order in which money can be moved, every limit kept after each move.",
            advice="The last published decision is the same, there was none, or the run had no time for the moves.",
        ),
        grid(
            STRATEGIES,
            strategies,
            query=query,
            title="The same money, shared otherwise",
            advice="No other way was compared.",
        ),
        grid(
            PRICES,
            PRICES.rows(reader, query),
            query=query,
            title="What one more unit of each limit is worth",
            summary="Shadow prices, with the same requests funded.",
            advice="No limit binds.",
        ),
    ]
