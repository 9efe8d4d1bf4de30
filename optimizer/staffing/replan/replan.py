"""A published plan repaired after a change: what the change breaks is dropped, holes are filled, the rest stays."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.bulk.near import reoptimise
from optimizer.staffing.data import Flags, Numbers, StaffingData
from optimizer.staffing.model import solve
from optimizer.staffing.pins import refuse_contradictions
from optimizer.staffing.replan.carry import carried
from optimizer.staffing.replan.changes import Change, apply
from optimizer.staffing.replan.free import around, holes
from optimizer.staffing.replan.kept import kept_hours
from optimizer.staffing.replan.repair import Free, Repair
from optimizer.staffing.replan.touched import Touched, published_hours, touched_by_change, touched_today
from optimizer.staffing.whatif.sweep import sweep

LEAST_HOURS = 0.005  # hours are whole hundredths
LEAST_SECONDS, MOST_NODES, GAP = 0.02, 100, 1e-3
SIZES = (250, 500, 1000)  # pair-weeks that may change together: more while there is time and something to regain
SHARE_OF_SEARCH = 0.92  # of all seconds; what is left is for the figures at the end
SHARE_OF_HOLES, SHARE_OF_MOVES = 0.4, 0.6  # of the seconds that are left


def repair(
    data_before: StaffingData,
    plan_hours: Numbers,
    changes: Iterable[Change],
    *,
    seconds: float = 5.0,
    price_per_hour: float | None = None,
) -> Repair:
    """The plan after the changes, with as few moves as possible.

    Parameters
    ----------
    data_before
        The problem that the plan was made for.
    plan_hours
        P x W, in hundredths of an hour.
    changes
        In their order.
    seconds
        Wall clock of everything, checks and the free replanning included.
    price_per_hour
        Milli-points that a moved hour must earn; by default what an hour of the plan earns on average.

    Raises
    ------
    ModelError
        A change names nobody and nothing, or pins contradict each other or a hard rule.
    """
    clock = Clock(SHARE_OF_SEARCH * seconds)
    data = apply(data_before, changes)
    return repair_between(data_before, plan_hours, data, clock=clock, price_per_hour=price_per_hour)


def repair_between(
    before: StaffingData, plan_hours: Numbers, after: StaffingData, *, clock: Clock, price_per_hour: float | None = None
) -> Repair:
    """As ``repair``, where both problems are known; people, phases and weeks are matched by id and date."""
    refuse_contradictions(after)
    kept = kept_hours(after, carried(before, plan_hours, after))
    touched = touched_by_change(before, plan_hours, after, kept)
    dropped = plan_hours.sum(axis=1) - carried(after, kept, before).sum(axis=1)
    people = np.unique(before.pairs.consultant[dropped > LEAST_HOURS]).size
    return _repaired(
        after,
        kept,
        touched,
        clock=clock,
        price=price_per_hour,
        dropped=(float(np.maximum(dropped, 0).sum()), people),
        objective_before=worth(before, plan_hours),
    )


def repair_today(
    data: StaffingData,
    *,
    clock: Clock,
    price_per_hour: float | None = None,
    lost_elsewhere: tuple[float, int] = (0.0, 0),
) -> Repair:
    """As ``repair``, from the published plan that ``data`` knows: ``data.pairs.published_hours``.

    ``lost_elsewhere``: hours and people of the published plan that ``data`` has no pair for any more. The objective
    before is what the rest of the published plan would be worth today if all of that could stay.
    """
    refuse_contradictions(data)
    published = published_hours(data)
    kept = kept_hours(data, published)
    lost = np.maximum(published - kept, 0).sum(axis=1)
    people = np.unique(data.pairs.consultant[lost > LEAST_HOURS]).size
    found = _repaired(
        data,
        kept,
        touched_today(data, kept),
        clock=clock,
        price=price_per_hour,
        dropped=(float(lost.sum()) + lost_elsewhere[0], people + lost_elsewhere[1]),
        objective_before=worth(data, published),
    )
    return replace(found, is_partly_unknown=lost_elsewhere[0] > 0)


def against_whole_firm(repair: Repair, seconds: float) -> Repair:
    """The repair beside a new plan of the whole firm, made in ``seconds`` with the code of the weekly run."""
    data = _with_price_of_moves(repair.data, repair.kept, 0.0)
    plan = solve(data, seconds)
    if not plan.status.has_plan:
        return repair
    bound = np.inf if plan.bound is None else plan.bound
    free = _free(data, repair.reference, repair.hours, plan.hours, plan.seconds, bound)
    return replace(repair, free=replace(free, gain_bound=free.gain_bound if np.isfinite(bound) else None))


def worth(data: StaffingData, hours: Numbers) -> float:
    """The objective in milli-points without the price of moves against a published plan."""
    parts = score.parts(data, hours)
    return sum(parts.values()) - parts["plan_changes"]


def usual_price(data: StaffingData, hours: Numbers) -> float:
    """Milli-points that an hour of the plan earns on average, by SPI and VEC; 0 where nothing is planned."""
    total = float(hours.sum())
    earned = float((score.reward(data, hours) - score.reward(data, np.zeros_like(hours))).sum())
    return score.MILLI * max(earned, 0.0) / total if total > 0 else 0.0


def _repaired(
    data: StaffingData,
    kept: Numbers,
    touched: Touched,
    *,
    clock: Clock,
    price: float | None,
    dropped: tuple[float, int],
    objective_before: float,
) -> Repair:
    limit = clock.left_seconds
    price = usual_price(data, kept) if price is None else price
    reference = np.where(touched.weeks, np.nan, kept)
    priced = _with_price_of_moves(data, reference, price)
    filled = _better(priced, kept, holes(data, kept, touched), Clock(SHARE_OF_HOLES * clock.left_seconds))
    repaired, moving = filled, Clock(SHARE_OF_MOVES * clock.left_seconds)
    for number, most in enumerate(SIZES):
        if number and worth(data, repaired) >= objective_before:
            break  # what the change took is regained
        repaired = _better(priced, repaired, around(data, repaired, touched, most), moving)
    free = _freely(data, reference, repaired, touched, clock)
    if free.gain >= 0 and free.moved_hours <= _moved(data, reference, repaired)[0]:
        repaired, free = free.hours, replace(free, gain=0.0)
    moved_hours, moved_people = _moved(data, reference, repaired)
    return Repair(
        data=data,
        hours=repaired,
        kept=kept,
        reference=reference,
        dropped_hours=dropped[0],
        dropped_people=dropped[1],
        moved_hours=moved_hours,
        moved_people=moved_people,
        objective_before=objective_before,
        objective_kept=worth(data, kept),
        objective_after=worth(data, repaired),
        price_per_hour=price,
        seconds=limit - clock.left_seconds,
        free=free,
    )


def _freely(data: StaffingData, reference: Numbers, repaired: Numbers, touched: Touched, clock: Clock) -> Free:
    """Re-optimise around the change with moves free of charge."""
    seconds = clock.left_seconds
    phases = touched.phases.copy()
    phases[data.pairs.phase[touched.consultants[data.pairs.consultant]]] = True
    unpriced = _with_price_of_moves(data, reference, 0.0)
    return _free(data, reference, repaired, sweep(unpriced, repaired, clock, np.flatnonzero(phases).tolist()), seconds)


def _free(
    data: StaffingData,
    reference: Numbers,
    repaired: Numbers,
    hours: Numbers,
    seconds: float,
    bound: float | None = None,
) -> Free:
    moved_hours, moved_people = _moved(data, reference, hours)
    gain = worth(data, hours) - worth(data, repaired)
    most = None if bound is None else bound - worth(data, repaired)
    return Free(hours, gain, most, moved_hours, moved_people, is_whole_firm=bound is not None, seconds=seconds)


def _with_price_of_moves(data: StaffingData, reference: Numbers, price: float) -> StaffingData:
    """The problem in which each hour moved against ``reference`` costs ``price`` milli-points (C12)."""
    parameters = replace(data.parameters, stability_price=price / score.MILLI)
    return replace(data, parameters=parameters, pairs=replace(data.pairs, published_hours=reference))


def _better(data: StaffingData, hours: Numbers, parts: list[Flags], clock: Clock) -> Numbers:
    """The plan improved part by part; each has its share of the time."""
    for number, part in enumerate(parts):
        seconds = clock.left_seconds / (len(parts) - number)
        if seconds > LEAST_SECONDS:
            hours = reoptimise(data, hours, part, seconds=seconds, relative_gap=GAP, node_limit=MOST_NODES)
    return hours


def _moved(data: StaffingData, reference: Numbers, hours: Numbers) -> tuple[float, int]:
    """Hours booked or taken off, and how many people that concerns; NaN in the reference is no move."""
    moved = np.nan_to_num(np.abs(hours - reference), nan=0.0)
    people = np.unique(data.pairs.consultant[(moved > LEAST_HOURS).any(axis=1)])
    return float(moved.sum()), int(people.size)
