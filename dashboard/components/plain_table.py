"""A table without a script, for readers of charts who want the numbers."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import words
from dashboard.tables import NUMERIC_KINDS, Column, Row

MOST_ROWS = 100


def plain_table(rows: Sequence[Row], columns: Sequence[Column]) -> html.Div:
    """The first rows; says how many are left out."""
    head = html.Thead(html.Tr([html.Th(column.name, className=_class(column), scope="col") for column in columns]))
    body = html.Tbody(
        [
            html.Tr([html.Td(text(row.get(c.field), c), className=_class(c)) for c in columns])
            for row in rows[:MOST_ROWS]
        ]
    )
    parts: list[Any] = [dbc.Table([head, body], size="sm")]
    if len(rows) > MOST_ROWS:
        parts.append(
            html.P(
                f"{words.count(len(rows) - MOST_ROWS, 'more row')}; the export has them all.",
                className="panel__summary",
            )
        )
    return html.Div(parts, className="as-table__scroll", tabIndex="0")


def text(value: Any, column: Column) -> str:
    """A cell's value, written as its kind asks."""
    if value is None:
        return words.NOTHING
    if column.kind == "percent":
        return words.percent(value, 1)
    if column.kind in NUMERIC_KINDS:
        return words.number(value, {"ratio": 2, "hours": 1, "money": 0}.get(column.kind, 0))
    return str(value)


def _class(column: Column) -> str:
    return "number" if column.kind in NUMERIC_KINDS else ""
