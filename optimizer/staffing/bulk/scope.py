"""The pair-weeks that may change, and what all others leave to them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.staffing.bulk.index import Index
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Flags, Indexes, Numbers


@dataclass(frozen=True)
class Groups:
    """Entries by a key: ``keys`` (group, week) that occur, in order, and the position of each entry's key."""

    group: Indexes
    week: Indexes
    position: Indexes

    def __len__(self) -> int:
        """How many keys occur."""
        return len(self.group)


class Scope:
    """N entries (pair, week), in order; ``rest`` holds the sums of everything else, which is kept.

    ``is_whole`` marks the whole problem, whose rules are all there, even those that no entry touches.
    """

    def __init__(self, totals: Totals, pair: Indexes, week: Indexes, *, is_whole: bool) -> None:
        index = totals.index
        self.index, self.data, self.totals, self.is_whole = index, index.data, totals, is_whole
        self.pair, self.week = pair, week
        self.consultant: Indexes = self.data.pairs.consultant[pair]
        self.phase: Indexes = self.data.pairs.phase[pair]
        self.engagement: Indexes = index.engagement[pair]
        self.target: Indexes = index.target[pair]
        self.cell: Indexes = index.cell[pair]
        self.team: Indexes = index.team[pair]
        self.most: Numbers = index.most[pair, week]
        self.rate: Numbers = self.data.pairs.rate_per_hour[pair]
        self.value: Numbers = self.data.pairs.value_per_hour[pair]
        self.is_external: Flags = index.is_external[pair]

    def __len__(self) -> int:
        """The number of entries."""
        return len(self.pair)

    @cached_property
    def rest(self) -> Totals:
        """The sums of what is kept."""
        return self.totals.without(self.pair, self.week)

    @cached_property
    def hours(self) -> Numbers:
        """N: hours of the entries in the plan from which the scope was made."""
        return np.asarray(self.totals.hours[self.pair, self.week])

    def by(self, group: Indexes) -> Groups:
        """The entries by (group, week)."""
        keys, position = np.unique(group * self.index.week_count + self.week, return_inverse=True)
        return Groups(keys // self.index.week_count, keys % self.index.week_count, position.reshape(-1))

    @cached_property
    def by_consultant(self) -> Groups:
        """Entries by consultant and week."""
        return self.by(self.consultant)

    @cached_property
    def by_phase(self) -> Groups:
        """Entries by phase and week."""
        return self.by(self.phase)

    @cached_property
    def engagements(self) -> Indexes:
        """Engagements whose money can change; all of the whole problem."""
        return np.arange(len(self.data.engagements.ids)) if self.is_whole else np.unique(self.engagement)

    @cached_property
    def phases(self) -> Indexes:
        """Phases whose money can change; all of the whole problem."""
        return np.arange(len(self.data.phases.ids)) if self.is_whole else np.unique(self.phase)

    @cached_property
    def open_targets(self) -> tuple[Indexes, Indexes]:
        """Targets and weeks whose ratios count: in the weeks in which the phase is open (and that entries touch)."""
        targets, phases, week = self.data.targets, self.data.phases, np.arange(self.index.week_count)
        is_open = (week >= phases.start_week[:, None]) & (week < phases.end_week[:, None])
        if not self.is_whole:
            touched = np.zeros(is_open.shape, dtype=bool)
            touched[self.phase[self.target >= 0], self.week[self.target >= 0]] = True
            is_open &= touched
        target, week = np.nonzero(is_open[targets.phase])
        return target, week

    @cached_property
    def bench(self) -> tuple[Indexes, Indexes]:
        """Internals and weeks whose bench counts."""
        if self.is_whole:
            person, week = np.nonzero(self.index.has_bench)
            return person, week
        group = self.by_consultant
        counts = self.index.has_bench[group.group, group.week]
        return group.group[counts], group.week[counts]

    @cached_property
    def mixed_cells(self) -> tuple[Indexes, Indexes]:
        """Cells and weeks where internals go first."""
        counts = self.index.has_both
        if not self.is_whole:
            touched = np.zeros(counts.shape, dtype=bool)
            touched[self.cell, self.week] = True
            counts = counts & touched
        cell, week = np.nonzero(counts)
        return cell, week

    @cached_property
    def moved(self) -> tuple[Indexes, Indexes]:
        """Pairs and weeks of the published plan, where moving has a price."""
        published = self.data.pairs.published_hours
        if self.data.parameters.stability_price == 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        if self.is_whole:
            pair, week = np.nonzero(~np.isnan(published))
            return pair, week
        counts = ~np.isnan(published[self.pair, self.week])
        return self.pair[counts], self.week[counts]

    def find(self, pair: Indexes, week: Indexes) -> Indexes:
        """The entry of each pair and week, -1 where it is kept."""
        mine = self.pair * self.index.week_count + self.week
        wanted = pair * self.index.week_count + week
        if not len(mine):
            return np.full(len(wanted), -1)
        place = np.minimum(np.searchsorted(mine, wanted), len(mine) - 1)
        return np.where(mine[place] == wanted, place, -1)


def free_entries(index: Index, free: Any) -> tuple[Indexes, Indexes]:
    """The pairs and weeks of ``free``: P x W or P flags, an array of pairs, or None for all; usable ones only."""
    usable = index.usable
    if free is None:
        pair, week = np.nonzero(usable)
        return pair, week
    free = np.asarray(free)
    if free.ndim == 2:  # noqa: PLR2004  # pairs x weeks
        pair, week = np.nonzero(free)
        here = usable[pair, week]
        return pair[here], week[here]
    pairs = np.flatnonzero(free) if free.dtype == bool else np.unique(free)
    row, week = np.nonzero(usable[pairs])
    return pairs[row], week
