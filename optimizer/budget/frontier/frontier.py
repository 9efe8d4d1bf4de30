"""Points of a frontier: the goal is held to one limit after the other, and cost is the least for each (epsilon).

Cost against shortfall: the least cost of every amount of shortfall, from the least shortfall that is possible to almost
all. Cost against moves: at the least shortfall, the least cost of every amount of moves from the last plan. Against
both: the least cost of every amount of moves, at several amounts of shortfall.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

from config.errors import UsageError
from optimizer.budget.data import BudgetData
from optimizer.budget.frontier.point import CTRL_C, Against, Frontier, FrontierPoint
from optimizer.budget.frontier.rows import moved_man_months, not_dominated, point_at_hand
from optimizer.budget.frontier.sweep import sweep
from optimizer.budget.frontier.warm import OutOfTimeError, Warm
from optimizer.budget.whole.build import needs_whole_numbers
from optimizer.solver import Clock

__all__ = ["frontier", "moved_man_months"]
Progress = Callable[[int, int], None]
WHOLE_NOTE = (
    "Blocks, counts, steps and sequences (BUDGET A6, A10, A11) are left out: "
    "no plan that keeps them is better than these points, and it may be dearer."
)


def frontier(
    data: BudgetData,
    *,
    points: int = 12,
    against: Against = Against.SHORTFALL,
    seconds: float = 120.0,
    progress: Progress = lambda _done, _count: None,
) -> Frontier:
    """The cheapest plans for every amount of shortfall, of moves from the last plan, or of both.

    Parameters
    ----------
    data
        With a ``last_plan`` where cost is weighed against moves. Only effort targets count as shortfall, all alike:
        the waterfall is about who goes short, the frontier about how much in all.
    points
        How many limits, evenly spread; points that coincide are left out.
    against
        Shortfall; moves at the least shortfall; or both.
    seconds
        Wall clock for all points.
    progress
        Told (done, in all) after each point.

    Returns
    -------
    Frontier
        Each point is proven; after Ctrl-C or the end of the time, what was found so far.

    Raises
    ------
    UsageError
        No initiative has an effort target; or moves are asked about, and there is no last plan.
    ModelError
        The rules contradict each other.
    """
    _refuse_pointless(data, points, against)
    began, clock = time.perf_counter(), Clock(seconds)
    found: list[FrontierPoint] = []
    stopped_by = ""
    try:
        warm = Warm(replace(data, last_plan={}) if against == Against.SHORTFALL else data, clock)
        for number, (most, price) in enumerate(sweep(warm, against, points), 1):
            found.append(point_at_hand(data, warm, against, most, price))
            progress(number, points)
    except OutOfTimeError:
        stopped_by = "The time limit"
    except KeyboardInterrupt:
        stopped_by = CTRL_C
    notes = tuple(_notes(data, stopped_by))
    return Frontier(against, not_dominated(data, found), stopped_by, time.perf_counter() - began, notes)


def _refuse_pointless(data: BudgetData, points: int, against: Against) -> None:
    if points < 1:
        raise UsageError(f"--points {points}: at least 1 is expected. Nothing was solved.")
    if not any(initiative.effort_man_months for initiative in data.initiatives):
        raise UsageError(
            "Frontier: no initiative has an effort target, so there is no shortfall. Nothing was solved. "
            "Fill effort_estimate_man_months."
        )
    if against != Against.SHORTFALL and not data.last_plan:
        raise UsageError(
            "Frontier against moves: there is no last plan. Nothing was solved. "
            "Add a sheet Last_Plan, or name a plan that was written before with --last-plan."
        )


def _notes(data: BudgetData, stopped_by: str) -> Iterator[str]:
    if stopped_by:
        yield f"{stopped_by} stopped it before all points were found; those that are there are proven."
    if needs_whole_numbers(data):
        yield WHOLE_NOTE
    if any(i.effort_man_months is None and not i.is_efficiency for i in data.initiatives):
        yield "Initiatives without an effort target have no shortfall, and get nothing here."
