"""Parts of a firm that are bounded alone: people of some cells (practice and level), tied to others by prices."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large.practices import practice_of_cell
from optimizer.staffing.large.prices import Prices
from optimizer.staffing.score import MILLI


@dataclass(frozen=True)
class Block:
    """Whole cells, with their N pairs and M targets, and what they earn and pay at given prices (milli-points)."""

    cells: Indexes
    pairs: Indexes  # N
    targets: Indexes  # M
    hour_gain: Numbers  # N x W per hour: what the engagement pays, less demand and the premium on externals
    total_price: Numbers  # M x W per hour of the block's copy of the phase's total


def block_of(data: StaffingData, cells: Indexes, prices: Prices) -> Block:
    """The block of ``cells`` at ``prices``."""
    index, every = index_of(data), data.pairs
    pairs = index.by_cell.of(*cells.tolist())
    targets = np.flatnonzero(np.isin(data.targets.cell, cells))
    phase = every.phase[pairs]
    earned = prices.cost[phase] * every.rate_per_hour[pairs] - MILLI * every.external_premium[pairs]
    earned += prices.value[index.engagement[pairs]] * every.value_per_hour[pairs]
    demand = np.maximum(prices.demand[phase], 0.0)
    return Block(cells, pairs, targets, earned[:, None] - demand, prices.total[targets])


def alone(data: StaffingData) -> list[Indexes]:
    """Every cell of anybody or of a target by itself."""
    return [np.array([cell]) for cell in range(len(data.cells))]


def merged(data: StaffingData, most_columns: int) -> list[Indexes]:
    """Cells of a practice together, as far as they have at most ``most_columns`` hours to plan.

    The more of a practice is in one block, the better its bound, and the longer it takes.
    """
    index, practice = index_of(data), practice_of_cell(data)
    size = np.bincount(index.cell, index.usable.sum(axis=1), len(data.cells))
    groups: list[list[int]] = []
    for one in range(int(practice.max(initial=-1)) + 1):
        filled = np.inf
        for cell in np.flatnonzero(practice == one).tolist():
            if filled + size[cell] > most_columns:
                groups.append([])
                filled = 0.0
            groups[-1].append(cell)
            filled += size[cell]
    return [np.array(group) for group in groups]
