"""Status by icon, word and color, never by color alone."""

from typing import Literal

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components.spoken import aria

Level = Literal["good", "watch", "bad", "note", "none"]

COLORS: dict[Level, str] = {
    "good": "success",
    "watch": "warning",
    "bad": "danger",
    "note": "info",
    "none": "secondary",
}
"""What the component package calls the levels; the style sheet gives `bg-success` and `alert-success` their color."""

LEVEL_OF_WORD: dict[str, Level] = {
    "Excellent": "good",
    "On Track": "good",
    "Warning": "watch",
    "Ambiguous": "note",
    "Critical": "bad",
    "No value": "none",
    "Optimal": "good",
    "Feasible": "watch",
    "Infeasible": "bad",
    "Failed": "bad",
    "Nothing": "none",
    "published": "good",
    "running": "note",
    "failed": "bad",
    "superseded": "none",
    "done": "good",
    "skipped": "none",
    "staging": "note",
    "staged": "note",
    "rejected": "bad",
    "held": "watch",
    "unchanged": "none",
    "critical": "bad",
    "warning": "watch",
    "information": "note",
    "Funded": "good",
    "In part": "watch",
    "Not funded": "none",
    "Delivered": "good",
    "Short": "watch",
    "Nothing delivered": "bad",
    "Over-booked": "bad",
    "On the bench": "watch",
    "Booked": "good",
    "Away": "none",
    "New": "note",
    "More": "good",
    "Less": "watch",
    "Off": "bad",
    "Same": "none",
    "waiting": "watch",
    "released": "good",
}


def level_of(word: str | None) -> Level:
    """The level of a status word; an unknown or missing one is none."""
    return LEVEL_OF_WORD.get(word or "", "none")


def icon(name: str) -> html.Span:
    """A decorative icon; the word beside it says the same."""
    return html.Span(className=f"icon icon--{name}", **aria(hidden="true"))


def status(level: Level, word: str) -> dbc.Badge:
    """A pill such as a green check with `On Track`."""
    return dbc.Badge([icon(level), word], color=COLORS[level], pill=True)
