"""Step 4: in which weeks each team works, with the full rules, practice by practice.

The relaxed model of the chosen teams is rounded in a few rounds: weeks with many hours are switched on, empty ones
off, and a hole of one week between two that are on is filled. What is open after that is left to branch and bound.
"""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from optimizer.heuristics import ONE_HEURISTIC
from optimizer.solver import Clock, run_guarded
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.near import whole
from optimizer.staffing.bulk.scope import Scope
from optimizer.staffing.bulk.solve import read
from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large.class_plan import interior_point
from optimizer.staffing.large.part import Part

ROUNDS = ((12.0, -1.0), (8.0, -1.0), (6.0, 0.5), (5.0, 1.0), (4.0, 1.0))  # hours from which on, up to which off
OPEN, OFF, ON = -1, 0, 1
NODES = 1
RELATIVE_GAP = 2e-4
LEAST_SECONDS = 1.0
TOO_SHORT_SECONDS = 0.1


@dataclass(frozen=True)
class Timed:
    """A part of a plan and the seconds of wall clock that it may take."""

    part: Part
    seconds: float


def choose_weeks(data: StaffingData, task: Timed) -> tuple[Indexes, Numbers] | None:
    """Hours of the free pairs of a part (pairs, pairs x W) in whole hundredths; None when no hours were found.

    Everybody else's hours are kept. The seconds are a guard: rounds and nodes are the limit.
    """
    if task.seconds < TOO_SHORT_SECONDS:
        return None
    model = assemble(data, free=task.part.free, totals=task.part.totals(data))
    hours = _Dive(model, Clock(task.seconds)).run()
    rounded = None if hours is None else whole(model.scope, hours)
    if rounded is None:
        return None
    result = np.zeros((task.part.free.size, len(data.weeks)))
    result[np.searchsorted(task.part.free, model.scope.pair), model.scope.week] = rounded
    return task.part.free, result


class _Dive:
    """One HiGHS model whose switches are fixed round by round."""

    def __init__(self, model: BulkModel, clock: Clock) -> None:
        self.model, self.clock = model, clock
        self.highs = model.to_highs(is_relaxed=True)
        self.switches = model.columns["is_on"].columns
        self.state = np.full(len(model.scope), OPEN)

    def run(self) -> Numbers | None:
        """N: hours of the entries of the model."""
        for least_on, most_off in ROUNDS:
            hours = self._relaxed_hours()
            if hours is None or self.clock.is_over:
                break
            wanted = np.where(hours >= least_on, ON, np.where(hours <= most_off, OFF, OPEN))
            self._fix(np.where(self.state == OPEN, wanted, self.state))
        return self._finished_hours()

    def _relaxed_hours(self) -> Numbers | None:
        interior_point(self.highs, max(self.clock.left_seconds, LEAST_SECONDS))
        self.highs.clearSolver()
        run_guarded(self.highs, max(self.clock.left_seconds, LEAST_SECONDS))
        solution = self.highs.getSolution()
        return self.model.entry_hours(solution.col_value) if solution.value_valid else None

    def _fix(self, state: Indexes) -> None:
        """Fix what is decided and was not before; a hole of one week is filled."""
        before, after = _neighbors(self.model.scope, state)
        state = np.where((state == OPEN) & (before == ON) & (after == ON), ON, state)
        new = np.flatnonzero(state != self.state)
        if new.size:
            value = state[new].astype(float)
            self.highs.changeColsBounds(new.size, self.switches[new].astype(np.int32), value, value)
        self.state = state

    def _finished_hours(self) -> Numbers | None:
        """Branch and bound on what is open; the root's heuristics alone find a plan."""
        kinds = {"is_on": self.switches[self.state == OPEN], "works": None, "external_works": None}
        for kind, some in kinds.items():
            block = self.model.columns[kind]
            columns = block.columns[block.is_integer] if some is None else some
            for column in columns.tolist():
                self.highs.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        seconds = max(self.clock.left_seconds, LEAST_SECONDS)
        options: dict[str, Any] = {
            **ONE_HEURISTIC,
            "solver": "choose",
            "run_crossover": "on",
            "mip_max_nodes": NODES,
            "mip_rel_gap": RELATIVE_GAP,
        }
        for option, value in {**options, "time_limit": self.highs.getRunTime() + seconds}.items():
            self.highs.setOptionValue(option, value)
        self.highs.clearSolver()
        run_guarded(self.highs, seconds)
        answer = read(self.highs, is_relaxed=False)
        return None if answer.values is None else self.model.entry_hours(answer.values)


def _neighbors(scope: Scope, state: Indexes) -> tuple[Indexes, Indexes]:
    """N: the state of the same pair in the week before and in the week after; OFF where there is none."""
    places = scope.find(scope.pair, scope.week - 1), scope.find(scope.pair, scope.week + 1)
    edges = scope.week == 0, scope.week == scope.index.week_count - 1
    return tuple(np.where((place < 0) | edge, OFF, state[place]) for place, edge in zip(places, edges, strict=True))  # type: ignore[return-value]
