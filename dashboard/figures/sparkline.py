"""A sparkline as an SVG picture: six cards need no six charts."""

from base64 import b64encode
from collections.abc import Sequence

from dashboard.figures.theme import LEVEL_COLORS

_WIDTH, _HEIGHT, _EDGE = 84, 34, 4


def sparkline(values: Sequence[float | None], level: str) -> str:
    """A data address of the picture; empty with fewer than two values. Missing weeks break the line."""
    known = [value for value in values if value is not None]
    if len(known) < 2:  # noqa: PLR2004 - a line has two ends
        return ""
    low, high = min(known), max(known)
    step = (_WIDTH - 2 * _EDGE) / (len(values) - 1)
    points = [
        None
        if value is None
        else (_EDGE + index * step, _HEIGHT - _EDGE - (value - low) / ((high - low) or 1) * (_HEIGHT - 2 * _EDGE))
        for index, value in enumerate(values)
    ]
    color = LEVEL_COLORS[level]
    last = next(point for point in reversed(points) if point is not None)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" fill="none" stroke="{color}"'
        f' stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="{_path(points)}"/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.4" fill="{color}" stroke="none"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    parts, is_drawing = [], False
    for point in points:
        if point is not None:
            parts.append(f"{'L' if is_drawing else 'M'}{point[0]:.1f} {point[1]:.1f}")
        is_drawing = point is not None
    return "".join(parts)
