"""What a horizon model plans: its hours, and the phases and engagements that they touch."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large.grid import Grid
from optimizer.staffing.large.kept import Kept
from optimizer.staffing.large.units import Units
from optimizer.staffing.score import MILLI


@dataclass(frozen=True)
class Scope:
    """One column of hours per (unit pair, week) in which anybody can work: H of them."""

    data: StaffingData
    units: Units
    weeks: Grid
    kept: Kept
    pair: Indexes  # H: the unit pair
    week: Indexes  # H
    hours: Indexes  # H: the column
    phases: Indexes  # the phases that are worked on here
    engagements: Indexes  # their engagements

    @property
    def unit(self) -> Indexes:
        """H: the unit."""
        return self.units.unit[self.pair]

    @property
    def phase(self) -> Indexes:
        """H: the phase."""
        return self.units.phase[self.pair]

    @property
    def week_count(self) -> int:
        """Buckets of weeks."""
        return int(self.weeks.planned_hours.shape[1])

    def by(self, group: Indexes) -> tuple[Indexes, Indexes, Indexes]:
        """The (group, week) that have hours, and which of them each column of hours belongs to."""
        keys, row = np.unique(group * self.week_count + self.week, return_inverse=True)
        return keys // self.week_count, keys % self.week_count, row


def scope_of(data: StaffingData, units: Units, weeks: Grid, kept: Kept, arrays: Arrays) -> Scope:
    """Add the hours to ``arrays``, at the price of externals, and say what they touch."""
    pair, week = np.nonzero(units.most_hours > 0)
    hours = arrays.add_columns("hours", (pair, week), upper=units.most_hours[pair, week])
    hours.cost[:] = -MILLI * units.external_premium[pair]
    phases = np.unique(units.phase)
    engagements = np.unique(data.phases.engagement[phases])
    return Scope(data, units, weeks, kept, pair, week, hours.columns, phases, engagements)


def position(values: Indexes, size: int) -> Indexes:
    """Where each of 0 … size-1 stands in ``values``; -1 where it does not."""
    where = np.full(size, -1)
    where[values] = np.arange(values.size)
    return where


def ones(rows: Indexes, columns: Indexes, coefficient: Numbers | float = 1.0) -> tuple[Indexes, Indexes, Numbers]:
    """A term of a block of rows."""
    return rows, columns, np.asarray(coefficient, dtype=float)
