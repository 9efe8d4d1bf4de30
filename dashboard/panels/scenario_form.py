"""The form of “Scenarios”: pick changes one by one, then save them under a name."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

from dashboard.components.charts import panel
from dashboard.components.spoken import aria
from dashboard.queries.scenarios import Choices, Material
from dashboard.scenario_changes import KINDS, Field

KIND, FIELDS, ADD, CLEAR = "scenario-kind", "scenario-fields", "scenario-add", "scenario-clear"
PICKED, LISTED, ANSWER = "scenario-picked", "scenario-listed", "scenario-answer"
NAME, DESCRIPTION, SECONDS, SAVE = "scenario-name", "scenario-description", "scenario-seconds", "scenario-save"
FIRST_KIND = "engagement_lost"
SECONDS_AT_FIRST = 30
LONGEST_NAME, LONGEST_REASON = 200, 2000


def form(material: Material) -> dbc.Col:
    """Kind and fields of a change, the changes picked so far, and how to save them."""
    kinds = [{"value": kind, "label": words} for kind, (words, _) in KINDS.items()]
    picker = html.Div(
        [
            _labelled("What happens", KIND, dcc.Dropdown(kinds, FIRST_KIND, id=KIND, clearable=False)),
            html.Div(fields_of(FIRST_KIND, material), id=FIELDS, className="filters"),
            dbc.Button("Add this change", id=ADD, color="secondary", outline=True),
        ],
        className="filters",
    )
    keep = html.Div(
        [
            _labelled("Name", NAME, dbc.Input(id=NAME, type="text", maxlength=LONGEST_NAME)),
            _labelled("Why (optional)", DESCRIPTION, dbc.Input(id=DESCRIPTION, type="text", maxlength=LONGEST_REASON)),
            _labelled(
                "Seconds of each plan", SECONDS,
                dbc.Input(id=SECONDS, type="number", min=1, max=600, value=SECONDS_AT_FIRST),
            ),
            dbc.Button("Save the scenario", id=SAVE, color="primary"),
            dbc.Button("Start over", id=CLEAR, color="link"),
        ],
        className="filters",
    )  # fmt: skip
    return panel(
        "A new scenario",
        picker,
        dcc.Store(id=PICKED, data=[]),
        html.Ul(id=LISTED, className="list"),
        keep,
        html.Div(id=ANSWER, className="actions__note", role="status", **aria(live="polite")),
        summary="Pick one change after the other; saved, it can be solved, compared and applied.",
    )


def fields_of(kind: str, material: Material) -> list[Any]:
    """The fields of one kind of change."""
    return [_field(field, material) for field in KINDS[kind][1]] if kind in KINDS else []


def listed(sentences: list[str]) -> list[html.Li]:
    """The changes picked so far."""
    return [html.Li(html.Div(text, className="list__title"), className="list__item") for text in sentences]


def _field(field: Field, material: Material) -> html.Div:
    identity: Any = {"type": "scenario-field", "name": field.name}
    words = field.label
    if field.control == "number":
        return _labelled(words, "", dbc.Input(id=identity, type="number", value=field.start, step="any"))
    if field.control == "text":
        return _labelled(words, "", dbc.Input(id=identity, type="text", maxlength=LONGEST_NAME))
    if field.control == "flag":
        return _labelled(words, "", dbc.Checkbox(id=identity, value=False))
    options = [{"value": value, "label": label} for value, label in _choices(field, material)]
    is_wide = field.control in {"engagement", "prospect", "roles", "parameter"}
    control = dcc.Dropdown(options, id=identity, multi=field.control == "roles")
    return _labelled(words, "", control, is_wide=is_wide)


def _choices(field: Field, material: Material) -> Choices:
    prospects = [
        (one.source_id, f"{one.name}, {one.probability_ratio:.0%} in the firm’s data") for one in material.pipeline
    ]
    by_control: dict[str, Choices] = {
        "engagement": material.engagements,
        "prospect": prospects,
        "person": material.people,
        "role": material.roles,
        "roles": material.roles,
        "week": material.weeks,
        "parameter": material.parameters,
    }
    return by_control[field.control]


def _labelled(words: str, identity: str, control: Any, *, is_wide: bool = False) -> html.Div:
    label = dbc.Label(words, html_for=identity) if identity else dbc.Label(words)
    return html.Div([label, control], className="filter filter--wide" if is_wide else "filter")
