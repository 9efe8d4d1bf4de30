"""A part of a plan as a task carries it: what may change there, and the hours of everybody who is near."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.index import Index, index_of
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Indexes, Numbers, StaffingData


@dataclass(frozen=True)
class Part:
    """``free`` pairs may change; ``hours`` (N x W) are those of ``near``, the N pairs that share something."""

    free: Indexes
    near: Indexes
    hours: Numbers

    def totals(self, data: StaffingData) -> Totals:
        """The sums that the rules of the free pairs look at; those of far pairs are missing."""
        hours = np.zeros(data.active.shape)
        hours[self.near] = self.hours
        return Totals(index_of(data), hours)


def part_of(index: Index, hours: Numbers, free: Indexes) -> Part:
    """The part of a plan (P x W) around ``free``: pairs of the same engagements, people, or practices and levels."""
    near = index.by_engagement.of(*np.unique(index.engagement[free]).tolist())
    same_cell = index.by_cell.of(*np.unique(index.cell[free]).tolist())  # and with it all pairs of the same people
    both = np.union1d(near, same_cell)
    both = both[hours[both].any(axis=1)] if both.size else both
    return Part(free, both, hours[both])
