"""How much search a time limit buys: counted in work, so that the same limit gives the same plan on every machine.

A machine that is much slower than reckoned with is stopped by its clock; then the plan says so.
"""

from collections.abc import Sequence

import numpy as np

from optimizer.staffing.data import Indexes

SECONDS_PER_PAIR = 0.004  # of one core, to re-optimise a pair in a part of 25 pairs; it grows with the part
USUAL_PAIRS = 25.0
RECKONED_CORES = 2


def seconds_of(parts: Sequence[Indexes]) -> float:
    """What re-optimising these parts (pairs that may change) is reckoned to take, wall clock."""
    sizes = np.array([part.size for part in parts], dtype=float)
    return float((SECONDS_PER_PAIR * sizes * np.maximum(sizes / USUAL_PAIRS, 1.0)).sum() / RECKONED_CORES)


def within(parts: Sequence[Indexes], seconds: float) -> list[Indexes]:
    """As many of ``parts``, from the first, as ``seconds`` of wall clock are reckoned to be enough for."""
    spent, chosen = 0.0, []
    for part in parts:
        spent += seconds_of([part])
        if spent > seconds:
            break
        chosen.append(part)
    return chosen
