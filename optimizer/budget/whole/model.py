"""The model of plans with whole numbers: the arrays of ``budget.bulk``, in steps, and the rules of this room."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import highspy
import numpy as np
from scipy.sparse import csc_matrix

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.kinds import NOWHERE, Flags, Indexes, Numbers
from optimizer.budget.whole.steps import GRID_TOLERANCE

SHARE_ABOVE_ZERO = 1e-9
EXACT_SHARES = 8_000
FEW_INITIATIVES = 6
INFINITY = float(highspy.kHighsInf)


@dataclass(frozen=True)
class WholeTier:
    """One term to be minimised: ``costs`` · ``columns``, in ``unit``.

    ``grain`` is the distance between values that whole numbers can reach, 0 where there is none; they are
    ``anchor`` + a whole number of grains. ``asked`` are the man-months that a shortfall is of, None for other tiers.
    """

    name: str
    unit: str
    columns: Indexes
    costs: Numbers
    can_reach_zero: bool = False
    grain: float = 0.0
    anchor: float = 0.0
    asked: float | None = None
    is_preference: bool = False

    def value(self, values: Numbers) -> float:
        """What the term is at ``values`` of all columns."""
        return float(self.costs @ values[self.columns])

    def on_grain(self, bound: float) -> float:
        """The least value at or above ``bound`` that whole numbers can reach."""
        if not self.grain or not math.isfinite(bound):
            return bound
        return self.anchor - math.floor((self.anchor - bound) / self.grain + GRID_TOLERANCE) * self.grain

    def factors(self, column_count: int) -> Numbers:
        """A cost for every column."""
        found = np.zeros(column_count)
        found[self.columns] = self.costs
        return found


@dataclass(frozen=True)
class WholeModel:
    """Columns (shares first, in steps where there are steps), rows and tiers.

    ``unit`` is the man-months of one unit of each column: a step for shares, 1 for all others.
    """

    lower: Numbers
    upper: Numbers
    is_whole: Flags
    unit: Numbers
    matrix: Any
    row_lower: Numbers
    row_upper: Numbers
    tiers: tuple[WholeTier, ...]
    share_count: int
    owner: Indexes
    """The share that a column belongs to: itself for shares, ``NOWHERE`` for columns of initiatives."""
    flags: Any
    """Flags x shares, 1 where the share, once above 0, sets the flag."""
    first_flag: int
    arrays: BudgetArrays

    @cached_property
    def by_column(self) -> Any:
        """The matrix, sparse by column: for models of a few of them."""
        return csc_matrix(self.matrix)

    @property
    def is_exact(self) -> bool:
        """Whether one search may hold all columns."""
        return self.share_count <= EXACT_SHARES

    @property
    def has_exchanges(self) -> bool:
        """Whether there are more initiatives than one search of a few holds."""
        return self.arrays.initiative_count > FEW_INITIATIVES

    @property
    def dear_amount(self) -> float:
        """Money of the dearest man-month."""
        return float(self.arrays.people.cost_amount.max(initial=1.0))

    @property
    def most(self) -> tuple[float, float]:
        """Man-months and money of everybody in every month."""
        people = self.arrays.people
        months = people.available.sum(axis=1) * people.count
        return float(months.sum()), float(months @ people.cost_amount)

    @property
    def has_flags(self) -> bool:
        """Whether blocks, counts or sequences ask for them."""
        return self.column_count > self.first_flag

    @property
    def has_flags_of_shares(self) -> bool:
        """Whether blocks or counts ask for one per share; sequences ask for a few only."""
        return bool((self.owner[self.share_count :] != NOWHERE).any())

    @property
    def column_count(self) -> int:
        """Columns of every kind."""
        return len(self.lower)

    def tight(self, columns: Numbers) -> Numbers:
        """The same plan with whole numbers that are whole, and with what follows from its shares at its best."""
        values = np.where(self.is_whole, np.round(columns), columns)
        shares = values[: self.share_count] * self.unit[: self.share_count]
        arrays = self.arrays
        shortfall, uneven = arrays.columns["shortfall"], arrays.columns.get("uneven")
        delivered = np.bincount(arrays.shares.initiative, weights=shares, minlength=arrays.initiative_count)
        missing = shortfall.upper - delivered[shortfall.index["i"]]
        values[shortfall.columns] = np.maximum(missing, 0.0)
        if uneven is not None and len(uneven):
            cells = arrays.cell_count("initiative_month")
            by_month = np.bincount(arrays.cells("initiative_month"), weights=shares, minlength=cells)
            cell = uneven.index["i"] * arrays.month_count + uneven.index["m"]
            values[uneven.columns] = np.abs(by_month[cell] - arrays.rows["uneven__above"].upper)
        if "moved" in arrays.columns and len(arrays.columns["moved"]):
            moved, rows = arrays.columns["moved"], arrays.rows["moved__more"]
            share = next(column for _, column, _ in rows.entries)
            values[moved.columns] = np.abs(shares[share] - rows.upper)
        if self.has_flags:
            values[self.first_flag :] = self.flags @ (shares > SHARE_ABOVE_ZERO) > 0
        return values
