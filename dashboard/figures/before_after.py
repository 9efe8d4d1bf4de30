"""Before and after on one line per engagement: does the plan help, and does it reach the floor."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import LEVEL_COLORS, SLATE, Figure, axis, inert, layout, target_line


def before_after(
    rows: Sequence[dict[str, Any]],
    *,
    name: str,
    before: str,
    after: str,
    floor: tuple[float, str],
    words: tuple[str, str] = ("Without the plan's hours", "With the plan"),
) -> Figure:
    """A hollow dot before, a full one after, and the floor as a dashed line; rows without values draw nothing."""
    drawn = [row for row in rows if row[after] is not None]
    shape, label = target_line(*floor, at="x")
    links = [
        {
            "type": "line",
            "x0": row[before],
            "x1": row[after],
            "y0": inert(row[name]),
            "y1": inert(row[name]),
            "line": {"color": SLATE, "width": 2},
            "layer": "below",
        }
        for row in drawn
        if row[before] is not None
    ]
    colors = [LEVEL_COLORS["good" if row[after] >= floor[0] else "bad"] for row in drawn]

    def dots(key: str, series: str, marker: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "scatter",
            "mode": "markers",
            "x": [row[key] for row in drawn],
            "y": [inert(row[name]) for row in drawn],
            "name": series,
            "marker": {"size": 11} | marker,
            "hovertemplate": f"%{{y}}<br>{series}: %{{x:.2f}}<extra></extra>",
        }

    return {
        "data": [
            dots(
                before,
                words[0],
                {"symbol": "circle-open", "color": SLATE, "line": {"width": 2, "color": SLATE}},
            ),
            dots(after, words[1], {"color": colors}),
        ],
        "layout": layout(
            showlegend=True,
            shapes=[*links, shape],
            annotations=[label],
            xaxis=axis(tickformat=".2f", nticks=7),
            yaxis=axis(type="category", autorange="reversed", gridcolor="rgba(127,140,160,0.2)"),
            margin={"l": 8, "r": 16, "t": 34, "b": 8},
        ),
    }
