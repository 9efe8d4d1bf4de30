"""What a change leaves of a plan: bookings that no hard rule forbids, cut and dropped as little as needed."""

import numpy as np
from numpy.typing import NDArray

from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.variables import most_hours, usable

HUNDREDTHS = 100
SNAP = 1e-4

Cents = NDArray[np.int64]


def kept_hours(data: StaffingData, hours: Numbers) -> Numbers:
    """P x W: ``hours`` without what C1 to C4, C11 and C13 forbid; pins get their hours.

    Where somebody has too many hours, or a phase, the longest bookings are cut first, down to the block; if that is
    not enough, the shortest one is dropped.

    Parameters
    ----------
    data
        The problem, whose pins do not contradict each other (``pins.refuse_contradictions``).
    hours
        P x W, as it was planned.
    """
    block = int(np.ceil(data.parameters.minimum_block_hours * HUNDREDTHS - SNAP))
    cents = np.where(usable(data), np.minimum(_down(hours), _down(most_hours(data))), 0)
    cents[cents < block] = 0
    is_pinned = np.zeros(cents.shape, dtype=bool)
    for pin in data.pins:
        key = data.pair_index[pin.consultant, pin.phase], pin.week
        cents[key], is_pinned[key] = round(pin.hours * HUNDREDTHS), True
    _load(data, cents, is_pinned)
    for group, most in (
        (data.pairs.consultant, data.consultants.capacity_hours),
        (data.pairs.phase, data.phases.maximum_hours),
    ):
        booked = np.zeros(most.shape, dtype=np.int64)
        np.add.at(booked, group, cents)
        for one, week in np.argwhere(booked > _down(most)).tolist():
            mine = np.flatnonzero((group == one) & (cents[:, week] > 0) & ~is_pinned[:, week])
            _shorten(cents[:, week], mine, int(booked[one, week] - _down(most)[one, week]), block)
    return cents / HUNDREDTHS


def _shorten(cents: Cents, pairs: NDArray[np.int64], excess: int, block: int) -> None:
    """Take ``excess`` off the week's bookings of ``pairs``, in place."""
    longest_first = sorted(pairs.tolist(), key=lambda p: (-cents[p], p))
    while longest_first and excess > sum(max(int(cents[p]) - block, 0) for p in longest_first):
        shortest = longest_first.pop()
        excess -= int(cents[shortest])
        cents[shortest] = 0
    for p in longest_first:
        cut = min(max(excess, 0), max(int(cents[p]) - block, 0))
        cents[p] -= cut
        excess -= cut


def _load(data: StaffingData, cents: Cents, is_pinned: NDArray[np.bool_]) -> None:
    """Take the shortest engagements off people who have more in a week than allowed (C13), in place."""
    most = data.parameters.maximum_engagements
    if most is None:
        return
    for c, week in {(int(data.pairs.consultant[p]), int(w)) for p, w in np.argwhere(cents > 0)}:
        mine = np.flatnonzero((data.pairs.consultant == c) & (cents[:, week] > 0))
        on = sorted(
            set(data.pair_engagement[mine].tolist()),
            key=lambda e: (
                not is_pinned[mine, week][data.pair_engagement[mine] == e].any(),
                -cents[mine, week][data.pair_engagement[mine] == e].sum(),
                e,
            ),
        )
        cents[mine[np.isin(data.pair_engagement[mine], on[most:])], week] = 0


def _down(hours: Numbers) -> Cents:
    return np.floor(np.nan_to_num(hours) * HUNDREDTHS + SNAP).astype(np.int64)
