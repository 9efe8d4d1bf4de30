"""Panels of “Staffing plan” beside the plan: whom to hire, who is missing, what else, what more would be worth."""

import dash_bootstrap_components as dbc

from dashboard.auth.reader import Reader
from dashboard.components.grids import grid
from dashboard.page_registry import Query
from dashboard.page_tables.staffing_answers import ALTERNATIVES, HIRES, SHORTAGES, WORTHS

_NONE = "The run had none, or no time for it."


def answers(reader: Reader, query: Query) -> list[dbc.Col]:
    """The plan's answers; what more would be worth is shown to readers of the whole firm."""
    shown = [
        grid(
            ALTERNATIVES,
            ALTERNATIVES.rows(reader, query),
            query=query,
            title="What else each person could do",
            summary="What the plan would lose, others moving where that helps.",
            advice=_NONE,
        ),
        grid(
            HIRES,
            HIRES.rows(reader, query),
            query=query,
            title="Whom to hire",
            summary="Whole people who stay to the end of the plan.",
            advice="Nobody would be used enough in these weeks.",
        ),
        grid(
            SHORTAGES,
            SHORTAGES.rows(reader, query),
            query=query,
            title="Hours that nobody covers",
            summary="Beyond what the plan and idle people cover.",
            advice="Nobody is missing.",
        ),
    ]
    if reader.has_all_scope:
        more = grid(WORTHS, WORTHS.rows(reader, query), query=query, title="What more would be worth", advice=_NONE)
        shown.append(more)
    return shown
