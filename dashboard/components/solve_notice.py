"""How good is the plan on this page, and how was it proven? (P5: no false "optimal")."""

from collections.abc import Mapping
from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from dashboard.components import words
from dashboard.components.notices import notice
from dashboard.components.status import level_of, status

SHOWN_GAP = 5e-5  # smaller ones would be shown as nothing
_NAMES = {
    "staffing": "Staffing plan",
    "budget": "Initiatives",
    "initiatives": "Initiatives",
    "funding": "Funding requests",
    "planning": "Scenarios",
}


def solve_notice(solve: Mapping[str, Any]) -> dbc.Alert | html.Div:
    """The solve's status, its gap in words, and the model's own sentence."""
    word = str(solve["solve_status"])
    head = html.Span([status(level_of(word), word), f" {gap_words(solve)}"])
    first, _, rest = str(solve["sentence"]).partition(". ")
    level = "note" if word in {"Optimal", "Feasible"} else level_of(word)
    if not rest:
        return notice(level, head, first)
    return notice(level, head, f"{first}.", html.Details([html.Summary("More"), rest]))


def gap_words(solve: Mapping[str, Any]) -> str:
    """What the gap means: how far the best possible plan could be ahead at most."""
    name, gap = _NAMES.get(solve["model"], str(solve["model"]).capitalize()), solve["gap_ratio"]
    seconds = words.number(solve["solve_seconds"], 1)
    if solve["solve_status"] == "Optimal":
        return f"{name}: proven, no better plan exists. {seconds} s."
    if solve["solve_status"] == "Feasible" and gap is not None and gap < SHOWN_GAP:
        return f"{name}: the best possible plan is less than 0.01 % better than this one. {seconds} s."
    if solve["solve_status"] == "Feasible" and gap is not None:
        return f"{name}: the best possible plan is at most {words.percent(gap, 2)} better than this one. {seconds} s."
    if solve["solve_status"] == "Feasible":
        return f"{name}: a plan that keeps every hard rule, without a proof of how good it is. {seconds} s."
    if solve["solve_status"] == "Nothing":
        return f"{name}: there was nothing to plan."
    return f"{name}: no plan. {seconds} s."
