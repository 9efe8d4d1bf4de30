"""A plain plan in a moment, where there is no time for a better one: class hours handed to member after member."""

import numpy as np

from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large.class_plan import ClassPlan
from optimizer.staffing.large.units import pair_hours, was_assigned

HUNDREDTHS = 100


def hand_out(data: StaffingData, classes: ClassPlan, pairs: Indexes, hours: Numbers) -> Numbers:
    """Hours of ``pairs`` (pairs x W, whole hundredths) beside those of ``hours``, keeping every hard rule.

    Parameters
    ----------
    pairs
        Whole practices.
    hours
        P x W of everybody; those of ``pairs`` count only where they are pinned.
    """
    hand = _Hand(data, pairs, hours)
    wanted = _wanted(data, classes, pairs)
    for phase, members, need in wanted:
        hand.give(phase, members, need)
    return hand.hours[pairs]


def _wanted(data: StaffingData, classes: ClassPlan, pairs: Indexes) -> list[tuple[int, Indexes, Numbers]]:
    """Phase, pairs that can work there, and hours by week, for each class and phase; the longest first."""
    units, phases = classes.units, len(data.phases.ids)
    was, cell = was_assigned(data), data.consultants.cell[data.pairs.consultant]
    key = (cell * 2 + data.consultants.is_external[data.pairs.consultant]) * phases + data.pairs.phase
    members: dict[int, list[int]] = {}
    for pair in sorted(pairs.tolist(), key=lambda one: (not was[data.team[one]], one)):
        members.setdefault(int(key[pair]), []).append(pair)
    found: dict[int, Numbers] = {}
    for row in np.flatnonzero(classes.hours.any(axis=1)).tolist():
        unit = units.unit[row]
        mine = int((units.cell[unit] * 2 + units.is_external[unit]) * phases + units.phase[row])
        if mine in members:
            found[mine] = found.get(mine, 0.0) + classes.hours[row]
    ordered = sorted(found, key=lambda one: (-float(found[one].sum()), one))
    return [(one % phases, np.array(members[one]), found[one]) for one in ordered]


class _Hand:
    """What is still free of people's and phases' hours."""

    def __init__(self, data: StaffingData, pairs: Indexes, hours: Numbers) -> None:
        self.data, self.most, self.hours = data, pair_hours(data), hours.copy()
        is_pinned = np.zeros(hours.shape, dtype=bool)
        for pin in data.pins:
            is_pinned[data.pair_index[pin.consultant, pin.phase], pin.week] = True
        self.is_pinned = is_pinned
        self.hours[pairs] = np.where(is_pinned[pairs], hours[pairs], 0.0)
        self.people = data.consultants.capacity_hours.astype(float)
        np.subtract.at(self.people, data.pairs.consultant, self.hours)
        self.phases = data.phases.maximum_hours.astype(float)
        np.subtract.at(self.phases, data.pairs.phase, self.hours)
        self.load = np.zeros(self.people.shape)
        np.add.at(self.load, data.pairs.consultant, self.hours > 0)

    def give(self, phase: int, members: Indexes, need: Numbers) -> None:
        """Book one member after another until the need is met."""
        block, left = self.data.parameters.minimum_block_hours, need.copy()
        for pair in members.tolist():
            who = int(self.data.pairs.consultant[pair])
            room = np.minimum(np.minimum(self.people[who], self.phases[phase]), self.most[pair])
            booked = np.floor(np.minimum(left, room) * HUNDREDTHS) / HUNDREDTHS
            booked[(booked < max(block, 1 / HUNDREDTHS)) | self.is_pinned[pair]] = 0.0
            limit = self.data.parameters.maximum_engagements
            if limit is not None:
                booked[self.load[who] >= limit] = 0.0
            self.hours[pair] += booked
            self.people[who] -= booked
            self.phases[phase] -= booked
            self.load[who] += booked > 0
            left -= booked
            if left.max() < block:
                return
