"""Step 3: decide who joins which engagement, practice by practice, by relaxing, rounding a few, and relaxing again.

Every round fixes the joinings that the relaxed model all but makes, and charges the others the price of a whole start
for the part of it that they use (slope scaling). Rounds are the limit, not seconds, so that the same data give the
same answer.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.solver import Clock
from optimizer.staffing.data import Flags, Indexes, Numbers, StaffingData
from optimizer.staffing.large import horizon_model
from optimizer.staffing.large.class_plan import interior_point
from optimizer.staffing.large.grid import grid
from optimizer.staffing.large.kept import Kept
from optimizer.staffing.large.units import people
from optimizer.staffing.score import MILLI

MOST_ROUNDS = 40
SURE = 0.8  # joined at once
FIRST_ROUND_OF_DROPPING = 3
HOPELESS = 0.08
LEAST_SLOPE = 0.15
NOTHING = 1e-4
LEAST_SECONDS = 1.0
TOO_SHORT_SECONDS = 0.1
# An interior solution that misses HiGHS's tolerances by a hair is told as unknown; it is good enough to round.
SOLVED = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kUnknown)


@dataclass(frozen=True)
class Joined:
    """``teams`` of ``StaffingData.team`` that work in the horizon, and hours of ``pairs`` in the relaxed model."""

    pairs: Indexes
    hours: Numbers  # pairs x W
    teams: Indexes


def join(
    data: StaffingData, pairs: Indexes, most: Numbers, kept: Kept, *, share: float, time_limit_seconds: float
) -> Joined:
    """Who of ``pairs`` joins, everybody else kept.

    Parameters
    ----------
    pairs
        Whole practices, so that nobody outside shares their people.
    most
        ``units.pair_hours`` of the data.
    kept
        The others' hours.
    share
        Of the undecided teams, how many join in a round: the more, the fewer rounds and the worse.
    time_limit_seconds
        A guard; past it, undecided teams with any hours in the relaxed model join.
    """
    if time_limit_seconds < TOO_SHORT_SECONDS:
        return Joined(pairs, np.zeros((pairs.size, len(data.weeks))), np.zeros(0, dtype=np.int64))
    units, teams = people(data, pairs, most)
    model = horizon_model.build(data, units, grid(data), kept)
    dive = _Dive(model, MILLI * data.parameters.switch_price, share, Clock(time_limit_seconds))
    is_joined = dive.run()
    return Joined(pairs, dive.hours, teams[is_joined])


class _Dive:
    """One HiGHS model, changed from round to round."""

    def __init__(self, model: horizon_model.HorizonModel, price: float, share: float, clock: Clock) -> None:
        self.model, self.price, self.share, self.clock = model, price, share, clock
        self.newcomers = model.scope.units.newcomers > 0
        self.highs = model.arrays.to_highs()
        self.hours = np.zeros(model.scope.units.most_hours.shape)

    def run(self) -> Flags:
        """Teams that join, or were there before."""
        joined, undecided = ~self.newcomers, self.newcomers.copy()
        for round_number in range(MOST_ROUNDS):
            level = np.where(undecided, self._levels(), 0.0)
            hopeful = np.flatnonzero(level > NOTHING)
            if not hopeful.size or self.clock.is_over:
                joined[hopeful] = True
                break
            ordered = hopeful[np.lexsort((hopeful, -level[hopeful]))]
            sure = int((level[ordered] >= SURE).sum())
            joining = ordered[: sure + max(1, int(self.share * (len(ordered) - sure)))]
            joined[joining], undecided[joining] = True, False
            dropped = undecided & (level < HOPELESS) & (round_number >= FIRST_ROUND_OF_DROPPING)
            undecided &= ~dropped
            self._fix(joining, 1.0)
            self._fix(np.flatnonzero(dropped), 0.0)
            self._charge(np.flatnonzero(undecided), level)
        return joined

    def _levels(self) -> Numbers:
        """How far each team joins in the relaxed model; the hours are kept."""
        interior_point(self.highs, max(self.clock.left_seconds, LEAST_SECONDS))
        self.highs.clearSolver()
        self.highs.run()
        solution = self.highs.getSolution()
        if not solution.value_valid or self.highs.getModelStatus() not in SOLVED:
            return np.zeros(self.newcomers.size)
        values = np.array(solution.col_value)
        self.hours = self.model.hours_of(values)
        return values[self.model.joins]

    def _fix(self, teams: Indexes, value: float) -> None:
        if teams.size:
            limits = np.full(teams.size, value)
            self.highs.changeColsBounds(teams.size, self.model.joins[teams].astype(np.int32), limits, limits)

    def _charge(self, teams: Indexes, level: Numbers) -> None:
        if teams.size:
            prices = -self.price / np.clip(level[teams], LEAST_SLOPE, 1)
            self.highs.changeColsCost(teams.size, self.model.joins[teams].astype(np.int32), prices)
