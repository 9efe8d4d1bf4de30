"""A small fact with a status: how many, and is that well."""

from dash import html

from dashboard.components.status import Level, status


def tile(name: str, value: str, level: Level, word: str, note: str) -> html.Section:
    """One fact, its status and where it comes from."""
    return html.Section(
        [
            html.Div([html.H2(name, className="card__name"), status(level, word)], className="card__head"),
            html.Div(value, className="card__value"),
            html.P(note, className="card__reason"),
        ],
        className="card",
    )


def tiles(*parts: html.Section) -> html.Div:
    """A row of cards or tiles."""
    return html.Div(list(parts), className=f"cards cards--{len(parts)}")
