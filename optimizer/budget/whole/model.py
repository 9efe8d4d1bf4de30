"""The model of plans with whole numbers: the arrays of ``budget.bulk``, in steps, and the rules of this room."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import highspy
import numpy as np
from scipy.sparse import coo_matrix, csc_matrix, csr_matrix, hstack, vstack

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.kinds import NOWHERE, Flags, Indexes, Numbers
from optimizer.budget.solution import PREFERENCES

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

    def factors(self, column_count: int) -> Numbers:
        """A cost for every column."""
        found = np.zeros(column_count)
        found[self.columns] = self.costs
        return found


@dataclass(frozen=True)
class Block:
    """Further rows: lower <= Σ value × column <= upper; ``row`` counts from 0 within the block."""

    row: Indexes
    column: Indexes
    value: Numbers
    lower: Numbers
    upper: Numbers


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


class Draft:
    """A model under construction: the arrays, scaled to units, and what the rules of this room add."""

    def __init__(self, arrays: BudgetArrays, step_ratio: float | None) -> None:
        self.arrays, self.step_ratio = arrays, step_ratio
        self.share_count = len(arrays.shares)
        self.unit = np.ones(arrays.column_count)
        self.unit[: self.share_count] = step_ratio or 1.0
        self.lower = np.zeros(arrays.column_count)
        self.upper = np.where(np.isfinite(arrays.upper), arrays.upper / self.unit, INFINITY)
        self.is_whole = np.zeros(arrays.column_count, dtype=bool)
        self.owner = np.full(arrays.column_count, NOWHERE)
        self.owner[: self.share_count] = np.arange(self.share_count)
        self.row_lower, self.row_upper = (limit.copy() for limit in arrays.limits())
        self.blocks: list[Block] = []
        self.flags: list[tuple[Indexes, Indexes]] = []
        self.flag_count = 0

    @property
    def step(self) -> float:
        """Man-months of one unit of a share."""
        return self.step_ratio or 1.0

    @property
    def column_count(self) -> int:
        """Columns so far."""
        return len(self.lower)

    def add_flags(self, owner: Any, count: int, flag: Any, share: Any) -> Indexes:
        """``count`` further columns, each 0 or 1, of the shares ``owner``, and their numbers.

        Each ``flag`` (counted from 0) is set by the ``share`` beside it.
        """
        first = self.column_count
        self.flags.append((np.asarray(flag) + self.flag_count, np.asarray(share)))
        self.flag_count += count
        self.owner = np.append(self.owner, np.broadcast_to(owner, count))
        self.lower = np.append(self.lower, np.zeros(count))
        self.upper = np.append(self.upper, np.ones(count))
        self.unit = np.append(self.unit, np.ones(count))
        self.is_whole = np.append(self.is_whole, np.ones(count, dtype=bool))
        return np.arange(first, first + count)

    def add_rows(
        self, entries: Sequence[tuple[Any, Any, Any]], count: int, *, lower: Any = -INFINITY, upper: Any = INFINITY
    ) -> None:
        """``count`` rows of (row, column, value) arrays; limits are arrays or one number."""
        if not count:
            return
        parts = [np.broadcast_arrays(*entry) for entry in entries]
        row, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
        sides = (np.array(np.broadcast_to(np.asarray(side, dtype=np.float64), count)) for side in (lower, upper))
        self.blocks.append(Block(row, column, value.astype(np.float64), *sides))

    def finished(self) -> WholeModel:
        """All rows and tiers in units."""
        matrix = csr_matrix(self.arrays.matrix())
        matrix = csr_matrix(matrix.multiply(self.unit[: matrix.shape[1]]))
        width = self.column_count
        parts = [hstack([matrix, csr_matrix((matrix.shape[0], width - matrix.shape[1]))], format="csr")]
        for block in self.blocks:
            shape = (len(block.lower), width)
            parts.append(csr_matrix(coo_matrix((block.value, (block.row, block.column)), shape=shape)))
        return WholeModel(
            lower=self.lower,
            upper=self.upper,
            is_whole=self.is_whole,
            unit=self.unit,
            matrix=csr_matrix(vstack(parts, format="csr")),
            row_lower=np.concatenate([self.row_lower, *(block.lower for block in self.blocks)]),
            row_upper=np.concatenate([self.row_upper, *(block.upper for block in self.blocks)]),
            tiers=tuple(self._tier(tier) for tier in self.arrays.tiers),
            share_count=self.share_count,
            owner=self.owner,
            flags=self._flags(),
            first_flag=self.column_count - self.flag_count,
            arrays=self.arrays,
        )

    def _flags(self) -> Any:
        """Which shares set which flags."""
        nothing = np.zeros(0, dtype=np.int64)
        flag = np.concatenate([nothing, *(one for one, _ in self.flags)])
        share = np.concatenate([nothing, *(one for _, one in self.flags)])
        shape = (self.flag_count, self.share_count)
        return csr_matrix(coo_matrix((np.ones(len(flag)), (flag, share)), shape=shape))

    def _tier(self, tier: ArrayTier) -> WholeTier:
        """The same term over all columns, in units."""
        shares = np.zeros(self.share_count) if tier.shares is None else tier.shares
        used = np.flatnonzero(shares)
        columns = np.concatenate([used, tier.columns]).astype(np.int64)
        costs = np.concatenate([shares[used], tier.costs]) * self.unit[columns]
        targets = self._targets(tier)
        if targets is None:
            is_preference = tier.name in PREFERENCES
            return WholeTier(tier.name, tier.unit, columns, costs, tier.can_reach_zero, is_preference=is_preference)
        grain = self.step_ratio or 0.0
        return WholeTier(tier.name, tier.unit, columns, costs, tier.can_reach_zero, grain, targets, targets)

    def _targets(self, tier: ArrayTier) -> float | None:
        """Man-months asked for, where the tier is a shortfall; None for cost and preferences."""
        shortfall = self.arrays.columns["shortfall"]
        is_target = np.isin(tier.columns, shortfall.columns)
        wanted = np.zeros(0) if tier.shares is None else tier.shares
        is_shortfall = is_target.all() and np.isin(wanted, (0.0, -1.0)).all()
        if not (is_shortfall and (len(tier.columns) or wanted.any())):
            return None
        return float(shortfall.upper[tier.columns - shortfall.first].sum())
