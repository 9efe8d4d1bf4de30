"""Two columns per week: what is booked, and what is recommended."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import BLUE, SLATE, Figure, axis, layout


def side_by_side(rows: Sequence[dict[str, Any]], *, name: str, left: tuple[str, str], right: tuple[str, str]) -> Figure:
    """Grouped columns.

    Parameters
    ----------
    left, right
        Key of the row and name of the series.
    """

    def columns(key: tuple[str, str], color: str) -> dict[str, Any]:
        return {
            "type": "bar",
            "x": [row[name] for row in rows],
            "y": [row[key[0]] for row in rows],
            "name": key[1],
            "marker": {"color": color, "cornerradius": 3},
            "hovertemplate": f"%{{x}}<br>{key[1]}: %{{y:,.1f}} h<extra></extra>",
        }

    return {
        "data": [columns(left, SLATE), columns(right, BLUE)],
        "layout": layout(
            barmode="group",
            showlegend=True,
            xaxis=axis(type="category", showgrid=False),
            yaxis=axis(rangemode="tozero", nticks=6),
            margin={"l": 8, "r": 8, "t": 30, "b": 8},
        ),
    }
