"""Better plans near a given one: some pair-weeks may change, all others are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.staffing.bulk import delta
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.scope import Scope
from optimizer.staffing.bulk.solve import solve
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.bulk.values import column_values
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.rounding import Room, room_beside, rounded_entries

RELATIVE_GAP = 1e-4
LEAST_GAIN = 1e-6  # milli-points; less is rounding
INTERIOR_POINT_FROM = 1_000  # entries; below, the simplex method is as fast


@dataclass(frozen=True)
class Change:
    """New hours of the pairs and weeks that change; ``gain`` is the exact change of the objective in milli-points.

    ``gain_bound`` is the proven limit of the gain (None when nothing is proven).
    """

    pair: Indexes
    week: Indexes
    hours: Numbers
    gain: float
    gain_bound: float | None
    is_optimal: bool


def reoptimise(
    data: StaffingData,
    hours: Numbers,
    free: Any,
    *,
    seconds: float,
    relative_gap: float = RELATIVE_GAP,
    node_limit: int | None = None,
    totals: Totals | None = None,
) -> Numbers:
    """The best plan in which only ``free`` changes.

    Parameters
    ----------
    data
        The problem.
    hours
        P x W, a plan that keeps every hard rule, in whole hundredths; not changed.
    free
        P x W or P flags, or an array of pairs.
    seconds, relative_gap, node_limit
        Where to stop; seconds are a guard, the node limit gives the same plan on every machine.
    totals
        The sums of ``hours``, where they are known.

    Returns
    -------
    Numbers
        P x W in whole hundredths, which keeps every hard rule and is never worth less than ``hours``.
    """
    known = totals or Totals(index_of(data), hours)
    change = best_change(known, free, seconds=seconds, relative_gap=relative_gap, node_limit=node_limit)
    result = hours.copy()
    if change is not None and change.gain > LEAST_GAIN:
        result[change.pair, change.week] = change.hours
    return result


def best_change(
    totals: Totals,
    free: Any,
    *,
    seconds: float,
    relative_gap: float = RELATIVE_GAP,
    node_limit: int | None = None,
    switches: Any = None,
    options: Mapping[str, Any] | None = None,
) -> Change | None:
    """The best change of the plan in ``totals``; worse than none only where ``switches`` (P x W) force it.

    ``options`` are HiGHS's. None when there is none: nothing found in time, or the switches contradict a hard rule.
    """
    model = assemble(totals.index.data, free=free, totals=totals, switches=switches)
    scope = model.scope
    start = column_values(model, scope.hours)
    limits: dict[str, Any] = {"seconds": seconds, "relative_gap": relative_gap, "node_limit": node_limit}
    answer = solve(model, **limits, start=start, options=options)
    if answer.values is None:
        return None
    hours = whole(scope, model.entry_hours(answer.values))
    if hours is None:
        return None
    before = float(model.of_columns("cost") @ start)
    bound = None if answer.bound is None else answer.bound - before
    return change_to(totals, scope, hours, bound, is_optimal=answer.is_optimal)


def change_to(totals: Totals, scope: Scope, hours: Numbers, bound: float | None, *, is_optimal: bool) -> Change:
    """What differs when the entries of a scope work ``hours``, and what it is worth."""
    differs = hours != scope.hours
    pair, week, new = scope.pair[differs], scope.week[differs], hours[differs]
    gain = delta.points(totals, pair, week, new)
    return Change(pair, week, new, gain, None if bound is None else max(bound, gain), is_optimal)


def whole(scope: Scope, hours: Numbers) -> Numbers | None:
    """N: the solver's hours of a scope in whole hundredths that keep every hard rule beside the kept hours.

    None when rounding cannot keep them.
    """
    room = room_beside(scope.data, scope.rest.booked, scope.rest.phase_hours)
    result = rounded_entries(scope.data, scope.pair, scope.week, hours, room)
    pair, week, pinned = scope.index.pins
    entry = scope.find(pair, week)
    result[entry[entry >= 0]] = pinned[entry >= 0]
    return result if _fits(scope, result, room) else None


def _fits(scope: Scope, hours: Numbers, room: Room) -> bool:
    """Whether nobody and no phase has more hundredths than there is room for."""
    cents = np.rint(hours * 100).astype(np.int64)
    left_c, left_j = room.of_consultant.copy(), room.of_phase.copy()
    np.subtract.at(left_c, (scope.consultant, scope.week), cents)
    np.subtract.at(left_j, (scope.phase, scope.week), cents)
    touched_c, touched_j = left_c[scope.consultant, scope.week], left_j[scope.phase, scope.week]
    return bool((touched_c >= 0).all() and (touched_j >= 0).all())


def hours_lp(data: StaffingData, hours: Any, *, seconds: float = 60.0) -> Numbers:
    """The best hours of all who work, where who works when stays as it is.

    Parameters
    ----------
    data
        The problem.
    hours
        P x W hours of a plan, or flags of who works when.
    seconds
        A guard.

    Returns
    -------
    Numbers
        P x W in whole hundredths. Of a plan: never worth less than it. Of flags: 0 where no hours can keep them.
    """
    plan = np.zeros(hours.shape) if hours.dtype == bool else hours
    totals = Totals(index_of(data), plan)
    is_on = hours > 0
    model = assemble(data, free=is_on, totals=totals, switches=is_on.astype(np.int8), is_tight=False)
    method = "ipm" if len(model.scope) > INTERIOR_POINT_FROM else "simplex"
    answer = solve(model, seconds=seconds, is_relaxed=True, options={"solver": method})
    new = None if answer.values is None else whole(model.scope, model.entry_hours(answer.values))
    result: Numbers = plan.copy()
    if new is not None:
        change = change_to(totals, model.scope, new, None, is_optimal=True)
        if hours.dtype == bool or change.gain > LEAST_GAIN:
            result[change.pair, change.week] = change.hours
    return result
