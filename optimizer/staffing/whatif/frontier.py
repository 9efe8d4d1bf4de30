"""Value against bench, and value against moves: plans that nobody beats in both, with what is proven of each.

The limit of each point is an epsilon constraint twice over: as a row of the relaxed problem, whose optimum proves how
much any plan within the limit can be worth and at which price per hour the limit is just kept; and as that price in
the search for a plan, since the neighborhoods of the search cannot hold a row over all people. Where the plan misses
the limit, the price is raised. A point shows what its plan has, not what was asked for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.solver import Clock, Status, relative_gap
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.replan.kept import kept_hours
from optimizer.staffing.solution import OPTIMAL_GAP
from optimizer.staffing.whatif.frontier_point import FrontierPoint
from optimizer.staffing.whatif.goals import Goal, bench_goal, moves_goal
from optimizer.staffing.whatif.limited import Tangent, tangent
from optimizer.staffing.whatif.sweep import sweep

LIMITS = (0.75, 0.5, 0.25)  # between the end where the goal is free of charge, and the end where it is all that counts
MIDDLE_FIRST = (0.5, 0.25, 0.75)  # one solve bounds every point, best those near it
HIGH_PRICE = 10.0  # milli-points per hour
LEAST_PRICE = 1e-3
RAISE = 3.0  # the price, where a plan misses its limit; it falls as much where a plan stays below
TRIALS = 2  # prices for each limit
MOST_POINTS = 6  # of one frontier
LEAST_HOURS = 0.005
LEAST_GAIN = 1e-3  # milli-points
SHARE_OF_ENDS, SHARE_OF_BOUNDS = 0.3, 0.4


@dataclass(frozen=True)
class _Plan:
    hours: Numbers
    goal_hours: float
    rest: float  # milli-points


def frontiers(data: StaffingData, hours: Numbers, *, seconds: float = 120.0) -> list[FrontierPoint]:
    """Both frontiers, each from little to much of its goal; 8 to 12 points in all, fewer where plans coincide.

    Parameters
    ----------
    data
        The problem. Moves count from its published plan, or from ``hours`` where none is published.
    hours
        P x W: the plan that is chosen, which keeps every hard rule.
    seconds
        Wall clock of both frontiers.

    Returns
    -------
    list[FrontierPoint]
        Every plan passed ``check.py``. ``gap`` is that to the optimum of the relaxed problem with the limit; where
        there was no time for it, the point is an estimate.
    """
    clock, reference = Clock(seconds), _reference(data, hours)
    first = _frontier(data, hours, bench_goal(reference), Clock(seconds / 2))
    return first + _frontier(data, hours, moves_goal(reference), clock)


def _reference(data: StaffingData, hours: Numbers) -> Numbers:
    """The published plan, as far as it can stay; NaN in weeks that it did not cover; else ``hours``."""
    published = data.pairs.published_hours
    if np.isnan(published).all():
        return hours
    is_open = np.asarray(np.isnan(published).all(axis=0))
    return np.where(is_open[None, :], np.nan, kept_hours(data, np.nan_to_num(published, nan=0.0)))


def _frontier(data: StaffingData, hours: Numbers, goal: Goal, clock: Clock) -> list[FrontierPoint]:
    """One frontier, at most two ends, the plans between them and the chosen one."""
    chosen = _plan(data, goal, hours)
    most = _searched(data, goal, chosen, 0.0, Clock(SHARE_OF_ENDS / 2 * clock.left_seconds))
    least = _least(data, goal, chosen, Clock(SHARE_OF_ENDS / 2 * clock.left_seconds))
    tangents = list(_tangents(data, goal, (least, most), Clock(SHARE_OF_BOUNDS * clock.left_seconds)))
    plans = _with_plans_between(data, goal, [chosen, most, least], tangents, clock)
    kept = _not_dominated([one for one in plans if not broken_rules(data, one.hours)], chosen)
    return [_point(data, goal, one, number, tangents, is_chosen=one is chosen) for number, one in enumerate(kept, 1)]


def _plan(data: StaffingData, goal: Goal, hours: Numbers) -> _Plan:
    return _Plan(hours, goal.hours_of(data, hours), goal.rest(data, hours))


def _searched(data: StaffingData, goal: Goal, start: _Plan, price: float, clock: Clock) -> _Plan:
    """A plan improved at another price of the goal."""
    return _plan(data, goal, sweep(goal.priced(data, price), start.hours, clock))


def _least(data: StaffingData, goal: Goal, chosen: _Plan, clock: Clock) -> _Plan:
    """The end where the goal is all that counts: no moves at all, or the bench at a high price."""
    if goal.column_kind == "moved_hours":
        return _plan(data, goal, np.nan_to_num(goal.reference, nan=0.0))
    return _searched(data, goal, chosen, HIGH_PRICE, clock)


def _tangents(data: StaffingData, goal: Goal, ends: tuple[_Plan, _Plan], clock: Clock) -> Iterable[Tangent]:
    least, most = (one.goal_hours for one in ends)
    for part in MIDDLE_FIRST if most - least > LEAST_HOURS else ():
        found = tangent(data, goal, least + part * (most - least), clock)
        if found is None:
            return
        yield found


def _with_plans_between(
    data: StaffingData, goal: Goal, known: list[_Plan], tangents: Sequence[Tangent], clock: Clock
) -> list[_Plan]:
    """``known``, the last two of which are the ends, and what is found for each limit between them."""
    plans, (most, least) = list(known), known[-2:]
    width = most.goal_hours - least.goal_hours
    if width <= LEAST_HOURS:
        return plans
    slope = max((most.rest - least.rest) / width, LEAST_PRICE)
    for number, part in enumerate(LIMITS):
        limit = least.goal_hours + part * width
        price = max([slope, *(one.price for one in tangents if one.hours == limit)])
        end = Clock(clock.left_seconds / (len(LIMITS) - number))
        for trial in range(TRIALS):
            start = min(plans, key=lambda one: abs(one.goal_hours - limit))
            found = _searched(data, goal, start, price, Clock(end.left_seconds / (TRIALS - trial)))
            plans.append(found)
            price *= RAISE if found.goal_hours > limit else 1 / RAISE
    return plans


def _not_dominated(plans: Sequence[_Plan], chosen: _Plan) -> list[_Plan]:
    """Plans that no other beats in both; of two alike the chosen one. At most ``MOST_POINTS``, evenly spread."""
    ordered = sorted(plans, key=lambda one: (round(one.goal_hours, 2), -round(one.rest, 3), one is not chosen))
    front: list[_Plan] = []
    for one in ordered:
        if not front or one.rest > front[-1].rest + LEAST_GAIN:
            front.append(one)
    while len(front) > MOST_POINTS:
        gaps = [front[k + 1].goal_hours - front[k - 1].goal_hours for k in range(1, len(front) - 1)]
        closest = min((k for k in range(1, len(front) - 1) if front[k] is not chosen), key=lambda k: gaps[k - 1])
        del front[closest]
    return front


def _point(
    data: StaffingData, goal: Goal, plan: _Plan, number: int, tangents: Sequence[Tangent], *, is_chosen: bool
) -> FrontierPoint:
    """The row of ``pred.frontier_point``."""
    bound = min((one.at(plan.goal_hours) for one in tangents), default=None)
    gap = None if bound is None else relative_gap(plan.rest, max(bound, plan.rest))
    other = bench_goal(goal.reference) if goal.column_kind == "moved_hours" else moves_goal(goal.reference)
    other_hours = other.hours_of(data, plan.hours)
    proof = "an estimate: nothing is proven" if gap is None else f"at most {gap:.2%} below the best plan with as much"
    words = f"{goal.name} {plan.goal_hours:,.0f} h: {plan.rest:,.1f} milli-points, {other.name} {other_hours:,.0f} h"
    return FrontierPoint(
        frontier_name=goal.frontier_name,
        point_number=number,
        x_name=goal.name,
        x_value=plan.goal_hours,
        x_unit="hours",
        y_name=goal.rest_name,
        y_value=plan.rest,
        y_unit="milli-points",
        z_name=other.name,
        z_value=other_hours,
        z_unit="hours",
        status=Status.OPTIMAL if gap is not None and gap <= OPTIMAL_GAP else Status.FEASIBLE,
        gap=gap,
        is_estimate=gap is None,
        is_chosen=is_chosen,
        sentence=f"{words}; {proof}.{' This plan is chosen.' if is_chosen else ''}",
        hours=plan.hours,
    )
