"""Filters live in the address: a changed filter changes the query, and the page is drawn from the query alone."""

from collections.abc import Sequence
from typing import Any

from dash import dcc, html


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
    identity: dict[str, Any] = {"type": "filter", "name": name}
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
        [html.Span(label, className="filter__label"), dropdown], className="filter filter--wide" if wide else "filter"
    )
