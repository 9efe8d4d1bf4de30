"""The limits of a frontier, one after the other, each with the cheapest plan within it at hand."""

import math
from collections.abc import Iterator

import numpy as np

from optimizer.budget.frontier.point import Against
from optimizer.budget.frontier.warm import COST_LIMIT, MOVES_LIMIT, SHORTFALL_LIMIT, Warm

KEPT_WITHIN = 1e-7  # relative; what a least value is held to
Step = tuple[float, float]  # the limit, and what one man-month less of it would cost


def sweep(warm: Warm, against: Against, points: int) -> Iterator[Step]:
    """Yields after each solve, so that ``warm`` holds the plan; ``points`` times at most."""
    least = _least_shortfall(warm)
    asked = float(warm.model.columns["shortfall"].upper.sum())
    if against == Against.SHORTFALL:
        for part in range(points):
            yield _cheapest(warm, SHORTFALL_LIMIT, least + (asked - least) * part / points)
        return
    levels = max(round(math.sqrt(points)), 1) if against == Against.BOTH else 1
    for level in range(levels):
        warm.limit(SHORTFALL_LIMIT, least + (asked - least) * level / levels)
        count = points * (level + 1) // levels - points * level // levels
        for most in _moves_limits(warm, count):
            yield _cheapest(warm, MOVES_LIMIT, most)
        warm.limit(MOVES_LIMIT, np.inf)


def _cheapest(warm: Warm, row: str, most: float) -> Step:
    """Hold a goal to ``most`` and find the cheapest plan."""
    warm.limit(row, most)
    prices = warm.minimize(warm.cost)
    return most, max(0.0, -float(prices[row][0]))


def _moves_limits(warm: Warm, count: int) -> list[float]:
    """From the fewest moves of a cheapest plan to the fewest of all, within the shortfall that is allowed."""
    if warm.moves is None:
        return []
    warm.minimize(warm.cost)
    warm.limit(COST_LIMIT, _loosened(warm.cost.value(warm.values)))
    warm.minimize(warm.moves)
    most = _loosened(warm.moves.value(warm.values))
    warm.limit(COST_LIMIT, np.inf)
    warm.minimize(warm.moves)
    least = _loosened(warm.moves.value(warm.values))
    return [most + (least - most) * part / max(count - 1, 1) for part in range(count)]


def _least_shortfall(warm: Warm) -> float:
    """The least shortfall that is possible, proven."""
    warm.first()
    warm.minimize(warm.shortfall)
    return _loosened(warm.shortfall.value(warm.values))


def _loosened(value: float) -> float:
    return value + KEPT_WITHIN * max(1.0, abs(value))
