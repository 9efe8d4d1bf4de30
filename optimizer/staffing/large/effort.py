"""How much search a time limit buys: counted in work, so that the same limit gives the same plan on every machine.

A machine that is much slower than reckoned with is stopped by its clock; then the plan says so.
"""

from collections.abc import Sequence

import numpy as np

from optimizer.staffing.data import Indexes

ENTRIES_PER_SECOND = 250.0  # pairs that one core re-optimises
RECKONED_CORES = 2


def within(parts: Sequence[Indexes], seconds: float) -> list[Indexes]:
    """As many of ``parts`` (pairs that may change), from the first, as ``seconds`` of wall clock should be enough for."""
    work = np.cumsum([part.size for part in parts])
    fits = int(np.searchsorted(work, seconds * ENTRIES_PER_SECOND * RECKONED_CORES, side="right"))
    return list(parts[:fits])


def seconds_of(parts: Sequence[Indexes]) -> float:
    """What these parts are reckoned to take."""
    return sum(part.size for part in parts) / (ENTRIES_PER_SECOND * RECKONED_CORES)
