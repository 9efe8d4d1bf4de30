"""Sweeps: one driver over a range, or two as a grid."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from config.errors import UsageError
from optimizer.planning.assumptions import Assumptions
from optimizer.planning.catalog import BY_NAME, nearest
from optimizer.planning.measures import measure_named
from optimizer.planning.outlook import outlook
from optimizer.planning.people import Numbers
from optimizer.planning.rows import number_or_none

MOST_POINTS = 100_000
RANGE_PARTS = 3


@dataclass(frozen=True)
class Axis:
    """One driver and the values that it takes."""

    driver: str
    values: tuple[float, ...]


REVENUE = Axis("scenario.revenue_ratio", tuple(np.linspace(0.8, 1.2, 9).round(6).tolist()))
MARGIN = Axis("scenario.margin_ratio", tuple(np.linspace(0.15, 0.35, 5).round(6).tolist()))
STANDARD = (REVENUE, MARGIN)
"""Revenue ±20 %, margin 15–35 % (BUDGET C)."""


@dataclass(frozen=True)
class SweepRow:
    """One point; ``value`` None where the measure is undefined. ``is_base``: the scenario's own values."""

    scenario: str
    measure: str
    unit: str
    first_driver: str
    first_value: float
    second_driver: str | None
    second_value: float | None
    value: float | None
    is_base: bool


def sweep(assumptions: Assumptions, scenario: str, axes: Sequence[Axis], measures: Sequence[str]) -> list[SweepRow]:
    """The measures at every point of one axis, or of the grid of two.

    Parameters
    ----------
    axes
        One or two, of different drivers.
    measures
        By name, as in ``measures.MEASURES``.

    Raises
    ------
    UsageError, ModelError
        A name is unknown, there are too many points, or the plan is impossible at one of them.
    """
    grid = points(axes)
    base = assumptions.values(scenario)
    year = outlook({**base, **grid})
    drivers = list(grid)
    first, second = drivers[0], drivers[1] if len(drivers) > 1 else None
    count, rows = grid[first].size, list[SweepRow]()
    for name in measures:
        figure = measure_named(name)
        found = np.broadcast_to(figure.of(year), count)
        rows += [
            SweepRow(
                scenario, name, figure.unit, first, float(grid[first][k]), second,
                float(grid[second][k]) if second else None, number_or_none(found[k]),
                all(isclose(grid[driver][k], base[driver], rel_tol=1e-9) for driver in drivers),
            )
            for k in range(count)
        ]  # fmt: skip
    return rows


def points(axes: Sequence[Axis]) -> dict[str, Numbers]:
    """Driver -> its value at each point; the first axis changes slowest.

    Raises
    ------
    UsageError
        There is no axis, a driver twice, or more than 100,000 points.
    """
    drivers, count = [axis.driver for axis in axes], int(np.prod([len(axis.values) for axis in axes]))
    if len(set(drivers)) != len(drivers) or not drivers or count > MOST_POINTS:
        raise UsageError(
            f"A sweep over {', '.join(drivers) or 'nothing'} with {count} points: name one or two different drivers "
            f"and at most {MOST_POINTS:,} points. Nothing was computed."
        )
    grids = np.meshgrid(*(np.array(axis.values, dtype=float) for axis in axes), indexing="ij")
    return {axis.driver: grid.ravel() for axis, grid in zip(axes, grids, strict=True)}


def axis_of(text: str) -> Axis:
    """The axis of ``DRIVER=FROM:TO:COUNT`` or ``DRIVER=VALUE,VALUE,…``.

    Raises
    ------
    UsageError
        The driver is unknown, the text is no such thing, or a value is not allowed.
    """
    name, _, given = text.partition("=")
    driver = BY_NAME.get(name.strip())
    if driver is None:
        raise UsageError(
            f"There is no driver {name.strip()}; the nearest is {nearest(name.strip())}. Nothing was computed."
        )
    try:
        values = _values(given)
    except ValueError as error:
        raise UsageError(
            f"{text}: {given!r} is no range. Nothing was computed. Write {driver.name}=0.8:1.2:9 (from, to, points) or "
            f"{driver.name}=0.8,1,1.2."
        ) from error
    outside = driver.allowed.first_outside(np.array(values))
    if outside is not None:
        raise UsageError(
            f"{driver.name} = {outside:g} ({driver.unit}): it must be {driver.allowed.words}. Nothing was computed."
        )
    if driver.is_whole and any(value != round(value) for value in values):
        raise UsageError(f"{text}: {driver.name} ({driver.unit}) must be whole. Nothing was computed. List the values.")
    return Axis(driver.name, values)


def _values(text: str) -> tuple[float, ...]:
    parts = text.split(":")
    if len(parts) == RANGE_PARTS:
        start, stop, count = float(parts[0]), float(parts[1]), int(parts[2])
        if not 1 <= count <= MOST_POINTS:
            raise ValueError(text)
        return tuple(np.linspace(start, stop, count).tolist())
    return tuple(float(part) for part in text.split(","))
