"""Solver values to hundredths of an hour, the unit of the database, without breaking a hard rule."""

import numpy as np
from numpy.typing import NDArray

from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.variables import most_hours, usable

HUNDREDTHS = 100
SNAP = 1e-4  # a solver's 7.99999 h are 8 h; in hundredths of an hour

Cents = NDArray[np.int64]


def rounded(data: StaffingData, hours: Numbers) -> Numbers:
    """P x W: ``hours`` in whole hundredths that keep capacity, demand, blocks and pins.

    Everything is cut to hundredths, then the largest remainders get one back until each consultant's week has the hours
    it had, where the consultant's time and the phase's demand still have room.
    """
    cents = hours * HUNDREDTHS
    floors = np.where(usable(data), np.floor(cents + SNAP), 0).astype(np.int64)
    block = _up(data.parameters.minimum_block_hours)
    floors[(floors < block) & (cents >= block - 1)] = block
    floors[floors < block] = 0
    most = _down(most_hours(data))
    floors = np.minimum(floors, most)
    room_c = _down(data.consultants.capacity_hours) - _sum(floors, data.pairs.consultant, len(data.consultants.ids))
    room_j = _down(data.phases.maximum_hours) - _sum(floors, data.pairs.phase, len(data.phases.ids))
    _take_back(data, floors, room_c, room_j, block)
    wanted = np.zeros(room_c.shape)
    np.add.at(wanted, data.pairs.consultant, np.where(floors > 0, cents - floors, 0))
    _give_back(data, floors, cents, np.minimum(room_c, np.round(wanted).astype(np.int64)), room_j)
    for pin in data.pins:  # kept to the hundredth
        floors[data.pair_index[pin.consultant, pin.phase], pin.week] = round(pin.hours * HUNDREDTHS)
    return floors / HUNDREDTHS


def _up(hours: float) -> int:
    return int(np.ceil(hours * HUNDREDTHS - SNAP))


def _down(hours: Numbers) -> Cents:
    return np.floor(hours * HUNDREDTHS + SNAP).astype(np.int64)


def _sum(cents: Cents, group: NDArray[np.int64], size: int) -> Cents:
    total = np.zeros((size, cents.shape[1]), dtype=np.int64)
    np.add.at(total, group, cents)
    return total


def _take_back(data: StaffingData, cents: Cents, room_c: Cents, room_j: Cents, block: int) -> None:
    """Solver tolerance may leave a sum a hundredth too long: shorten the longest bookings there."""
    for p, w in sorted(np.argwhere(cents > block).tolist(), key=lambda key: (-cents[key[0], key[1]], key)):
        c, j = data.pairs.consultant[p], data.pairs.phase[p]
        excess = max(-int(room_c[c, w]), -int(room_j[j, w]), 0)
        cut = min(excess, int(cents[p, w]) - block)
        cents[p, w] -= cut
        room_c[c, w] += cut
        room_j[j, w] += cut


def _give_back(data: StaffingData, floors: Cents, exact: Numbers, room_c: Cents, room_j: Cents) -> None:
    """One hundredth each to the largest remainders, where there is room."""
    rest = np.where(floors > 0, exact - floors, 0)
    for p, w in sorted(np.argwhere(rest > SNAP).tolist(), key=lambda key: (-rest[key[0], key[1]], key)):
        c, j = data.pairs.consultant[p], data.pairs.phase[p]
        if room_c[c, w] > 0 and room_j[j, w] > 0:
            floors[p, w] += 1
            room_c[c, w] -= 1
            room_j[j, w] -= 1
