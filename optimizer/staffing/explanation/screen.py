"""Exchanges of one booking for another, valued by exact differences and without planning anybody else again."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Flags, Indexes, Numbers
from optimizer.staffing.explanation.alternative import Kind
from optimizer.staffing.explanation.marginal import Marginal

MOST_SCREENED = 6  # of a kind, those who can take the most hours
HUNDREDTHS = 100
SNAP = 1e-6


@dataclass(frozen=True)
class Exchange:
    """The booking's hours go to ``pair`` (None: to nobody); ``hours`` (W) are what it then works there.

    ``change_points`` is the change of the objective in milli-points, everybody else kept.
    """

    kind: Kind
    pair: int | None
    hours: Numbers
    change_points: float


class Screen:
    """Valued exchanges of the bookings of one plan."""

    def __init__(self, totals: Totals, marginal: Marginal) -> None:
        self.totals, self.marginal = totals, marginal
        data = totals.index.data
        self.hours = totals.hours
        self.free_hours = data.consultants.capacity_hours - totals.booked  # C x W
        self.room_hours = data.phases.maximum_hours - totals.phase_hours  # J x W
        pair, week, _ = totals.index.pins
        self.is_pinned: Flags = np.zeros(self.hours.shape, dtype=bool)
        self.is_pinned[pair, week] = True

    def exchanges(self, pair: int) -> list[Exchange]:
        """What could take the booking's place, the smallest loss first."""
        if not self.leaving_hours(pair).any():
            return []
        found = [*self._employees(pair), *self._phases(pair), self._valued(pair, Kind.NOBODY, None, None)]
        return sorted(found, key=lambda one: -one.change_points)

    def leaving_hours(self, pair: int) -> Numbers:
        """W: the booking's hours that no pin holds."""
        return np.where(self.is_pinned[pair], 0.0, self.hours[pair])

    def starts(self, consultant: int) -> list[Exchange]:
        """Phases for somebody without a booking, the best first."""
        mine = self.totals.index.by_consultant.of(consultant)
        room = np.minimum(self.free_hours[consultant], self.room_hours[self.totals.index.data.pairs.phase[mine]])
        found = []
        for q, hours in self._largest(mine, room):
            points = sum(self.marginal.gain(q, hours).values())
            found.append(Exchange(Kind.PHASE, q, hours, points))
        return sorted(found, key=lambda one: -one.change_points)

    def _employees(self, pair: int) -> list[Exchange]:
        """Others on the same phase, in the time that they have."""
        data = self.totals.index.data
        phase = data.pairs.phase[pair]
        team = self.totals.index.by_engagement.of(int(data.pair_engagement[pair]))
        others = team[(data.pairs.phase[team] == phase) & (team != pair)]
        takes = np.minimum(self.free_hours[data.pairs.consultant[others]], self.leaving_hours(pair))
        return [self._valued(pair, Kind.EMPLOYEE, q, hours) for q, hours in self._largest(others, takes)]

    def _phases(self, pair: int) -> list[Exchange]:
        """Other phases of the same person, in the hours of the booking."""
        data = self.totals.index.data
        mine = self.totals.index.by_consultant.of(int(data.pairs.consultant[pair]))
        others = mine[mine != pair]
        takes = np.minimum(self.room_hours[data.pairs.phase[others]], self.leaving_hours(pair))
        return [self._valued(pair, Kind.PHASE, q, hours) for q, hours in self._largest(others, takes)]

    def _largest(self, pairs: Indexes, more_hours: Numbers) -> list[tuple[int, Numbers]]:
        """The pairs that can take the most, with the hours that they then work in whole hundredths."""
        index = self.totals.index
        block = index.data.parameters.minimum_block_hours
        more = np.floor(np.maximum(more_hours, 0) * HUNDREDTHS + SNAP) / HUNDREDTHS
        hours: Numbers = np.minimum(np.round(self.hours[pairs] + more, 2), index.most[pairs])
        may_change = index.usable[pairs] & ~self.is_pinned[pairs]
        hours = np.where(may_change & (hours >= block), hours, self.hours[pairs])
        taken = (hours - self.hours[pairs]).sum(axis=1)
        order = np.lexsort((pairs, -taken))
        found = [(int(pairs[i]), hours[i]) for i in order if taken[i] > 0]
        return [one for one in found if self._keeps_load(*one)][:MOST_SCREENED]

    def _keeps_load(self, pair: int, hours: Numbers) -> bool:
        """Whether the person stays within the engagements allowed; one that the exchange frees is not counted on."""
        index, most = self.totals.index, self.totals.index.data.parameters.maximum_engagements
        if most is None:
            return True
        teams = np.flatnonzero(index.team_consultant == index.data.pairs.consultant[pair])
        others = (self.totals.team_on[teams[teams != index.team[pair]]] > 0).sum(axis=0)
        return bool((others[hours > 0] < most).all())

    def _valued(self, pair: int, kind: Kind, other: int | None, hours: Numbers | None) -> Exchange:
        stays = self.hours[pair] - self.leaving_hours(pair)
        changes = {pair: stays} if other is None or hours is None else {pair: stays, other: hours}
        points = sum(self.marginal.gain_of(changes).values())
        return Exchange(kind, other, np.zeros_like(stays) if hours is None else hours, points)
