"""A chart in its panel: the finding as title, a sentence for those who cannot see it, and the same as a table."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components.notices import empty
from dashboard.components.plain_table import plain_table
from dashboard.components.spoken import aria
from dashboard.tables import Column, Row

_CONFIG: Any = {"displayModeBar": False, "responsive": True, "showTips": False, "doubleClick": "reset"}


def panel(title: str, *parts: Any, summary: str = "", tools: Sequence[Any] = (), span: int = 12) -> dbc.Col:
    """A titled box that takes ``span`` of twelve columns of a `dbc.Row`, and the whole row on a small screen."""
    words: list[Any] = [html.H2(title)]
    if summary:
        words.append(html.P(summary, className="panel__summary"))
    head = html.Div([html.Div(words), html.Div(list(tools), className="panel__tools")], className="panel__head")
    return dbc.Col(dbc.Card([head, *parts], class_name="panel"), width=12, xl=span)


def chart(
    title: str,
    figure: dict[str, Any],
    *,
    summary: str,
    rows: Sequence[Row],
    columns: Sequence[Column],
    span: int = 12,
    height: int = 320,
    advice: str = "",
) -> dbc.Col:
    """A figure with its finding, or advice when there are no rows to draw."""
    if not rows:
        return panel(title, empty("Nothing to draw yet", advice or summary), span=span)
    graph = dcc.Graph(figure=figure, config=_CONFIG, style={"height": f"{height}px"}, responsive=True)
    return panel(
        title,
        html.Div(graph, role="img", **aria(label=f"{title}. {summary}")),
        html.Details([html.Summary("View as table"), plain_table(rows, columns)], className="as-table"),
        summary=summary,
        span=span,
    )
