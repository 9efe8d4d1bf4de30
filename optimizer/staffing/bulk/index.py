"""What every model of one staffing problem needs again and again, computed once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.variables import most_hours, usable

KEPT = "bulk_index"


class Index:
    """Arrays by pair (P), consultant (C), engagement (E), phase (J), target (K), team (T), cell and week (W).

    Get it by ``index_of``: it is kept with its ``StaffingData``.
    """

    def __init__(self, data: StaffingData) -> None:
        pairs, people = data.pairs, data.consultants
        self.data, self.week_count = data, len(data.weeks)
        self.usable: Flags = usable(data)  # P x W
        self.most: Numbers = most_hours(data)  # P x W
        self.cell: Indexes = people.cell[pairs.consultant]  # P
        self.is_external: Flags = people.is_external[pairs.consultant]  # P
        self.target: Indexes = data.target_of_pair  # P
        self.engagement: Indexes = data.pair_engagement  # P
        self.team: Indexes = data.team  # P
        self.was_on: Flags = np.zeros(data.team_count, dtype=bool)  # T
        self.was_on[self.team[pairs.was_assigned]] = True
        self.team_consultant: Indexes = np.zeros(data.team_count, dtype=np.int64)  # T
        self.team_consultant[self.team] = pairs.consultant
        self.team_engagement: Indexes = np.zeros(data.team_count, dtype=np.int64)  # T
        self.team_engagement[self.team] = self.engagement
        self.has_bench: Flags = data.can_work & ~people.is_external[:, None]  # C x W

    @cached_property
    def is_here(self) -> Flags:
        """T x W: the consultant has time and a phase of the engagement is open; other weeks do not interrupt."""
        here = np.zeros((self.data.team_count, self.week_count), dtype=bool)
        pair, week = np.nonzero(self.data.active)
        here[self.team[pair], week] = True
        return here

    @cached_property
    def roles(self) -> tuple[Numbers, Indexes]:
        """K x W: the longest week of anybody in the role, and how many can work in it."""
        shape = len(self.data.targets.ratio), self.week_count
        longest, people = np.zeros(shape), np.zeros(shape, dtype=np.int64)
        pair, week = np.nonzero(self.usable & (self.target >= 0)[:, None])
        np.maximum.at(longest, (self.target[pair], week), self.most[pair, week])
        np.add.at(people, (self.target[pair], week), 1)
        return longest, people

    @cached_property
    def role_takes_hours(self) -> Numbers:
        """K x W: the most that a practice and level can work on a phase in a week without leaving the ratios."""
        targets, phases = self.data.targets, self.data.phases
        tolerance = self.data.parameters.ratio_tolerance * phases.planned_hours[targets.phase]
        return np.asarray(targets.ratio[:, None] * phases.maximum_hours[targets.phase] + tolerance)

    @cached_property
    def internal_capacity(self) -> Numbers:
        """Cell x W: hours of internals with time and an open phase."""
        capacity = np.zeros((len(self.data.cells), self.week_count))
        np.add.at(capacity, self.data.consultants.cell, self.data.consultants.capacity_hours * self.has_bench)
        return capacity

    @cached_property
    def has_both(self) -> Flags:
        """Cell x W: an external can work there beside an internal."""
        external, internal = np.zeros((2, len(self.data.cells), self.week_count), dtype=bool)
        pair, week = np.nonzero(self.usable & self.is_external[:, None])
        external[self.cell[pair], week] = True
        person, week = np.nonzero(self.has_bench)
        internal[self.data.consultants.cell[person], week] = True
        return np.asarray(external & internal)

    @cached_property
    def pins(self) -> tuple[Indexes, Indexes, Numbers]:
        """Pair, week and hours of every pin, in order of pair and week."""
        lookup = self.data.pair_index if self.data.pins else {}
        found = sorted({(lookup[pin.consultant, pin.phase], pin.week, pin.hours) for pin in self.data.pins})
        table = np.array(found, dtype=float).reshape(-1, 3)
        return table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), table[:, 2]

    @cached_property
    def by_consultant(self) -> "Members":
        """The pairs of a consultant."""
        return members(self.data.pairs.consultant, len(self.data.consultants.ids))

    @cached_property
    def by_engagement(self) -> "Members":
        """The pairs of an engagement."""
        return members(self.engagement, len(self.data.engagements.ids))

    @cached_property
    def by_cell(self) -> "Members":
        """The pairs of a practice and level."""
        return members(self.cell, len(self.data.cells))


@dataclass(frozen=True)
class Members:
    """The pairs of each group, without a search."""

    order: Indexes
    first: Indexes

    def of(self, *groups: int) -> Indexes:
        """The pairs of ``groups``, in order."""
        parts = [self.order[self.first[group] : self.first[group + 1]] for group in groups]
        return np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *parts]))


def members(group: Indexes, count: int) -> Members:
    """``group`` of each pair, turned round."""
    order = np.argsort(group, kind="stable")
    return Members(order, np.searchsorted(group[order], np.arange(count + 1)))


def index_of(data: StaffingData) -> Index:
    """The index of ``data``, made at the first call."""
    kept = vars(data)  # as functools.cached_property does
    if KEPT not in kept:
        kept[KEPT] = Index(data)
    found: Index = kept[KEPT]
    return found
