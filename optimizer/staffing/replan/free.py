"""Which bookings a repair may change: those that fill a hole, those around it, and all of the neighborhood."""

import numpy as np

from optimizer.staffing import score
from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.replan.touched import Touched
from optimizer.staffing.variables import usable

LEAST_HOURS = 0.005


def holes(data: StaffingData, hours: Numbers, touched: Touched) -> Flags:
    """P x W: bookings of touched phases and people, for which the week has time left."""
    idle = data.consultants.capacity_hours - score.booked_hours(data, hours)
    needed = np.where(hours > 0, LEAST_HOURS, max(data.parameters.minimum_block_hours, LEAST_HOURS))
    has_time = idle[data.pairs.consultant] >= needed
    return np.asarray(_of(data, touched) & has_time & _changeable(data))


def around(data: StaffingData, hours: Numbers, touched: Touched, most: int) -> Flags:
    """P x W: all bookings of touched phases and people, and what else those people work who could help there.

    At most about ``most`` weeks of pairs: those of touched phases and people come first.
    """
    first = _of(data, touched) & _changeable(data)
    could_help = np.zeros(len(data.consultants.ids), dtype=bool)
    could_help[data.pairs.consultant[first.any(axis=1)]] = True
    others = could_help[data.pairs.consultant][:, None] & (hours > 0) & _changeable(data) & ~first
    return _up_to(first, others, most)


def neighborhood(data: StaffingData, hours: Numbers, touched: Touched, most: int) -> Flags:
    """P x W: ``around``, and everything else that the people who could help may do, phase by phase."""
    near = around(data, hours, touched, most)
    people = np.zeros(len(data.consultants.ids), dtype=bool)
    people[data.pairs.consultant[near.any(axis=1)]] = True
    others = people[data.pairs.consultant][:, None] & _changeable(data) & ~near
    return _up_to(near, others, most)


def _of(data: StaffingData, touched: Touched) -> Flags:
    """P x W: the pair's phase or consultant is touched, or the week."""
    pair = touched.phases[data.pairs.phase] | touched.consultants[data.pairs.consultant]
    return np.asarray(pair[:, None] | touched.weeks[None, :])


def _changeable(data: StaffingData) -> Flags:
    """P x W: hours are possible and not pinned."""
    result = usable(data)
    for pin in data.pins:
        result[data.pair_index[pin.consultant, pin.phase], pin.week] = False
    return result


def _up_to(first: Flags, others: Flags, most: int) -> Flags:
    """``first`` and, pair by pair, as many of ``others`` as fit into ``most``."""
    room = most - int(first.sum())
    fits = np.cumsum(others.sum(axis=1)) <= room
    return np.asarray(first | (others & fits[:, None]))
