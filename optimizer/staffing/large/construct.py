"""A first good plan: classes of people, then who joins, then in which weeks (STAFFING, steps 1, 3 and 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.parallel.crew import Crew
from optimizer.solver import Clock
from optimizer.staffing.bulk import delta
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.large import kept
from optimizer.staffing.large.class_plan import ClassPlan
from optimizer.staffing.large.greedy import hand_out
from optimizer.staffing.large.in_time import side_by_side
from optimizer.staffing.large.joining import Joined, join
from optimizer.staffing.large.kept import Kept
from optimizer.staffing.large.part import part_of
from optimizer.staffing.large.practices import practice_of_cell, waves
from optimizer.staffing.large.units import pair_hours
from optimizer.staffing.large.weekly import Timed, choose_weeks

NOTHING = 1e-6
SHARE_PER_ROUND = 0.35  # of the undecided teams that join
MANY_PEOPLE, QUICK_SHARE_PER_ROUND = 4000, 0.6
SHARE_OF_JOINING, SHARE_OF_WEEKS = 0.6, 0.8  # of the time that is left, as guards


@dataclass(frozen=True)
class JoinTask:
    """The pairs of one practice, what others do, the share that joins in a round, and seconds of wall clock."""

    pairs: Indexes
    kept: Kept
    share: float
    seconds: float


def join_practice(data: StaffingData, task: JoinTask) -> Joined:
    """Who joins in one practice; runs in a worker."""
    return join(data, task.pairs, pair_hours(data), task.kept, share=task.share, time_limit_seconds=task.seconds)


def usual_share(data: StaffingData) -> float:
    """The share of undecided teams that joins in a round."""
    return SHARE_PER_ROUND if len(data.consultants.ids) < MANY_PEOPLE else QUICK_SHARE_PER_ROUND


def pinned_hours(data: StaffingData) -> Numbers:
    """P x W: the hours that are pinned, and nothing else."""
    hours = np.zeros(data.active.shape)
    for pin in data.pins:
        hours[data.pair_index[pin.consultant, pin.phase], pin.week] = pin.hours
    return hours


class Construction:
    """The first plan of one problem, practice by practice."""

    def __init__(
        self, data: StaffingData, classes: ClassPlan, crew: Crew, clock: Clock, share: float | None = None
    ) -> None:
        self.data, self.classes, self.crew, self.clock = data, classes, crew, clock
        self.share = usual_share(data) if share is None else share
        practice = practice_of_cell(data)
        self.of_pair: Indexes = practice[data.consultants.cell[data.pairs.consultant]]
        self.of_class: Indexes = practice[classes.units.cell[classes.units.unit]]
        self.waves = waves(data, self.of_pair)
        self.hours = np.zeros(data.active.shape)

    def plan(self) -> Numbers:
        """P x W hours in whole hundredths that keep every hard rule."""
        teams = self._joined_teams()
        return self._weekly(teams)

    def _joined_teams(self) -> Flags:
        """T: the teams that work; ``hours`` become those of the relaxed models."""
        teams = np.zeros(self.data.team_count, dtype=bool)
        is_done = np.zeros(int(self.of_pair.max(initial=-1)) + 1, dtype=bool)
        for wave in self.waves:
            seconds = self._share(len(is_done) - int(is_done.sum()), len(wave), SHARE_OF_JOINING)
            tasks = [
                JoinTask(np.flatnonzero(self.of_pair == one), self._others(one, is_done), self.share, seconds)
                for one in wave
            ]
            for joined in filter(None, side_by_side(self.crew, join_practice, tasks, self.data, self.clock)):
                self.hours[joined.pairs] = np.where(joined.hours > NOTHING, joined.hours, 0.0)
                teams[joined.teams] = True
            is_done[wave] = True
            self._keep_demand()
        self.hours[~teams[self.data.team]] = 0.0
        return teams

    def _keep_demand(self) -> None:
        """Practices of one wave may together take more than a phase can: each gives way in proportion."""
        taken = np.zeros(self.data.phases.maximum_hours.shape)
        np.add.at(taken, self.data.pairs.phase, self.hours)
        limit = self.data.phases.maximum_hours
        part = np.divide(limit, taken, out=np.ones_like(taken), where=taken > limit)
        self.hours *= part[self.data.pairs.phase]

    def _others(self, practice: int, is_done: Flags) -> Kept:
        """What other practices do: those that were dived already as they did, the others as their classes do."""
        waiting = (self.of_class != practice) & ~is_done[self.of_class]
        done = (self.of_pair != practice) & is_done[self.of_pair]
        people = kept.of_pairs(self.data, self.hours, done)
        return people + kept.of_units(self.data, self.classes.units, self.classes.hours, waiting)

    def _weekly(self, teams: Flags) -> Numbers:
        """Hours by week with the full rules, practice by practice."""
        pinned = pinned_hours(self.data)
        allowed = teams[self.data.team] | (pinned > 0).any(axis=1)
        for number, wave in enumerate(self.waves):
            seconds = self._share(sum(map(len, self.waves[number:])), len(wave), SHARE_OF_WEEKS)
            tasks = [self._task(seconds, np.flatnonzero((self.of_pair == one) & allowed)) for one in wave]
            for place, found in enumerate(self._chosen(tasks)):
                pairs = np.flatnonzero(self.of_pair == wave[place])
                if place and not self._fits(found):  # beside those before it in the wave
                    again = self._task(seconds, tasks[place].part.free)
                    found = next(self._chosen([again]))  # noqa: PLW2901
                self._settle(pairs, pinned, found)
        return self.hours

    def _chosen(self, tasks: list[Timed]) -> Iterator[Any]:
        return side_by_side(self.crew, choose_weeks, tasks, self.data, self.clock)

    def _fits(self, found: tuple[Indexes, Numbers] | None) -> bool:
        """Whether phases can take these hours beside everybody else's as they are now."""
        if found is None:
            return True
        hours = self.hours.copy()
        hours[found[0]] = found[1]
        taken = np.zeros(self.data.phases.maximum_hours.shape)
        np.add.at(taken, self.data.pairs.phase, hours)
        return bool((taken <= self.data.phases.maximum_hours + NOTHING).all())

    def _settle(self, pairs: Indexes, pinned: Numbers, found: tuple[Indexes, Numbers] | None) -> None:
        """Give a practice the hours that were found, or plain ones where these are worth more (time was short)."""
        self.hours[pairs] = pinned[pairs]
        plain = hand_out(self.data, self.classes, pairs, self.hours)
        if found is not None:
            better = pinned[pairs]
            better[np.searchsorted(pairs, found[0])] = found[1]
            plain = max(better, plain, key=lambda hours: self._points(pairs, hours))
        self.hours[pairs] = plain

    def _points(self, pairs: Indexes, hours: Numbers) -> float:
        """What these hours add to the plan as it stands."""
        totals = Totals(index_of(self.data), self.hours)
        row, week = np.nonzero(hours != self.hours[pairs])
        return delta.points(totals, pairs[row], week, hours[row, week])

    def _task(self, seconds: float, free: Indexes) -> Timed:
        return Timed(part_of(index_of(self.data), self.hours, free), seconds)

    def _share(self, practices: int, in_wave: int, share: float) -> float:
        """A practice's part of the time that is left: a guard, which a machine of usual speed does not meet."""
        side_by_side = min(in_wave, self.crew.size)
        return share * self.clock.left_seconds * side_by_side / max(practices, 1)
