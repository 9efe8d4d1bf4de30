"""Points of a frontier: the goal is held to one limit after the other, and cost is the least for each (epsilon).

Cost against shortfall: the least cost of every amount of shortfall, from the least shortfall that is possible to almost
all. Cost against moves: at the least shortfall, the least cost of every amount of moves from the last plan.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from config.errors import UsageError
from optimizer.budget.data import BudgetData
from optimizer.budget.frontier.point import CTRL_C, Against, Frontier, FrontierPoint
from optimizer.budget.frontier.warm import COST_LIMIT, MOVES_LIMIT, SHORTFALL_LIMIT, OutOfTimeError, Warm
from optimizer.solver import Clock, Status

KEPT_WITHIN = 1e-7  # relative; what a least value is held to
SHARE_ZERO = 5e-6
SAME = 1e-6  # man-months, relative to all
Progress = Callable[[int, int], None]
Key = tuple[str, str, date]
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
    """The cheapest plans for every amount of shortfall, or of moves from the last plan.

    Parameters
    ----------
    data
        With a ``last_plan`` where cost is weighed against moves. Only effort targets count as shortfall, all alike:
        the waterfall is about who goes short, the frontier about how much in all.
    points
        How many limits, evenly spread; points that coincide are left out.
    against
        Shortfall, or moves at the least shortfall.
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
        warm = Warm(data if against == Against.MOVES else replace(data, last_plan={}), clock)
        sweep = _shortfall_limits(warm, points) if against == Against.SHORTFALL else _moves_limits(warm, points)
        row = SHORTFALL_LIMIT if against == Against.SHORTFALL else MOVES_LIMIT
        for number, most in enumerate(sweep, 1):
            warm.limit(row, most)
            prices = warm.minimize(warm.cost)
            price = max(0.0, -float(prices[row][0]))
            found.append(_point(data, warm, against, most, price))
            progress(number, len(sweep))
    except OutOfTimeError:
        stopped_by = "The time limit"
    except KeyboardInterrupt:
        stopped_by = CTRL_C
    notes = tuple(_notes(data, stopped_by))
    return Frontier(against, _numbered(data, found), stopped_by, time.perf_counter() - began, notes)


def _shortfall_limits(warm: Warm, points: int) -> list[float]:
    """From the least shortfall to all but a part of what is asked for."""
    least = _least_shortfall(warm)
    asked = float(warm.model.columns["shortfall"].upper.sum())
    return [least + (asked - least) * part / points for part in range(points)]


def _moves_limits(warm: Warm, points: int) -> list[float]:
    """At the least shortfall, from the moves of the cheapest plan to the fewest."""
    warm.limit(SHORTFALL_LIMIT, _least_shortfall(warm))
    if warm.moves is None:
        return []
    warm.minimize(warm.cost)
    warm.limit(COST_LIMIT, _loosened(warm.cost.value(warm.values)))
    warm.minimize(warm.moves)
    most = warm.moves.value(warm.values)
    warm.limit(COST_LIMIT, np.inf)
    warm.minimize(warm.moves)
    least = _loosened(warm.moves.value(warm.values))
    return [most + (least - most) * part / max(points - 1, 1) for part in range(points)]


def _least_shortfall(warm: Warm) -> float:
    """The least shortfall that is possible, proven."""
    warm.first()
    warm.minimize(warm.shortfall)
    return _loosened(warm.shortfall.value(warm.values))


def _loosened(value: float) -> float:
    return value + KEPT_WITHIN * max(1.0, abs(value))


def _refuse_pointless(data: BudgetData, points: int, against: Against) -> None:
    if points < 1:
        raise UsageError(f"--points {points}: at least 1 is expected. Nothing was solved.")
    if not any(initiative.effort_man_months for initiative in data.initiatives):
        raise UsageError(
            "Frontier: no initiative has an effort target, so there is no shortfall. Nothing was solved. "
            "Fill effort_estimate_man_months."
        )
    if against == Against.MOVES and not data.last_plan:
        raise UsageError(
            "Frontier against moves: there is no last plan. Nothing was solved. "
            "Add a sheet Last_Plan, or name a plan that was written before with --last-plan."
        )


