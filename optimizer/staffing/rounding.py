"""Solver values to hundredths of an hour, the unit of the database, without breaking a hard rule."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.variables import usable

HUNDREDTHS = 100
SNAP = 1e-4  # a solver's 7.99999 h are 8 h; in hundredths of an hour

Cents = NDArray[np.int64]
Key = tuple[int, int, int]  # consultant, phase, week


@dataclass(frozen=True)
class Room:
    """Whole hundredths of an hour that consultants (C x W) and phases (J x W) have for what is to be rounded."""

    of_consultant: Cents
    of_phase: Cents


def rounded(data: StaffingData, hours: Numbers) -> Numbers:
    """P x W: ``hours`` in whole hundredths that keep capacity, demand, blocks and pins."""
    pair, week = np.nonzero(usable(data) & (hours > 0))
    room = Room(_down(data.consultants.capacity_hours), _down(data.phases.maximum_hours))
    result = np.zeros(hours.shape)
    result[pair, week] = rounded_entries(data, pair, week, hours[pair, week], room)
    for pin in data.pins:  # kept to the hundredth
        result[data.pair_index[pin.consultant, pin.phase], pin.week] = round(pin.hours * HUNDREDTHS) / HUNDREDTHS
    return result


def room_beside(data: StaffingData, booked: Numbers, phase_hours: Numbers) -> Room:
    """What is left beside the hours of other bookings: C x W booked and J x W worked on phases."""
    return Room(
        _down(data.consultants.capacity_hours) - _up(booked), _down(data.phases.maximum_hours) - _up(phase_hours)
    )


def rounded_entries(data: StaffingData, pair: Indexes, week: Indexes, hours: Numbers, room: Room) -> Numbers:
    """N: ``hours`` of some pairs and weeks, in order, in whole hundredths.

    Everything is cut to hundredths, then the largest remainders get one back until each consultant's week has the hours
    it had, where the consultant's time and the phase's demand still have ``room``.
    """
    exact = hours * HUNDREDTHS
    block = int(_up(np.array(data.parameters.minimum_block_hours)))
    cents = np.floor(exact + SNAP).astype(np.int64)
    cents[(cents < block) & (exact >= block - 1)] = block
    cents[cents < block] = 0
    consultant, phase = data.pairs.consultant[pair], data.pairs.phase[pair]
    most = np.minimum(data.consultants.capacity_hours[consultant, week], data.phases.maximum_hours[phase, week])
    cents = np.minimum(cents, _down(most))
    room_c, room_j = room.of_consultant.copy(), room.of_phase.copy()
    np.subtract.at(room_c, (consultant, week), cents)
    np.subtract.at(room_j, (phase, week), cents)
    keys = list(zip(consultant.tolist(), phase.tolist(), week.tolist(), strict=True))
    _take_back(cents, keys, room_c, room_j, block)
    wanted = np.zeros(room_c.shape)
    np.add.at(wanted, (consultant, week), np.where(cents > 0, exact - cents, 0))
    _give_back(cents, exact, keys, np.minimum(room_c, np.round(wanted).astype(np.int64)), room_j)
    return cents / HUNDREDTHS


def _up(hours: Numbers) -> Cents:
    return np.ceil(hours * HUNDREDTHS - SNAP).astype(np.int64)


def _down(hours: Numbers) -> Cents:
    return np.floor(hours * HUNDREDTHS + SNAP).astype(np.int64)


def _take_back(cents: Cents, keys: list[Key], room_c: Cents, room_j: Cents, block: int) -> None:
    """Solver tolerance may leave a sum a hundredth too long: shorten the longest bookings there."""
    long = [i for i in np.flatnonzero(cents > block).tolist() if _least_room(keys[i], room_c, room_j) < 0]
    for i in sorted(long, key=lambda i: (-cents[i], i)):
        c, j, w = keys[i]
        cut = min(max(-_least_room(keys[i], room_c, room_j), 0), int(cents[i]) - block)
        cents[i] -= cut
        room_c[c, w] += cut
        room_j[j, w] += cut


def _give_back(cents: Cents, exact: Numbers, keys: list[Key], room_c: Cents, room_j: Cents) -> None:
    """One hundredth each to the largest remainders, where there is room."""
    rest = np.where(cents > 0, exact - cents, 0)
    short = [i for i in np.flatnonzero(rest > SNAP).tolist() if _least_room(keys[i], room_c, room_j) > 0]
    for i in sorted(short, key=lambda i: (-rest[i], i)):
        c, j, w = keys[i]
        if _least_room(keys[i], room_c, room_j) > 0:
            cents[i] += 1
            room_c[c, w] -= 1
            room_j[j, w] -= 1


def _least_room(key: Key, room_c: Cents, room_j: Cents) -> int:
    c, j, w = key
    return min(int(room_c[c, w]), int(room_j[j, w]))
