"""What the restricted model starts from, which shares come into it, and how it is solved."""

from dataclasses import dataclass

import numpy as np

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays, Grain
from optimizer.budget.bulk.kinds import Flags, Indexes, Numbers
from optimizer.budget.bulk.master import NO_LIMIT
from optimizer.budget.solution import PREFERENCES

SHORTFALL_PRICE = 20.0  # in the first plan, in units of the dearest share
# Of a month, in each round, so many new shares at most.
NEW_PER_CELL: tuple[tuple[Grain, int], ...] = (("initiative_month", 1), ("person_month", 1))
LARGE_ROW_COUNT = 3000  # below, the simplex method is always quick
MANY_NEW_RATIO = 0.05
WIDE_RANGE = 100.0


@dataclass
class Method:
    """How the next run is made: by the simplex method as long as it is quick, else by an interior point."""

    most_iterations: int = 200
    is_interior: bool = False
    is_start: bool = False
    was_slow: bool = False

    @classmethod
    def of(cls, tier: ArrayTier) -> "Method":
        """For a tier: a preference moves nearly everything, the others little after the first plan."""
        return cls() if tier.name in PREFERENCES else cls(most_iterations=4000)

    @classmethod
    def start(cls) -> "Method":
        """For the first plan, in which many new shares are cheap."""
        return cls(most_iterations=6000, is_start=True)

    def has_new(self, new_count: int, column_count: int, row_count: int) -> None:
        """Note how much has changed since the last run."""
        is_large = row_count > LARGE_ROW_COUNT
        is_slow = self.was_slow or not self.is_start
        self.is_interior = is_large and is_slow and new_count > MANY_NEW_RATIO * column_count
        self.most_iterations = 6000 if self.is_start else 2500 if is_large else NO_LIMIT


def first_plan(model: BudgetArrays) -> ArrayTier:
    """A rough mixture of all shortfalls and of what comes after them, only to start near the end."""
    is_shortfall = [
        tier.can_reach_zero or (tier.shares is not None and bool((tier.shares < 0).any())) for tier in model.tiers
    ]
    is_shortfall = [flag and tier.sign == 1 for flag, tier in zip(is_shortfall, model.tiers, strict=True)]
    after = next(
        (t for t, flag in zip(model.tiers, is_shortfall, strict=True) if t.shares is not None and not flag), None
    )
    shares = np.zeros(len(model.shares)) if after is None or after.shares is None else after.shares.copy()
    shares /= max(float(np.abs(shares).max(initial=0.0)), 1e-12)
    shortfalls = [tier for tier, flag in zip(model.tiers, is_shortfall, strict=True) if flag]
    columns, costs = [np.zeros(0, dtype=np.int32)], [np.zeros(0)]
    for place, tier in enumerate(shortfalls):
        price = SHORTFALL_PRICE * (3.0 - 2.0 * place / len(shortfalls))
        columns.append(tier.columns)
        costs.append(price * tier.costs)
        if tier.shares is not None:
            shares += price * tier.shares
    return ArrayTier("the first plan", "", shares, np.concatenate(columns).astype(np.int32), np.concatenate(costs))


def best_per_cell(model: BudgetArrays, shares: Indexes, reduced: Numbers) -> Indexes:
    """The shares that improve most, a few of each initiative and month, and of each person and month."""
    chosen: Flags = np.zeros(len(shares), dtype=bool)
    for grain, most in NEW_PER_CELL:
        cell = model.cells(grain)[shares]
        order = np.lexsort((reduced, cell))
        ordered = cell[order]
        place = np.arange(len(ordered)) - np.searchsorted(ordered, ordered)
        chosen[order[place < most]] = True
    return shares[chosen]


def cost_unit(costs: Numbers) -> float:
    """What costs are divided by, for the solver to be exact to 1e-9 of the largest, and more where small ones count."""
    sizes = np.abs(costs[costs != 0])
    most = float(sizes.max(initial=1e-12))
    return most / (WIDE_RANGE if most <= WIDE_RANGE * float(sizes.min(initial=most)) else WIDE_RANGE**2)
