"""Hours of one staffing problem in another one: the same people, phases and weeks, wherever they stand."""

import numpy as np

from optimizer.staffing.data import Indexes, Numbers, StaffingData


def carried(before: StaffingData, hours: Numbers, after: StaffingData) -> Numbers:
    """The hours (P x W of ``before``) of the pairs and weeks that ``after`` has too, as its P x W; 0 elsewhere."""
    result = np.zeros((after.pairs.phase.size, len(after.weeks)))
    pair, place = same_pairs(before, after), {day: w for w, day in enumerate(after.weeks)}
    known = np.flatnonzero(pair >= 0)
    for w, day in enumerate(before.weeks):
        if day in place:
            result[pair[known], place[day]] = hours[known, w]
    return result


def same_pairs(before: StaffingData, after: StaffingData) -> Indexes:
    """P of ``before``: the same consultant and phase, by id, among the pairs of ``after``; -1 for none."""
    who, where = places(before.consultants.ids, after.consultants.ids), places(before.phases.ids, after.phases.ids)
    keys = zip(who[before.pairs.consultant].tolist(), where[before.pairs.phase].tolist(), strict=True)
    return np.array([after.pair_index.get(key, -1) for key in keys], dtype=np.int64)


def places(ids: tuple[str, ...], others: tuple[str, ...]) -> Indexes:
    """Where each of ``ids`` stands among ``others``; -1 for nowhere."""
    place = {one: k for k, one in enumerate(others)}
    return np.array([place.get(one, -1) for one in ids], dtype=np.int64)
