"""A KPI's name that explains itself to those who point at it, touch it or reach it with the keyboard."""

import re

import dash_bootstrap_components as dbc
from dash import html


def term(name: str, explanation: str) -> html.Div:
    """The name as a heading; with an explanation, a tooltip holds it."""
    if not explanation:
        return html.Div(html.H2(name), className="card__name")
    identity = f"term-{re.sub('[^a-z]+', '-', name.lower()).strip('-')}"
    heading = html.H2(html.Span(name, id=identity, tabIndex="0", className="term"))
    return html.Div([heading, dbc.Tooltip(explanation, target=identity, placement="bottom")], className="card__name")
