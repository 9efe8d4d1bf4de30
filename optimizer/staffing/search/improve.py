"""Better plans near a good one: free the decisions of a few engagements, keep all others, solve, repeat."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from optimizer import solver
from optimizer.staffing.data import Flags, StaffingData
from optimizer.staffing.variables import StaffingModel

RELATIVE_GAP = 1e-3
LEAST_GAIN = 1e-6  # milli-points
LEAST_GAIN_OF_SWEEP = 1e-4  # of the plan
SECONDS_PER_STEP = 5.0  # a guard; nodes are the limit
NODES_PER_STEP = 1


def restricted(
    model: StaffingModel, teams: Flags, start: dict[str, float], seconds: float, nodes: int
) -> solver.Solved:
    """The best plan in which only ``teams`` work."""
    switched = {switch: 0.0 for (p, _), switch in model.is_on.items() if not teams[model.data.team[p]]}
    return _solve_with_fixed(model, switched, start, seconds, nodes)


def near(model: StaffingModel, best: solver.Solved, clock: solver.Clock) -> solver.Solved:
    """Sweeps over the pairs of engagements that share people, each optimised with all else kept, while that helps."""
    wanted = -np.inf
    while _points(best) > wanted and not clock.is_over:
        wanted = _points(best) + LEAST_GAIN_OF_SWEEP * abs(_points(best))
        best = _sweep(model, best, clock)
    return best


def _sweep(model: StaffingModel, best: solver.Solved, clock: solver.Clock) -> solver.Solved:
    """Every pair of engagements once."""
    for engagements in neighborhoods(model.data):
        if clock.is_over:
            break
        kept = _switches_outside(model, engagements)
        fixed = {variable: float(round(best.values[variable.name])) for variable in kept}
        seconds = min(SECONDS_PER_STEP, clock.left_seconds)
        found = _solve_with_fixed(model, fixed, dict(best.values), seconds, NODES_PER_STEP)
        if found.has_plan and _points(found) > _points(best) + LEAST_GAIN:
            best = found
    return best


def neighborhoods(data: StaffingData) -> Iterator[tuple[int, int]]:
    """Pairs of engagements by the number of consultants they share, most first."""
    people = [set(data.pairs.consultant[data.pair_engagement == e].tolist()) for e in range(len(data.engagements.ids))]
    shared = {(a, b): len(people[a] & people[b]) for a, b in combinations(range(len(people)), 2)}
    yield from sorted((pair for pair, count in shared.items() if count), key=lambda pair: (-shared[pair], pair))


def _switches_outside(model: StaffingModel, engagements: tuple[int, ...]) -> list[Any]:
    """All yes-or-no variables but those of ``engagements``; whether externals work somewhere stays free."""
    engagement = model.data.pair_engagement
    return [switch for (p, _), switch in model.is_on.items() if engagement[p] not in engagements]


def _solve_with_fixed(
    model: StaffingModel, fixed: dict[Any, float], start: dict[str, float], seconds: float, nodes: int
) -> solver.Solved:
    """Solve with some variables held, and let them go again."""
    try:
        for variable, value in fixed.items():
            variable.bounds(value, value)
        return solver.solve(
            model.problem, time_limit_seconds=seconds, relative_gap=RELATIVE_GAP, start=start, node_limit=nodes
        )
    finally:
        for variable in fixed:
            variable.unfixValue()


def _points(solved: solver.Solved) -> float:
    return -np.inf if solved.objective is None else solved.objective
