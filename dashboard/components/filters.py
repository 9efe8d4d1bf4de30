"""Filters live in the address: a changed filter changes the query, and the page is drawn from the query alone."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html

FEW = 2


def choice(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    value: str | None,
    *,
    everything: str = "All",
    wide: bool = False,
) -> html.Div:
    """A drop-down for one query parameter.

    Parameters
    ----------
    options
        Pairs of value and label.
    everything
        The words for no choice; empty when one must be made.
    """
    identity: dict[str, Any] = {"name": name, "type": "filter"}
    known = value if value in {key for key, _ in options} else None
    dropdown = dcc.Dropdown(
        id=identity,
        options=[{"value": key, "label": words} for key, words in options],
        value=known,
        placeholder=everything or "Choose",
        clearable=bool(everything),
        searchable=len(options) > 8,  # noqa: PLR2004 - a list longer than a glance
    )
    return html.Div(
        [dbc.Label(label, html_for=json.dumps(identity, separators=(",", ":"))), dropdown],
        className="filter filter--wide" if wide else "filter",
    )


def filters(query: Mapping[str, str], *controls: Any) -> html.Div:
    """The row of filters; on a phone, more than a few fold behind a button until one is chosen."""
    row = html.Div(list(controls), className="filters")
    if len(controls) <= FEW:
        return html.Div(row, role="search")
    toggle = dbc.Button("Filters", id="filters-toggle", color="secondary", outline=True, class_name="filters__toggle")
    return html.Div([toggle, dbc.Collapse(row, id="filters", is_open=bool(query))], role="search")
