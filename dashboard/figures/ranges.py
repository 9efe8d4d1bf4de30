"""Where figures fall: a bar from the tenth to the nine-tenths draw, with the middle and the target marked."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import AMBER, BLUE, Figure, axis, inert, layout


def ranges(rows: Sequence[dict[str, Any]], *, name: str, form: str = "~s") -> Figure:
    """One bar per row.

    Parameters
    ----------
    rows
        With ``p10_value``, ``p50_value``, ``p90_value``, ``target_value`` (or None) and ``sentence``.
    """
    names, hover = [inert(row[name]) for row in rows], [inert(row["sentence"]) for row in rows]
    told = {"y": names, "customdata": hover, "hovertemplate": "%{customdata}<extra></extra>"}
    bar = {
        "type": "bar",
        "orientation": "h",
        "base": [row["p10_value"] for row in rows],
        "x": [row["p90_value"] - row["p10_value"] for row in rows],
        "width": 0.45,
        "name": "8 of 10 draws",
        "marker": {"color": BLUE, "opacity": 0.35, "cornerradius": 3},
    } | told
    data = [bar, _ticks(rows, "p50_value", "middle draw", BLUE, told)]
    if any(row["target_value"] is not None for row in rows):
        data.append(_ticks(rows, "target_value", "wanted", AMBER, told))
    return {
        "data": data,
        "layout": layout(
            showlegend=True,
            xaxis=axis(tickformat=form, nticks=6),
            yaxis=axis(autorange="reversed", showgrid=False, type="category"),
            margin={"l": 8, "r": 16, "t": 30, "b": 8},
        ),
    }


def _ticks(rows: Sequence[dict[str, Any]], key: str, words: str, color: str, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row[key] for row in rows],
        "name": words,
        "marker": {"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": color}, "color": color},
    } | told
