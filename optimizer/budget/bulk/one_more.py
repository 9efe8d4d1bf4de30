"""What one more unit of a limit changes, found by allowing it: the tiers are settled again with a little more."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from config.errors import ModelError
from optimizer.budget.bulk.arrays import BudgetArrays, Rows
from optimizer.budget.bulk.solve import Settled, SettledTier, solve
from optimizer.solver import Status

STEP = 1e-4  # of a man-month, or of the dearest month's money
CHANGED, ROUNDING = 1e-7, 1e-9
SECONDS = 10.0
AT_LIMIT = 1e-12


def gain(model: BudgetArrays, settled: Settled, block: Rows, row: int) -> tuple[SettledTier, float] | None:
    """The first tier that one more unit of the row changes, and by how much it lowers it; None where it changes none.

    Raises
    ------
    ModelError
        There is no plan with more of it (the least share of a place that nobody can reach), or none was proven in time.
    """
    step = STEP * (float(model.people.cost_amount.max(initial=1.0)) if block.is_cost else 1.0)
    with _raised(model, block, row, step):
        again = solve(model, SECONDS)
    if any(one.status != Status.OPTIMAL for one in again.tiers):
        raise ModelError("One more of a limit: time was up. Its price stays the solver's.")
    for before, after in zip(settled.tiers, again.tiers, strict=True):
        change = after.value - before.value
        is_own = block.rule == "effort" and before.tier.name.startswith("shortfall")
        if abs(change) > CHANGED + ROUNDING * abs(before.value) and not is_own:
            return before, -change / step
    return None


@contextmanager
def _raised(model: BudgetArrays, block: Rows, row: int, step: float) -> Iterator[None]:
    """The model with ``step`` more in one row, for as long as it is used."""
    limits = [block.lower, block.upper]
    if block.rule == "effort":
        limits.append(model.columns["shortfall"].upper)
    places = [np.array([row])] * len(limits)
    if block.rule == "capacity":  # who has more of a month can give more of it, up to the maximum share
        cell = block.index["e"][row] * model.month_count + block.index["m"][row]
        mine = np.flatnonzero(model.cells("person_month") == cell)
        limits.append(model.shares.upper)
        places.append(mine[model.shares.upper[mine] >= block.upper[row] - AT_LIMIT])
    kept = [limit[place] for limit, place in zip(limits, places, strict=True)]
    try:
        for limit, place in zip(limits, places, strict=True):
            limit[place] += step
        yield
    finally:
        for limit, place, values in zip(limits, places, kept, strict=True):
            limit[place] = values
