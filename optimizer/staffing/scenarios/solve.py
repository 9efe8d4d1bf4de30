"""Solve a scenario: the plan without the changes, the plan with them, and both ends of what is uncertain."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from config.errors import ModelError
from optimizer.staffing.changes.apply import USUAL, apply_changes
from optimizer.staffing.changes.conventions import Conventions
from optimizer.staffing.changes.kinds import Change, EngagementAdded, WinProbability
from optimizer.staffing.data import StaffingData
from optimizer.staffing.model import solve
from optimizer.staffing.scenarios.comparison import Branches, Comparison, Solved, compare
from optimizer.staffing.scenarios.figures import plan_figures
from optimizer.staffing.scenarios.near import near

Listener = Callable[[str, int, int], None]
"""Hears which plan is solved now, its number, and how many there are."""


@dataclass(frozen=True)
class Order:
    """What to solve, for how long each.

    Attributes
    ----------
    base
        The problem as it is.
    start
        What the changes are made to: ``base``, and the work that may be won that they name.
    seconds
        Wall clock of each plan.
    stay_price
        Points per hour by which the plan with the changes differs from the plan as it is, so that people move for a
        reason; 0 leaves the prices as they are.
    """

    base: StaffingData
    start: StaffingData
    changes: tuple[Change, ...]
    seconds: float
    conventions: Conventions = USUAL
    on_plan: Listener = lambda _words, _number, _count: None
    stay_price: float = 0.0


def solve_scenario(order: Order) -> tuple[Comparison, Solved]:
    """The comparison, and the plan with the changes.

    Returns
    -------
    tuple[Comparison, Solved]
        With ``branches`` where a win is neither sure nor out of the question.

    Raises
    ------
    ModelError
        A change makes no sense, or one of the plans was not found in its time.
    """
    changed = apply_changes(order.start, order.changes, order.conventions)
    uncertain = probabilities(order.changes)
    count = 4 if uncertain else 2
    base = _solved(order, order.base, "the plan as it is", 1, count)
    if order.stay_price > 0:
        changed = near(changed, base, order.stay_price)
    scenario = _solved(order, changed, "the plan with the changes", 2, count)
    if not uncertain:
        return compare(base, scenario), scenario
    ends = []
    for number, (ratio, words) in enumerate(((1.0, "everything is won"), (0.0, "nothing is won")), start=3):
        data = apply_changes(order.start, decided(order.changes, ratio), order.conventions)
        ends.append(_solved(order, data, f"the plan if {words}", number, count))
    won, lost = (plan_figures(end.data, end.plan) for end in ends)
    ratio = next(iter(uncertain.values()))
    expected = ratio * won.objective + (1 - ratio) * lost.objective if len(uncertain) == 1 else None
    return compare(base, scenario, Branches(uncertain, won, lost, expected)), scenario


def probabilities(changes: Iterable[Change]) -> dict[str, float]:
    """The work whose win is uncertain, with its probability, strictly between 0 and 1."""
    found = {}
    for change in changes:
        if isinstance(change, WinProbability):
            found[change.engagement] = math.nan if change.probability_ratio is None else change.probability_ratio
        elif isinstance(change, EngagementAdded):
            found[change.engagement] = change.win_probability_ratio
    return {name: ratio for name, ratio in found.items() if 0 < ratio < 1}


def decided(changes: Iterable[Change], ratio: float) -> tuple[Change, ...]:
    """The changes with every uncertain win decided: 1 won, 0 lost."""
    changes = tuple(changes)
    uncertain = probabilities(changes)
    return tuple(
        _decided(change, ratio) if getattr(change, "engagement", None) in uncertain else change for change in changes
    )


def _decided(change: Change, ratio: float) -> Change:
    if isinstance(change, WinProbability):
        return replace(change, probability_ratio=ratio)
    return replace(change, win_probability_ratio=ratio) if isinstance(change, EngagementAdded) else change


def _solved(order: Order, data: StaffingData, words: str, number: int, count: int) -> Solved:
    order.on_plan(words, number, count)
    plan = solve(data, order.seconds)
    if not plan.status.has_plan:
        raise ModelError(
            f"Scenario: {words} was not found within {order.seconds:g} s ({plan.reason}). Nothing was kept. "
            "Give it more time."
        )
    return Solved(data, plan)
