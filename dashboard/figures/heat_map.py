"""A matrix of shaded cells: people, teams or initiatives down, weeks or months across."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from dashboard.components.words import week
from dashboard.figures.theme import SEQUENTIAL, Figure, axis, inert, layout

BOOKING = [
    [0.0, "rgba(208,138,36,0.75)"],
    [0.25, "rgba(208,138,36,0.30)"],
    [0.40, "rgba(42,157,115,0.15)"],
    [0.60, "rgba(42,157,115,0.55)"],
    [0.667, "rgba(42,157,115,0.85)"],
    [0.668, "rgba(216,84,92,0.50)"],
    [1.0, "rgba(216,84,92,0.98)"],
]
CHANGE = [
    [0.0, "rgba(208,138,36,0.95)"],
    [0.5, "rgba(127,140,160,0.08)"],
    [1.0, "rgba(42,157,115,0.95)"],
]


def heat_map(
    rows: Sequence[dict[str, Any]],
    *,
    down: str,
    across: str,
    value: str,
    words: str,
    mark: str = "",
    scale: list[list[Any]] | None = None,
    limits: tuple[float, float] | None = None,
    step_words: Callable[[date], str] = week,
) -> Figure:
    """Shade ``value`` by ``down`` and ``across``.

    Parameters
    ----------
    words
        Key of the sentence shown when a cell is pointed at.
    mark
        Key of a short text written into the cell, such as ``!`` for a conflict.
    limits
        The values of the lightest and the strongest shade; else those of the data.
    step_words
        How a date across is written: as a week, or as a month.
    """
    names = list(dict.fromkeys(row[down] for row in rows))
    steps = sorted({row[across] for row in rows})
    cells = {(row[down], row[across]): row for row in rows}

    def matrix(key: str) -> list[list[Any]]:
        return [[cells.get((name, step), {}).get(key) for step in steps] for name in names]

    trace: dict[str, Any] = {
        "type": "heatmap",
        "x": [step_words(step) for step in steps],
        "y": [inert(name) for name in names],
        "z": matrix(value),
        "text": [[text or "" for text in row] for row in matrix(mark)] if mark else None,
        "customdata": matrix(words),
        "texttemplate": "%{text}" if mark else None,
        "textfont": {"size": 12} if mark else None,
        "hovertemplate": "%{customdata}<extra></extra>",
        "colorscale": scale or SEQUENTIAL,
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "hoverongaps": False,
    }
    if limits:
        trace |= {"zmin": limits[0], "zmax": limits[1]}
    return {
        "data": [{key: item for key, item in trace.items() if item is not None}],
        "layout": layout(
            xaxis=axis(type="category", side="top", showgrid=False, autotickangles=[0, 60, 90]),
            yaxis=axis(autorange="reversed", showgrid=False, type="category"),
            margin={"l": 8, "r": 8, "t": 8, "b": 8},
        ),
    }
