"""Tornado: each driver from its low to its high with all others at their values, the widest swing first."""

from dataclasses import dataclass

import numpy as np

from optimizer.planning.assumptions import Assumptions
from optimizer.planning.measures import measure_named
from optimizer.planning.outlook import outlook
from optimizer.planning.people import Numbers
from optimizer.planning.rows import number_or_none


@dataclass(frozen=True)
class TornadoRow:
    """One driver; ``at_low`` and ``at_high`` are the measure with the driver there, recomputed in full."""

    scenario: str
    measure: str
    rank: int
    driver: str
    unit: str
    low: float
    value: float
    high: float
    base: float | None
    at_low: float | None
    at_high: float | None
    swing: float | None


def tornado(assumptions: Assumptions, scenario: str, measure: str) -> list[TornadoRow]:
    """What each driver's range does to one measure.

    Parameters
    ----------
    scenario, measure
        By name; measures are those of ``measures.MEASURES``.

    Returns
    -------
    list[TornadoRow]
        The widest swing first; drivers of no swing at the end, in the catalog's order. ``None``: undefined there.

    Raises
    ------
    UsageError, ModelError
        There is no such measure or scenario, or the plan is impossible at the end of a range.

    Notes
    -----
    All variations are computed in one call as arrays of length 2D + 1; nothing is linearized, so whole people show.
    """
    known, figure = assumptions.of(scenario), measure_named(measure)
    moved = [one for one in known.values() if one.has_range]
    values: dict[str, Numbers] = {
        name: np.full(2 * len(moved) + 1, one.value, dtype=float) for name, one in known.items()
    }  # the last one stays as it is
    for k, one in enumerate(moved):
        values[one.name][2 * k : 2 * k + 2] = one.low, one.high
    found = np.broadcast_to(figure.of(outlook(values)), 2 * len(moved) + 1)
    swings = np.nan_to_num(np.abs(found[1:-1:2] - found[:-1:2]), nan=-1.0)
    rows = []
    for rank, k in enumerate(np.argsort(-swings, kind="stable").tolist(), start=1):
        one, at_low, at_high = moved[k], float(found[2 * k]), float(found[2 * k + 1])
        rows.append(
            TornadoRow(
                scenario, measure, rank, one.name, one.driver.unit, one.low, one.value, one.high,
                number_or_none(found[-1]), number_or_none(at_low), number_or_none(at_high),
                number_or_none(abs(at_high - at_low)),
            )
        )  # fmt: skip
    return rows
