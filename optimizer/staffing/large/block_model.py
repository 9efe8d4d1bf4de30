"""The people of a block as a model of joinings: an upper bound of what they are worth at given prices.

A consultant who was not on an engagement before joins it once for the horizon (a yes or no) and pays one start. Kept
are time, bench, externals after internals, ratios, pins and changes to the published plan. Left out, so that the value
is a bound: the least block of hours, starts after a break, and the number of engagements at once.
"""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.bulk.index import Index, index_of
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large import block_people, block_roles
from optimizer.staffing.large.blocks import Block
from optimizer.staffing.score import MILLI

NEGLIGIBLE_HOURS = 1e-6


@dataclass(frozen=True)
class Work:
    """One column of hours per (pair, week) of the block in which anybody can work: H of them."""

    data: StaffingData
    index: Index
    block: Block
    arrays: Arrays
    pair: Indexes  # H
    week: Indexes  # H
    hours: Indexes  # H: the column
    joins: Indexes  # H: the column of the pair's joining, -1 where the consultant was there before
    most_hours: Numbers  # H

    def by(self, group: Indexes) -> tuple[Indexes, Indexes, Indexes]:
        """The (group, week) that have hours, and which of them each column belongs to; ``group`` is per column."""
        weeks = self.index.week_count
        keys, row = np.unique(group * weeks + self.week, return_inverse=True)
        return keys // weeks, keys % weeks, np.asarray(row).reshape(-1)


def build(data: StaffingData, block: Block) -> Work:
    """All columns and rows of the block, maximised in milli-points."""
    index, arrays = index_of(data), Arrays()
    row, week = np.nonzero(index.usable[block.pairs])
    pair = block.pairs[row]
    most = index.most[pair, week]
    hours = arrays.add_columns("hours", (pair, week), upper=most)
    hours.cost[:] = block.hour_gain[row, week]
    team = index.team[pair]
    new = np.unique(team[~index.was_on[team]])
    joins = arrays.add_columns("joins", (new,), upper=1.0, is_integer=True)
    joins.cost[:] = -MILLI * data.parameters.switch_price
    of_team = np.full(data.team_count, -1)
    of_team[new] = joins.columns
    work = Work(data, index, block, arrays, pair, week, hours.columns, of_team[team], most)
    _joined_to_work(work)
    block_people.add(work)
    block_roles.add(work)
    _pins(work)
    return work


def _joined_to_work(work: Work) -> None:
    """Who was not there before works only when joined (STAFFING C10)."""
    new = np.flatnonzero(work.joins >= 0)
    every = np.arange(new.size)
    terms = [(every, work.hours[new], 1.0), (every, work.joins[new], -work.most_hours[new])]
    work.arrays.add_rows("joined_to_work", (work.pair[new], work.week[new]), terms, upper=0.0)


def _pins(work: Work) -> None:
    """Pinned hours stay (STAFFING C11); a pin that fits nowhere is for others to refuse."""
    pair, week, hours = work.index.pins
    where = np.full(work.index.usable.shape, -1)
    where[work.pair, work.week] = np.arange(work.pair.size)
    column = where[pair, week]
    fits = (column >= 0) & (hours <= work.index.most[pair, week] + NEGLIGIBLE_HOURS)
    columns = work.arrays.columns["hours"]
    columns.lower[column[fits]] = np.minimum(hours[fits], columns.upper[column[fits]])
    columns.upper[column[fits]] = columns.lower[column[fits]]
