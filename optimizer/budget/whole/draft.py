"""A model of plans with whole numbers under construction: the arrays of ``budget.bulk``, in steps, and further rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, hstack, vstack

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.kinds import NOWHERE, Indexes, Numbers
from optimizer.budget.solution import PREFERENCES
from optimizer.budget.whole.model import INFINITY, WholeModel, WholeTier


@dataclass(frozen=True)
class Block:
    """Further rows: lower <= Σ value × column <= upper; ``row`` counts from 0 within the block."""

    row: Indexes
    column: Indexes
    value: Numbers
    lower: Numbers
    upper: Numbers


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
