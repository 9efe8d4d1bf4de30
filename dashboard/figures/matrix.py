"""The VEC × Burn matrix: how much of the budget is used, and what value a unit of it extracts."""

from collections.abc import Sequence
from math import sqrt
from typing import Any

from dashboard.figures.theme import HEALTH_COLORS, Figure, axis, inert, layout

_SMALLEST, _LARGEST = 9, 38


def vec_burn_matrix(rows: Sequence[dict[str, Any]], *, tolerance: float) -> Figure:
    """One dot per engagement: Burn across, VEC ÷ Burn up, so that the five cells of the matrix are rectangles.

    Parameters
    ----------
    rows
        With ``engagement_name``, ``burn``, ``vec``, ``bac_amount``, ``health``; those without burn are not drawn.
    tolerance
        The relative difference that counts as equal (``health_tolerance``).
    """
    drawn = [row for row in rows if row["burn"] and row["burn"] > 0 and row["vec"] is not None and row["health"]]
    for row in drawn:
        row["value_per_burn"] = row["vec"] / row["burn"]
    right = max([1.3, *(row["burn"] * 1.08 for row in drawn)])
    heights = [row["value_per_burn"] for row in drawn]
    low, high = min([0.8, *(height - 0.04 for height in heights)]), max([1.2, *(height + 0.04 for height in heights)])
    cells = _cells(tolerance, right, low, high)
    return {
        "data": [_dots(drawn, health) for health in HEALTH_COLORS if any(row["health"] == health for row in drawn)],
        "layout": layout(
            shapes=[_shape(cell) for cell in cells],
            annotations=[_label(cell) for cell in cells],
            xaxis=axis(
                title={"text": "Burn: part of the budget used", "standoff": 8},
                tickformat=".0%",
                range=[0, right],
                showgrid=False,
            ),
            yaxis=axis(
                title={"text": "Value per unit of it (VEC ÷ Burn)", "standoff": 8},
                tickformat=".2f",
                range=[low, high],
                showgrid=False,
            ),
            margin={"l": 8, "r": 12, "t": 10, "b": 8},
        ),
    }


def _cells(tolerance: float, right: float, low: float, high: float) -> list[tuple[str, float, float, float, float]]:
    """(health, x0, x1, y0, y1) of the matrix's cells."""
    edge, above, below = 1 + tolerance, 1 + tolerance, 1 - tolerance
    return [
        ("Excellent", 0, edge, above, high),
        ("On Track", 0, edge, below, above),
        ("Warning", 0, edge, low, below),
        ("Ambiguous", edge, right, above, high),
        ("Critical", edge, right, low, above),
    ]


def _shape(cell: tuple[str, float, float, float, float]) -> dict[str, Any]:
    health, x0, x1, y0, y1 = cell
    return {
        "type": "rect",
        "x0": x0,
        "x1": x1,
        "y0": y0,
        "y1": y1,
        "fillcolor": HEALTH_COLORS[health],
        "opacity": 0.08,
        "line": {"width": 0},
        "layer": "below",
    }


def _label(cell: tuple[str, float, float, float, float]) -> dict[str, Any]:
    health, x0, x1, _y0, y1 = cell
    is_narrow = x0 > 0
    return {
        "text": health,
        "x": x1 if is_narrow else x0,
        "y": y1,
        "xanchor": "right" if is_narrow else "left",
        "yanchor": "top",
        "showarrow": False,
        "xshift": -6 if is_narrow else 6,
        "yshift": -2,
        "font": {"size": 12},
    }


def _dots(rows: Sequence[dict[str, Any]], health: str) -> dict[str, Any]:
    mine = [row for row in rows if row["health"] == health]
    largest = max((row["bac_amount"] or 0 for row in rows), default=0) or 1
    return {
        "type": "scatter",
        "mode": "markers",
        "name": health,
        "x": [row["burn"] for row in mine],
        "y": [row["value_per_burn"] for row in mine],
        "customdata": [[inert(row["engagement_name"]), inert(row["health_sentence"] or "")] for row in mine],
        "hovertemplate": "<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
        "marker": {
            "color": HEALTH_COLORS[health],
            "opacity": 0.85,
            "size": [_SMALLEST + (_LARGEST - _SMALLEST) * sqrt((row["bac_amount"] or 0) / largest) for row in mine],
            "line": {"width": 1.2, "color": "rgba(255,255,255,0.65)"},
        },
    }
