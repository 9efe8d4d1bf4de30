"""Levers: how far one driver alone would have to move until the promised profit is reached."""

from dataclasses import dataclass

import numpy as np

from optimizer.planning.assumptions import Assumption, Assumptions
from optimizer.planning.measures import measure_named
from optimizer.planning.outlook import outlook
from optimizer.planning.people import Numbers

POINTS = 401
ROUNDS = 2


@dataclass(frozen=True)
class LeverRow:
    """One driver; ``needed_value`` is the nearest value in its range at which nothing is missing, None where none is.

    ``change_ratio`` is how far it is from the driver's value, as a part of it.
    """

    scenario: str
    driver: str
    unit: str
    low: float
    value: float
    high: float
    needed_value: float | None
    change_ratio: float | None
    best_gap_amount: float


def levers(assumptions: Assumptions, scenario: str) -> list[LeverRow]:
    """Every driver with a range, the smallest change that closes the gap first; none where nothing is missing.

    Parameters
    ----------
    scenario
        Its promised profit is revenue x margin; the promise itself (growth, margin, target) is no lever.

    Notes
    -----
    Found by computing the year at 401 points of the range, and again around the first that reaches it: whole people
    make profit a staircase, on which nothing can be interpolated.
    """
    base = assumptions.values(scenario)
    gap = measure_named("gap_amount")
    if float(gap.of(outlook(base))) >= 0:
        return []
    rows = [
        _lever(base, scenario, one)
        for one in assumptions.of(scenario).values()
        if one.has_range and not one.name.startswith("scenario.")
    ]
    return sorted(rows, key=lambda row: (row.change_ratio is None, row.change_ratio or 0.0, -row.best_gap_amount))


def _lever(base: dict[str, float], scenario: str, one: Assumption) -> LeverRow:
    tried = np.linspace(one.low, one.high, POINTS)
    gaps = _gaps(base, one, tried)
    needed, step = _nearest(one, tried, gaps), (one.high - one.low) / (POINTS - 1)
    for _ in range(ROUNDS):
        if needed is not None:
            fine = np.linspace(needed, min(max(one.value, needed - step), needed + step), POINTS)
            needed, step = _nearest(one, fine, _gaps(base, one, fine)), step / (POINTS - 1)
    change = None if needed is None or one.value == 0 else abs(needed - one.value) / abs(one.value)
    best = float(gaps.max())
    return LeverRow(scenario, one.name, one.driver.unit, one.low, one.value, one.high, needed, change, best)


def _gaps(base: dict[str, float], one: Assumption, tried: Numbers) -> Numbers:
    """Beyond or short of the promised profit, at each value of one driver."""
    return np.broadcast_to(measure_named("gap_amount").of(outlook({**base, one.name: tried})), tried.shape)


def _nearest(one: Assumption, tried: Numbers, gaps: Numbers) -> float | None:
    """The value nearest to the assumed one at which nothing is missing."""
    good = tried[gaps >= 0]
    return float(good[np.abs(good - one.value).argmin()]) if good.size else None
