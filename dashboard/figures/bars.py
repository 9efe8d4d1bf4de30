"""Horizontal bars: how much was asked for, and how much there is."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import BLUE, SLATE, Figure, axis, inert, layout


def asked_and_given(
    rows: Sequence[dict[str, Any]], *, name: str, asked: tuple[str, str], given: tuple[str, str], form: str = ",.0f"
) -> Figure:
    """A pale bar for what was asked for, a strong one inside it for what is given.

    Parameters
    ----------
    asked, given
        Key of the row and name of the series.
    """
    names = [inert(row[name]) for row in rows]

    def bar(key: tuple[str, str], color: str, opacity: float, width: float) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "x": [row[key[0]] for row in rows],
            "name": key[1],
            "width": width,
            "marker": {"color": color, "opacity": opacity, "cornerradius": 3},
            "hovertemplate": f"%{{y}}<br>{key[1]}: %{{x:{form}}}<extra></extra>",
        }

    return {
        "data": [bar(asked, SLATE, 0.32, 0.72), bar(given, BLUE, 1.0, 0.38)],
        "layout": layout(
            barmode="overlay",
            showlegend=True,
            xaxis=axis(tickformat="~s", rangemode="tozero", nticks=6),
            yaxis=axis(autorange="reversed", showgrid=False),
            margin={"l": 8, "r": 16, "t": 30, "b": 8},
        ),
    }


def bars(rows: Sequence[dict[str, Any]], *, name: str, value: str, words: str, form: str = ",.0f") -> Figure:
    """One horizontal bar per row, in the order given, with its value written at its end."""
    trace = {
        "type": "bar",
        "orientation": "h",
        "y": [inert(row[name]) for row in rows],
        "x": [row[value] for row in rows],
        "texttemplate": f"%{{x:{form}}}",
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": BLUE, "cornerradius": 3},
        "hovertemplate": f"%{{y}}<br>{words}: %{{x:{form}}}<extra></extra>",
    }
    return {
        "data": [trace],
        "layout": layout(
            xaxis=axis(showticklabels=False, showgrid=False, rangemode="tozero"),
            yaxis=axis(autorange="reversed", showgrid=False),
            margin={"l": 8, "r": 48, "t": 4, "b": 4},
        ),
    }
