"""Decide who joins which engagement, by relaxing, rounding a few decisions, and relaxing again.

Every round fixes the joinings that the relaxed model all but makes, and charges the others the price of a whole start
for the part of it that they use (slope scaling). The limits are rounds, not seconds, so that the same data give the
same answer.
"""

from collections import defaultdict

import numpy as np

from optimizer import solver
from optimizer.staffing.data import Flags
from optimizer.staffing.score import MILLI
from optimizer.staffing.variables import StaffingModel

MOST_ROUNDS = 40
SURE = 0.8  # joined at once
SHARE_PER_ROUND = 0.15  # of the undecided
FIRST_ROUND_OF_DROPPING = 4
HOPELESS = 0.08
LEAST_SLOPE = 0.15
NOTHING = 1e-6


def teams_that_join(model: StaffingModel, time_limit_seconds: float) -> Flags:
    """T: the (consultant, engagement) worth having; those of the week before stay in play.

    Parameters
    ----------
    model
        Built and not changed here.
    time_limit_seconds
        A guard; past it, the undecided teams with any hours in the relaxed model join.
    """
    return _Dive(model, time_limit_seconds).run()


class _Dive:
    """One HiGHS model, warm from round to round."""

    def __init__(self, model: StaffingModel, time_limit_seconds: float) -> None:
        self.model, data = model, model.data
        self.clock = solver.Clock(time_limit_seconds)
        self.price = MILLI * data.parameters.switch_price
        self.was = np.zeros(data.team_count, dtype=bool)
        np.logical_or.at(self.was, data.team, data.pairs.was_assigned)
        self.highs = solver.load_relaxed(model.problem)
        self.switches, self.start_columns = defaultdict(list), defaultdict(list)
        for (p, _), switch in model.is_on.items():
            self.switches[int(data.team[p])].append(switch.index)
        for (team, _), start in model.starts.items():
            self.start_columns[team].append(start.index)

    def run(self) -> Flags:
        joined, undecided = self.was.copy(), {team for team in self.switches if not self.was[team]}
        for round_number in range(MOST_ROUNDS):
            level = self._levels(undecided)
            hopeful = sorted(
                (team for team in undecided if level[team] > NOTHING), key=lambda team: (-level[team], team)
            )
            if not hopeful or self.clock.is_over:
                joined[hopeful] = True
                break
            sure = sum(level[team] >= SURE for team in hopeful)
            joining = hopeful[: sure + max(1, int(SHARE_PER_ROUND * (len(hopeful) - sure)))]
            dropped = {t for t in undecided if round_number >= FIRST_ROUND_OF_DROPPING and level[t] < HOPELESS}
            dropped -= set(joining)
            joined[joining] = True
            undecided -= dropped | set(joining)
            self._drop(dropped)
            self._price(joining, {team: level[team] for team in undecided})
        return joined

    def _levels(self, undecided: set[int]) -> dict[int, float]:
        """How far each undecided team is switched on in the relaxed model."""
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + self.clock.left_seconds)
        self.highs.run()
        solution = self.highs.getSolution()
        if not solution.value_valid:
            return dict.fromkeys(undecided, 0.0)
        values = np.array(solution.col_value)
        return {team: float(values[self.switches[team]].max()) for team in undecided}

    def _drop(self, teams: set[int]) -> None:
        columns = np.array([column for team in sorted(teams) for column in self.switches[team]], dtype=np.int32)
        if columns.size:
            self.highs.changeColsBounds(len(columns), columns, np.zeros(len(columns)), np.zeros(len(columns)))

    def _price(self, joining: list[int], undecided: dict[int, float]) -> None:
        """Joined teams start for free, undecided ones at the slope of the round."""
        prices = dict.fromkeys(joining, 0.0)
        prices |= {team: self.price / float(np.clip(level, LEAST_SLOPE, 1)) for team, level in undecided.items()}
        columns = [(column, price) for team, price in prices.items() for column in self.start_columns[team]]
        if columns:
            index, cost = zip(*columns, strict=True)
            self.highs.changeColsCost(len(index), np.array(index, dtype=np.int32), np.array(cost))
