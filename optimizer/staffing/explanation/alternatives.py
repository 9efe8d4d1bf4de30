"""The three best alternatives to each booking: screened by exact differences, then planned again nearby.

The screen lets one booking go to somebody with time, or its hours to another phase with room, all else kept. What looks
best is then forced in and everybody near is planned again, for the largest bookings first, as often as is allowed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.solver import Clock
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.explanation import words
from optimizer.staffing.explanation.alternative import Alternative, Kind
from optimizer.staffing.explanation.alternative_words import sentence
from optimizer.staffing.explanation.marginal import Marginal
from optimizer.staffing.explanation.money import amount_of_points
from optimizer.staffing.explanation.screen import Exchange, Screen
from optimizer.staffing.explanation.why_not import Effort, forced_change

SHOWN = 3
MOST_SOLVES = 150
SECONDS = 30.0
QUICK = Effort(most_pairs=12, nodes=20, seconds=2.0, is_baseline_replanned=False)


@dataclass(frozen=True)
class Alternatives:
    """Of all bookings, in the order of the pairs and ranks; ``sentence`` says how many were planned again."""

    found: list[Alternative]
    replanned_count: int
    sentence: str


def alternatives(
    data: StaffingData,
    hours: Numbers,
    *,
    pairs: Sequence[int] | None = None,
    most_solves: int = MOST_SOLVES,
    seconds: float = SECONDS,
    effort: Effort = QUICK,
) -> Alternatives:
    """The three best alternatives of each booking, and of each consultant without one.

    Parameters
    ----------
    data, hours
        The problem and its plan (P x W).
    pairs
        Only these bookings; None for all, and for those without a booking.
    most_solves, seconds
        How often people near a booking are planned again; the count gives the same answers on every machine, the
        seconds are a guard. What is left is an estimate, and says so.
    """
    clock, totals = Clock(seconds), Totals(index_of(data), hours)
    finder = _Finder(totals, Screen(totals, Marginal(data, hours)), effort, clock)
    booked = np.flatnonzero(hours.sum(axis=1) > 0) if pairs is None else np.asarray(pairs, dtype=np.int64)
    order = booked[np.argsort(-hours[booked].sum(axis=1), kind="stable")]
    exchanges = {p: finder.screen.exchanges(p) for p in order.tolist()}
    left, found = most_solves, dict[int, list[Alternative]]()
    for p, mine in exchanges.items():
        found[p], used = finder.of_booking(p, mine, left)
        left -= used
    listed = [one for p in sorted(found) for one in found[p]]
    if pairs is None:
        listed += finder.of_those_without(booked)
    replanned = sum(not one.is_estimate for one in listed)
    text = (
        f"{replanned} of {len(listed)} alternatives were planned again with everybody near; the others are estimates."
    )
    return Alternatives(listed, replanned, text)


class _Finder:
    """Alternatives of one plan."""

    def __init__(self, totals: Totals, screen: Screen, effort: Effort, clock: Clock) -> None:
        self.totals, self.screen, self.effort, self.clock = totals, screen, effort, clock
        self.data = totals.index.data

    def of_booking(self, pair: int, exchanges: list[Exchange], most_solves: int) -> tuple[list[Alternative], int]:
        """Up to three alternatives, and how many times people were planned again."""
        others = [one for one in exchanges if one.kind is not Kind.NOBODY] or exchanges
        if not exchanges:
            return [self._pinned(pair)], 0
        valued, used = [], 0
        for one in others[:SHOWN]:
            is_estimate = used >= most_solves or one.pair is None or self.clock.is_over
            valued.append(self._estimated(pair, one) if is_estimate else self._replanned(pair, one))
            used += not is_estimate
        valued.sort(key=lambda one: one.change_points)
        return [self._alternative(pair, rank, one) for rank, one in enumerate(reversed(valued), start=1)], used

    def of_those_without(self, booked: np.ndarray) -> Iterator[Alternative]:
        """What consultants without a booking could do, where they have time."""
        busy = set(self.data.pairs.consultant[booked].tolist())
        for c in range(len(self.data.consultants.ids)):
            if c not in busy and self.data.can_work[c].any():
                for rank, one in enumerate(self.screen.starts(c)[:SHOWN], start=1):
                    yield self._alternative(None, rank, self._estimated(None, one))

    def _replanned(self, pair: int, exchange: Exchange) -> "_Valued":
        """The exchange forced in and everybody near planned again; never worse than the exchange alone."""
        estimate = self._estimated(pair, exchange)
        if exchange.pair is None:
            return estimate
        switches = np.full(self.totals.hours.shape, -1, dtype=np.int8)
        switches[exchange.pair, exchange.hours > 0] = 1
        switches[pair, self.screen.leaving_hours(pair) > 0] = 0
        seconds = min(self.effort.seconds, self.clock.left_seconds)
        change, _ = forced_change(self.totals, exchange.pair, switches, replace(self.effort, seconds=seconds))
        if change is None or change.gain < exchange.change_points:
            return replace(estimate, is_estimate=change is None)
        more_hours = change.hours - self.totals.hours[change.pair, change.week]
        return _Valued(
            exchange,
            change.gain,
            float(more_hours[change.pair == exchange.pair].sum()),
            float((more_hours * self.data.pairs.rate_per_hour[change.pair]).sum()),
            is_estimate=False,
        )

    def _estimated(self, pair: int | None, exchange: Exchange) -> "_Valued":
        """The exchange alone."""
        rate, revenue_change, more_hours = self.data.pairs.rate_per_hour, 0.0, 0.0
        if pair is not None:
            revenue_change -= float(self.screen.leaving_hours(pair).sum() * rate[pair])
        if exchange.pair is not None:
            more_hours = float((exchange.hours - self.totals.hours[exchange.pair]).sum())
            revenue_change += more_hours * float(rate[exchange.pair])
        return _Valued(exchange, exchange.change_points, more_hours, revenue_change, is_estimate=True)

    def _alternative(self, pair: int | None, rank: int, one: "_Valued") -> Alternative:
        pairs, other = self.data.pairs, one.exchange.pair
        owner = pair if pair is not None else other
        if owner is None:
            raise AssertionError("an exchange of nothing for nothing")
        regret = max(-one.change_points, 0.0)
        alternative = Alternative(
            consultant=int(pairs.consultant[owner]),
            phase=None if pair is None else int(pairs.phase[pair]),
            rank=rank,
            kind=one.exchange.kind,
            other_consultant=int(pairs.consultant[other])
            if other is not None and one.exchange.kind is Kind.EMPLOYEE
            else None,
            other_phase=int(pairs.phase[other]) if other is not None and one.exchange.kind is Kind.PHASE else None,
            hours=one.more_hours,
            regret_points=regret,
            regret_amount=amount_of_points(self.data, regret, owner),
            revenue_change_amount=one.revenue_change_amount,
            forbidding_rule=None,
            is_estimate=one.is_estimate,
            sentence="",
        )
        return sentence(self.data, alternative, max(one.change_points, 0.0))

    def _pinned(self, pair: int) -> Alternative:
        """A booking that nobody may change."""
        c, j = int(self.data.pairs.consultant[pair]), int(self.data.pairs.phase[pair])
        text = f"{words.person(self.data, c)} stays on {words.phase(self.data, j)}: the hours are pinned (C11)."
        return Alternative(
            c,
            j,
            1,
            Kind.NOBODY,
            None,
            None,
            0.0,
            None,
            None,
            None,
            "C11",
            is_estimate=False,
            sentence=words.sentence(text),
        )


@dataclass(frozen=True)
class _Valued:
    """An exchange with what it changes: points, hours of the pair that takes over, and the plan's charge-out value."""

    exchange: Exchange
    change_points: float
    more_hours: float
    revenue_change_amount: float
    is_estimate: bool
