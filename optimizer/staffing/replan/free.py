"""Which bookings a repair may change, in parts small enough to be solved within a second."""

from collections.abc import Iterable

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.replan.touched import Touched
from optimizer.staffing.variables import usable

LEAST_HOURS = 0.005
MOST_IN_HOLES = 200  # pair-weeks of a part, beyond its first group


def holes(data: StaffingData, hours: Numbers, touched: Touched) -> list[Flags]:
    """P x W each: bookings of touched phases and people, for which the week has time left."""
    idle = data.consultants.capacity_hours - score.booked_hours(data, hours)
    needed = np.where(hours > 0, LEAST_HOURS, max(data.parameters.minimum_block_hours, LEAST_HOURS))
    possible = (idle[data.pairs.consultant] >= needed) & _changeable(data)
    return list(_joined((group & possible for group in _groups(data, touched)), MOST_IN_HOLES))


def around(data: StaffingData, hours: Numbers, touched: Touched, most: int) -> list[Flags]:
    """P x W each: bookings of touched phases and people, and what else those people work who could help there.

    ``most`` pair-weeks are in each, beyond a first phase or person.
    """
    changeable, result = _changeable(data), []
    for first in _joined((group & changeable for group in _groups(data, touched)), most):
        could_help = np.zeros(len(data.consultants.ids), dtype=bool)
        could_help[data.pairs.consultant[first.any(axis=1)]] = True
        others = could_help[data.pairs.consultant][:, None] & (hours > 0) & changeable & ~first
        fits = np.cumsum(others.sum(axis=1)) <= most - int(first.sum())
        result.append(first | (others & fits[:, None]))
    return result


def _groups(data: StaffingData, touched: Touched) -> Iterable[Flags]:
    """P x W each: one touched phase, one touched person, or one phase in the touched weeks."""
    weeks = np.ones(len(data.weeks), dtype=bool)
    for j in np.flatnonzero(touched.phases).tolist():
        yield (data.pairs.phase == j)[:, None] & weeks
    for c in np.flatnonzero(touched.consultants).tolist():
        yield (data.pairs.consultant == c)[:, None] & weeks
    if touched.weeks.any():
        for j in np.flatnonzero(~touched.phases).tolist():
            yield (data.pairs.phase == j)[:, None] & touched.weeks


def _joined(parts: Iterable[Flags], most: int) -> Iterable[Flags]:
    """Parts one after the other in fewer, larger ones."""
    whole: Flags | None = None
    for part in parts:
        if whole is not None and int((whole | part).sum()) > most:
            yield whole
            whole = None
        whole = part if whole is None else whole | part
    if whole is not None and whole.any():
        yield whole


def _changeable(data: StaffingData) -> Flags:
    """P x W: hours are possible and not pinned."""
    result = usable(data)
    for pin in data.pins:
        result[data.pair_index[pin.consultant, pin.phase], pin.week] = False
    return result
