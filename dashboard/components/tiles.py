"""A small fact with a status: how many, and is that well."""

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.status import Level, status
from dashboard.components.term import term


def tile(name: str, value: str, level: Level, word: str, note: str, *, explanation: str = "") -> dbc.Card:
    """One fact, its status and where it comes from; its name tells the explanation when pointed at."""
    return dbc.Card(
        [
            html.Div([term(name, explanation), status(level, word)], className="card__head"),
            html.Div(value, className="card__value"),
            html.P(note, className="card__reason"),
        ],
        class_name="kpi",
    )


def tiles(*parts: dbc.Card) -> html.Div:
    """A row of cards or tiles."""
    return html.Div(list(parts), className=f"cards cards--{len(parts)}")
