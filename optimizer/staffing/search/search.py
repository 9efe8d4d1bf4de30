"""How a small firm is planned: a good plan first, then one exact model of everything that starts from it.

The relaxed model of 15 people is 0.6 to 3 % from the best plan, the first plan 0.5 %, and the tree closes both ends
when HiGHS's heuristics, sub-models that cost more than the tree and find nothing beside a good start, are off. Steps
stop at nodes and gaps, so that the same data give the same plan; the clock is a guard, and the plan says when it cut.
"""

from dataclasses import dataclass
from typing import Any

from optimizer.heuristics import WITHOUT_HEURISTICS
from optimizer.parallel.in_process import InProcessCrew
from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.near import whole
from optimizer.staffing.bulk.solve import Answer, solve
from optimizer.staffing.bulk.values import column_values
from optimizer.staffing.bulk.variables import BulkModel
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.large.class_plan import class_plan
from optimizer.staffing.large.construct import Construction, pinned_hours
from optimizer.staffing.large.improvement import Improvement
from optimizer.staffing.large.units import pair_hours

RELATIVE_GAP = 2e-5  # a plan in whole hundredths of an hour is still within 1e-4
SHARE_OF_CLASSES = 0.2  # of the time limit, as a guard
SHARE_OF_FIRST_PLAN = 0.4  # of the time limit, as a guard
SHARE_OF_SWEEPS = 0.5  # of the time limit, as reckoned work; it ends sooner when nothing is gained
SHARES_OF_JOINING = (0.35, 1.0, 0.6)  # each leads to another plan; no one is always the best
SECONDS_PER_START = 10.0  # of the time limit
NODES_PER_SECOND = 200  # that a machine of usual speed does
ENDING_SHARE = 0.04  # of the time limit: rounding, checking and scoring
LEAST_SECONDS = 0.05
TREE: dict[str, Any] = {
    **WITHOUT_HEURISTICS,
    "mip_pscost_minreliable": 1,  # more strong branching costs more than the nodes that it saves
    "parallel": "on",
    "threads": 2,  # as many on every machine, so that the plan is the same
}


@dataclass(frozen=True)
class Found:
    """P x W hours in whole hundredths that keep every hard rule, and the proven bound in milli-points, if any."""

    hours: Numbers
    bound: float | None
    reason: str
    row_count: int
    column_count: int


def search(data: StaffingData, clock: Clock) -> Found:
    """The best plan of a small firm that the time allows.

    Parameters
    ----------
    data
        The problem; its pins do not contradict each other.
    clock
        When to be done.
    """
    limit_seconds = clock.left_seconds
    working = Clock(limit_seconds * (1 - ENDING_SHARE))
    model = assemble(data)
    relaxed = solve(model, seconds=max(working.left_seconds, LEAST_SECONDS), is_relaxed=True)
    start = first_plan(data, limit_seconds) if len(model.scope) else pinned_hours(data)
    proof = solve(
        model,
        seconds=max(working.left_seconds, LEAST_SECONDS),
        relative_gap=RELATIVE_GAP,
        node_limit=max(int(NODES_PER_SECOND * limit_seconds), 1),
        start=column_values(model, start[model.scope.pair, model.scope.week]),
        options=TREE,
    )
    bounds = [answer.bound for answer in (relaxed, proof) if answer.bound is not None]
    ended = "the clock ended the search" if working.is_over else "the search ended at its number of nodes"
    return Found(
        hours=_better(model, start, proof),
        bound=min(bounds, default=None),
        reason="the best plan, but for rounding to hundredths of an hour"
        if proof.is_optimal
        else f"{ended} before plan and bound met",
        row_count=model.row_count,
        column_count=model.column_count,
    )


def first_plan(data: StaffingData, limit_seconds: float) -> Numbers:
    """P x W hours of a good plan in whole hundredths, in a share of the time limit; the best of a few, given time."""
    clock, crew = Clock(SHARE_OF_FIRST_PLAN * limit_seconds), InProcessCrew()
    classes = class_plan(data, pair_hours(data), SHARE_OF_CLASSES * limit_seconds)
    plans = []
    for share in SHARES_OF_JOINING[: max(1, int(limit_seconds / SECONDS_PER_START))]:
        improvement = Improvement(data, Construction(data, classes, crew, clock, share).plan(), crew, clock)
        improvement.begin()
        plans.append(improvement.run(SHARE_OF_SWEEPS * limit_seconds))
        if clock.is_over:
            break
    return max(plans, key=lambda hours: score.objective(data, hours))


def _better(model: BulkModel, start: Numbers, proof: Answer) -> Numbers:
    """The plan of the exact model in whole hundredths, or the start where that is worth more."""
    hours = None if proof.values is None else whole(model.scope, model.entry_hours(proof.values))
    if hours is None:
        return start
    plan = start.copy()
    plan[model.scope.pair, model.scope.week] = hours
    return max(start, plan, key=lambda one: score.objective(model.data, one))
