"""Lines over weeks, with a target."""

from collections.abc import Sequence
from typing import Any

from dashboard.figures.theme import SERIES, Figure, axis, layout, line, target_line


def trend(
    rows: Sequence[dict[str, Any]],
    series: Sequence[tuple[str, str]],
    *,
    x: str = "week_start_date",
    is_percent: bool = False,
    target: tuple[float, str] | None = None,
) -> Figure:
    """One line per ``(field, name)`` in ``series``; rows are ordered by week.

    Parameters
    ----------
    target
        Value and words of a dashed line.
    """
    weeks = [row[x] for row in rows]
    form = ".1%" if is_percent else ".2f"
    data = [
        line(weeks, [row.get(field) for row in rows], name, SERIES[index % len(SERIES)], hovertemplate=f"%{{y:{form}}}")
        for index, (field, name) in enumerate(series)
    ]
    shape, label = target_line(*target) if target else (None, None)
    return {
        "data": data,
        "layout": layout(
            hovermode="x unified",
            showlegend=len(series) > 1,
            xaxis=axis(
                showgrid=False,
                type="date",
                tickformat="%b %-d\n%Y",
                nticks=6,
                tickangle=0,
                hoverformat="Week of %Y-%m-%d",
            ),
            yaxis=axis(tickformat=".0%" if is_percent else ".2f", rangemode="normal", nticks=6),
            shapes=[shape] if shape else [],
            annotations=[label] if label else [],
            margin={"l": 8, "r": 12, "t": 30 if len(series) > 1 else 12, "b": 8},
        ),
    }
