"""The weeks of a horizon model: as they are, or several together."""

from dataclasses import dataclass, replace

import numpy as np

from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.large.units import Units


@dataclass(frozen=True)
class Grid:
    """B buckets of weeks, what phases plan and take in them, and in which they are open."""

    bucket: Indexes  # W: the bucket of each week
    planned_hours: Numbers  # J x B
    maximum_hours: Numbers  # J x B
    is_open: Flags  # J x B


def grid(data: StaffingData, weeks_per_bucket: int = 1) -> Grid:
    """``weeks_per_bucket`` consecutive weeks together."""
    weeks = np.arange(len(data.weeks))
    bucket = weeks // weeks_per_bucket
    phases = data.phases
    is_open = (weeks >= phases.start_week[:, None]) & (weeks < phases.end_week[:, None])
    return Grid(
        bucket=bucket,
        planned_hours=summed(phases.planned_hours, bucket),
        maximum_hours=summed(phases.maximum_hours, bucket),
        is_open=summed(is_open.astype(float), bucket) > 0,
    )


def summed(by_week: Numbers, bucket: Indexes) -> Numbers:
    """… x W hours as … x B."""
    result = np.zeros((by_week.shape[0], int(bucket.max(initial=-1)) + 1))
    np.add.at(result.T, bucket, by_week.T)
    return result


def bucketed(units: Units, bucket: Indexes) -> Units:
    """The same units with their hours by bucket."""
    return replace(
        units,
        capacity_hours=summed(units.capacity_hours, bucket),
        most_hours=summed(units.most_hours, bucket),
        single_hours=summed(units.single_hours, bucket),
        prior_hours=summed(units.prior_hours, bucket),
    )


def spread(by_bucket: Numbers, by_week: Numbers, bucket: Indexes) -> Numbers:
    """Q x W: hours of buckets over their weeks, in proportion to what each week can take."""
    whole = summed(by_week, bucket)
    part = np.divide(by_bucket, whole, out=np.zeros_like(by_bucket), where=whole > 0)
    return np.asarray(part[:, bucket] * by_week)
