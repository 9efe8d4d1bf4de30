"""Sentences above a page, and what a page says when it has nothing to show."""

from typing import Any

from dash import html

from dashboard.components.status import Level, icon


def notice(level: Level, *sentences: Any) -> html.Div:
    """A line that asks for attention."""
    role = "alert" if level == "bad" else "status"
    return html.Div(
        [icon(level), html.Div([part if isinstance(part, html.Details) else html.P(part) for part in sentences])],
        className=f"notice notice--{level}",
        role=role,
    )


def empty(what: str, do: Any) -> html.Div:
    """Nothing to show: what is missing, and what to do about it."""
    return html.Div([html.B(what), html.Div(with_code(do) if isinstance(do, str) else do)], className="empty")


def with_code(sentence: str) -> list[Any]:
    """A sentence whose parts between backticks are commands to type."""
    return [html.Code(part) if index % 2 else part for index, part in enumerate(sentence.split("`"))]
