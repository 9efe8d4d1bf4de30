"""A frontier or a sweep: what more of one goal costs in another."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import BLUE, LEVEL_COLORS, SLATE, Figure, axis, inert, layout


def frontier(rows: Sequence[dict[str, Any]], *, x_words: str, y_words: str) -> Figure:
    """Points along a line, the published plan as a large dot, a third goal as the shade of the points.

    Parameters
    ----------
    rows
        In their order, with ``x_value``, ``y_value``, ``z_value`` (None for two goals), ``is_chosen`` and ``sentence``.
    """
    ordered = sorted(rows, key=lambda row: row["x_value"])
    chosen = [row for row in rows if row["is_chosen"]]
    marker: dict[str, Any] = {"size": 8, "color": BLUE}
    if any(row["z_value"] is not None for row in rows):
        marker |= {
            "color": [row["z_value"] for row in ordered],
            "colorscale": [[0.0, BLUE], [1.0, SLATE]],
            "line": {"width": 1, "color": BLUE},
        }
    return {
        "data": [
            _trace(ordered, mode="lines+markers", line={"color": BLUE, "width": 2}, marker=marker, name="plans"),
            _trace(
                chosen, mode="markers", marker={"size": 15, "color": LEVEL_COLORS["good"]}, name="the published plan"
            ),
        ],
        "layout": layout(
            showlegend=bool(chosen),
            xaxis=axis(title={"text": x_words, "standoff": 8}, tickformat="~s", nticks=6, showgrid=False),
            yaxis=axis(title={"text": y_words, "standoff": 8}, tickformat="~s", nticks=6),
            margin={"l": 8, "r": 16, "t": 30, "b": 8},
        ),
    }


def _trace(rows: Sequence[dict[str, Any]], **look: Any) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [row["x_value"] for row in rows],
        "y": [row["y_value"] for row in rows],
        "customdata": [inert(row["sentence"]) for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    } | look
