"""A tornado: what each driver's range does to a result, the widest swing on top."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import AMBER, BLUE, Figure, axis, inert, layout, target_line


def tornado(rows: Sequence[dict[str, Any]], *, base: float, form: str = "~s") -> Figure:
    """Two bars per driver, from the result as it is to that at the driver's low and at its high.

    Parameters
    ----------
    rows
        The widest swing first, with ``driver``, ``low_value``, ``high_value``, ``low_measure_value`` and
        ``high_measure_value``.
    """
    names = [inert(row["driver"]) for row in rows]

    def bars(end: str, color: str) -> dict[str, Any]:
        return {
            "type": "bar",
            "orientation": "h",
            "y": names,
            "base": base,
            "x": [row[f"{end}_measure_value"] - base for row in rows],
            "customdata": [[row[f"{end}_value"], row[f"{end}_measure_value"]] for row in rows],
            "name": f"driver at its {end}",
            "width": 0.55,
            "marker": {"color": color, "cornerradius": 2},
            "hovertemplate": f"%{{y}} at its {end}, %{{customdata[0]:,.6~g}}: %{{customdata[1]:,.4~s}}<extra></extra>",
        }

    line, label = target_line(base, "as it is", at="x")
    return {
        "data": [bars("low", AMBER), bars("high", BLUE)],
        "layout": layout(
            barmode="overlay",
            showlegend=True,
            xaxis=axis(tickformat=form, nticks=6),
            yaxis=axis(autorange="reversed", showgrid=False, type="category"),
            shapes=[line | {"layer": "above"}],
            annotations=[label | {"yref": "paper", "y": 1, "yanchor": "bottom"}],
            margin={"l": 8, "r": 16, "t": 30, "b": 8},
        ),
    }
