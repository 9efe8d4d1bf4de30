"""A KPI card: the number, how it moved, where it should be, and why it has its color."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.status import Level, status
from dashboard.components.term import term
from dashboard.components.words import NOTHING
from dashboard.figures.sparkline import sparkline


@dataclass(frozen=True)
class Card:
    """What a card says; the texts come formatted."""

    name: str
    value: str
    unit: str
    level: Level
    word: str
    target: str
    change: str
    reason: str
    explanation: str
    trend: Sequence[float | None] = ()


def card(facts: Card) -> dbc.Card:
    """Draw one card; its name explains the KPI when pointed at."""
    return dbc.Card(
        [
            html.Div([term(facts.name, facts.explanation), status(facts.level, facts.word)], className="card__head"),
            html.Div([html.Div(_value(facts), className="card__value"), _spark(facts)], className="card__row"),
            html.Div(
                [
                    *([html.Span(["Target ", html.B(facts.target)])] if facts.target != NOTHING else []),
                    html.Span(["4 weeks ", html.B(facts.change)]),
                ],
                className="card__facts",
            ),
            html.P(facts.reason, className="card__reason"),
        ],
        class_name="kpi",
    )


def _value(facts: Card) -> list[Any]:
    return [facts.value, html.Span(facts.unit, className="card__unit")] if facts.unit else [facts.value]


def _spark(facts: Card) -> html.Div:
    source = sparkline(facts.trend, facts.level)
    picture = [html.Img(src=source, alt=f"{facts.name} over the last {len(facts.trend)} weeks")] if source else []
    return html.Div(picture, className="card__spark")
