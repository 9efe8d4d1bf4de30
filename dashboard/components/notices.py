"""Sentences above a page, and what a page says when it has nothing to show."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.status import COLORS, Level, icon


def notice(level: Level, *sentences: Any) -> dbc.Alert | html.Div:
    """A line that asks for attention; only a bad one interrupts those who hear the page."""
    parts = [icon(level), html.Div([part if isinstance(part, html.Details) else html.P(part) for part in sentences])]
    if level == "bad":
        return dbc.Alert(parts, color=COLORS[level], fade=False)
    return html.Div(parts, className=f"alert alert-{COLORS[level]}", role="status")


def empty(what: str, do: Any) -> html.Div:
    """Nothing to show: what is missing, and what to do about it."""
    return html.Div([html.B(what), html.Div(with_code(do) if isinstance(do, str) else do)], className="empty")


def with_code(sentence: str) -> list[Any]:
    """A sentence whose parts between backticks are commands to type."""
    return [html.Code(part) if index % 2 else part for index, part in enumerate(sentence.split("`"))]