def _point(data: BudgetData, warm: Warm, against: Against, most: float, price: float) -> FrontierPoint:
    """The plan at hand; its number and words come when all points are there."""
    values = warm.values
    shares = _by_person(data, warm)
    return FrontierPoint(
        point_number=0,
        against=against,
        limit=most,
        cost_amount=warm.cost.value(values),
        currency=data.currency,
        shortfall_man_months=max(0.0, warm.shortfall.value(values)),
        delivered_man_months=float(values[: len(warm.model.shares)].sum()),
        moved_man_months=moved_man_months(data, shares) if data.last_plan else None,
        price_amount=price,
        status=Status.OPTIMAL,
        gap=0.0,
        is_bound=_has_whole_rules(data),
        sentence="",
        shares=shares,
    )


def moved_man_months(data: BudgetData, shares: Mapping[Key, float]) -> float:
    """Man-months by which ``shares`` differ from the last plan, for people and initiatives that are still there."""
    last = {
        key: ratio
        for key, ratio in data.last_plan.items()
        if key[0] in data.employee and key[1] in data.initiative and key[2] in data.initiative[key[1]].months
    }
    return sum(abs(shares.get(key, 0.0) - last.get(key, 0.0)) for key in shares.keys() | last.keys())


def _by_person(data: BudgetData, warm: Warm) -> dict[Key, float]:
    """The plan's shares; identical people share alike."""
    model, found = warm.model, {}
    ratios = warm.values[: len(model.shares)]
    for place in np.flatnonzero(ratios > SHARE_ZERO).tolist():
        members = model.people.members[model.shares.person[place]]
        initiative, month = data.initiatives[model.shares.initiative[place]], data.months[model.shares.month[place]]
        for member in members.tolist():
            key = (data.employees[member].employee_id, initiative.initiative_id, month)
            found[key] = float(ratios[place]) / len(members)
    return found


def _numbered(data: BudgetData, found: list[FrontierPoint]) -> tuple[FrontierPoint, ...]:
    """From cheap to dear, without points that another one beats or equals in both goals."""
    ordered = sorted(found, key=lambda one: (one.cost_amount, _goal(one)))
    kept: list[FrontierPoint] = []
    for one in ordered:
        if not kept or _goal(one) < _goal(kept[-1]) - SAME * max(1.0, one.delivered_man_months):
            kept.append(one)
    return tuple(replace(one, point_number=n, sentence=_sentence(data, one)) for n, one in enumerate(kept, 1))


def _goal(point: FrontierPoint) -> float:
    """What cost is weighed against."""
    return point.shortfall_man_months if point.against == Against.SHORTFALL else point.moved_man_months or 0.0


def _sentence(data: BudgetData, point: FrontierPoint) -> str:
    """The point in words."""
    moved = "" if point.moved_man_months is None else f", {point.moved_man_months:,.2f} moved from the last plan"
    goal = "shortfall" if point.against == Against.SHORTFALL else "moves"
    price = f"; one man-month less of {goal} would cost {point.price_amount:,.2f} more" if point.price_amount else ""
    return (
        f"{point.cost_amount:,.2f} {data.currency} deliver {point.delivered_man_months:,.2f} man-months, "
        f"{point.shortfall_man_months:,.2f} short{moved}{price}."
    )


def _notes(data: BudgetData, stopped_by: str) -> Iterator[str]:
    if stopped_by:
        yield f"{stopped_by} stopped it before all points were found; those that are there are proven."
    if _has_whole_rules(data):
        yield WHOLE_NOTE
    if any(i.effort_man_months is None and not i.is_efficiency for i in data.initiatives):
        yield "Initiatives without an effort target have no shortfall, and get nothing here."


def _has_whole_rules(data: BudgetData) -> bool:
    rules = data.rules
    asked = (rules.minimum_block_ratio, rules.maximum_initiatives_count, rules.share_step_ratio)
    return any(one is not None for one in asked) or any(i.predecessor_id is not None for i in data.initiatives)
