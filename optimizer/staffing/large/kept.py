"""What everybody outside a part of the problem does, as far as the part feels it."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.large.units import Units


@dataclass(frozen=True)
class Kept:
    """Sums of the hours that are not planned here."""

    phase_hours: Numbers  # J x W
    target_hours: Numbers  # K x W
    cost_amount: Numbers  # J
    value_amount: Numbers  # E

    def __add__(self, other: "Kept") -> "Kept":
        """Both together."""
        return Kept(*(mine + theirs for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True)))


def nothing(data: StaffingData, week_count: int) -> Kept:
    """Nobody works elsewhere."""
    phases, targets = len(data.phases.ids), len(data.targets.ratio)
    return Kept(
        np.zeros((phases, week_count)),
        np.zeros((targets, week_count)),
        np.zeros(phases),
        np.zeros(len(data.engagements.ids)),
    )


def of_pairs(data: StaffingData, hours: Numbers, where: Flags) -> Kept:
    """The hours of the pairs in ``where`` (P)."""
    index = np.flatnonzero(where & hours.any(axis=1))
    pairs = data.pairs
    money = pairs.rate_per_hour[index], pairs.value_per_hour[index]
    return _kept(data, pairs.phase[index], data.target_of_pair[index], money, hours[index])


def of_units(data: StaffingData, units: Units, hours: Numbers, where: Flags) -> Kept:
    """The hours (Q x W) of the unit pairs in ``where`` (Q)."""
    index = np.flatnonzero(where)
    money = units.rate_per_hour[index], units.value_per_hour[index]
    return _kept(data, units.phase[index], units.target[index], money, hours[index])


def _kept(data: StaffingData, phase: Indexes, target: Indexes, money: tuple[Numbers, Numbers], hours: Numbers) -> Kept:
    """Sums by phase, target and engagement."""
    kept, total = nothing(data, hours.shape[1]), hours.sum(axis=1)
    np.add.at(kept.phase_hours, phase, hours)
    counted = target >= 0
    np.add.at(kept.target_hours, target[counted], hours[counted])
    np.add.at(kept.cost_amount, phase, money[0] * total)
    np.add.at(kept.value_amount, data.phases.engagement[phase], money[1] * total)
    return kept
