"""Steps 5 and 6: small exact models over and over, each freeing few people or engagements and keeping all else.

A wave of parts is optimised side by side on the same plan; their changes are then taken one by one, each only if it
still fits and still gains beside those before it. The wave's size does not depend on the workers, so that the plan
does not either.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from optimizer.heuristics import ONE_HEURISTIC
from optimizer.parallel.crew import Crew
from optimizer.solver import Clock
from optimizer.staffing.bulk import delta
from optimizer.staffing.bulk.near import Change, best_change
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Indexes, StaffingData
from optimizer.staffing.large.in_time import side_by_side
from optimizer.staffing.large.part import Part, part_of

RELATIVE_GAP = 2e-4
NODES = 1
LEAST_GAIN = 1e-6  # milli-points
SMALL = 1e-7  # hours


@dataclass(frozen=True)
class Limited:
    """A part of a plan, with where its branch and bound stops; seconds are a guard."""

    part: Part
    seconds: float
    node_limit: int


def improve(data: StaffingData, task: Limited) -> Change | None:
    """The best change of a part; runs in a worker."""
    return best_change(
        task.part.totals(data),
        task.part.free,
        seconds=task.seconds,
        relative_gap=RELATIVE_GAP,
        node_limit=task.node_limit,
        options=ONE_HEURISTIC,
    )


@dataclass
class Sweep:
    """One pass over parts of a plan; ``totals`` is changed in place.

    ``gained`` is in milli-points; ``promising`` are the parts whose own bound says that more could be gained.
    """

    totals: Totals
    crew: Crew
    wave_size: int
    seconds_per_part: float = 5.0
    node_limit: int = NODES
    gained: float = 0.0

    def run(self, parts: Sequence[Indexes], clock: Clock) -> list[Indexes]:
        """Improve each of ``parts`` (pairs that may change) once; those that gained, or did not fit beside others."""
        again = []
        for wave in _waves(parts, self.wave_size):
            if clock.is_over:
                break
            again += self._wave(wave, clock)
        return again

    def _wave(self, wave: Sequence[Indexes], clock: Clock) -> list[Indexes]:
        index, data = self.totals.index, self.totals.index.data
        seconds = min(self.seconds_per_part, max(clock.left_seconds, 0.1))
        tasks = [Limited(part_of(index, self.totals.hours, free), seconds, self.node_limit) for free in wave]
        again = []
        for free, change in zip(wave, side_by_side(self.crew, improve, tasks, data, clock), strict=True):
            if change is not None and change.gain > LEAST_GAIN:
                self._take(change)
                again.append(free)
        return again

    def _take(self, change: Change) -> None:
        """Apply a change, if beside the others of its wave it still fits and gains."""
        gain = delta.points(self.totals, change.pair, change.week, change.hours)
        if gain <= LEAST_GAIN:
            return
        before = self.totals.hours[change.pair, change.week].copy()
        self.totals.put(change.pair, change.week, change.hours)
        if fits(self.totals, change.pair, change.week):
            self.gained += gain
        else:
            self.totals.put(change.pair, change.week, before)


def fits(totals: Totals, pair: Indexes, week: Indexes) -> bool:
    """Whether the consultants and phases of changed pairs keep their hours and loads (C1, C4, C13)."""
    data = totals.index.data
    consultant, phase = data.pairs.consultant[pair], data.pairs.phase[pair]
    has_time = totals.booked[consultant, week] <= data.consultants.capacity_hours[consultant, week] + SMALL
    has_demand = totals.phase_hours[phase, week] <= data.phases.maximum_hours[phase, week] + SMALL
    most = data.parameters.maximum_engagements
    has_load = most is None or (totals.teams_at_work(consultant, week) <= most).all()
    return bool(has_time.all() and has_demand.all() and has_load)


def _waves(parts: Iterable[Indexes], size: int) -> Iterator[list[Indexes]]:
    """Consecutive parts, ``size`` at a time."""
    rest = iter(parts)
    while wave := list(islice(rest, size)):
        yield wave
