"""Three simple ways to share money: what each request gets by itself, within its minimum and its cap."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.funding.data import Flags, FundingData, Numbers

HALVINGS = 200


def equal(data: FundingData, money: float, caps: Numbers | None = None) -> Numbers:
    """The same for everybody; who asks for less gets that, and who cannot do with the same gets nothing."""
    return _shared(data, money, np.ones(len(data.requests)), caps)


def proportional(data: FundingData, money: float, caps: Numbers | None = None) -> Numbers:
    """The same part of every request; who cannot do with it gets nothing."""
    return _shared(data, money, data.array("requested_amount"), caps)


def priority_greedy(data: FundingData, money: float, caps: Numbers | None = None) -> Numbers:
    """By strategic priority, then ROI: each gets what it asks for while the money lasts and covers its minimum."""
    most, least = _most(data, caps).tolist(), data.array("minimum_viable_amount").tolist()
    amounts, left = np.zeros(len(most)), money
    for place in np.lexsort((-data.array("roi_ratio"), -data.array("strategic_priority"))).tolist():
        amount = min(most[place], left)
        if amount >= least[place] and amount > 0:
            amounts[place] = amount
            left -= amount
    return amounts


Way = Callable[[FundingData, float, Numbers | None], Numbers]
WAYS: dict[str, Way] = {
    "equal": equal,
    "proportional": proportional,
    "priority_greedy": priority_greedy,
}


def _most(data: FundingData, caps: Numbers | None) -> Numbers:
    asked = data.array("requested_amount")
    return asked if caps is None else np.minimum(asked, caps)


def _shared(data: FundingData, money: float, unit: Numbers, caps: Numbers | None) -> Numbers:
    """Level × unit for everybody, at most what is asked for: the highest level that the money covers.

    Who would get less than the minimum at that level gets nothing; the others share what that leaves.
    """
    least, most = data.array("minimum_viable_amount"), _most(data, caps)
    everybody = (most >= least) & (most > 0)

    def with_minimums(level: float) -> Numbers:
        amounts = np.minimum(level * unit, most)
        return np.where(everybody & (amounts >= least), amounts, 0.0)

    level = _highest(with_minimums, money, most / unit)
    funded: Flags = with_minimums(level) > 0

    def among_funded(level: float) -> Numbers:
        return np.where(funded, np.clip(level * unit, least, most), 0.0)

    return among_funded(_highest(among_funded, money, most / unit))


def _highest(amounts_at: Callable[[float], Numbers], money: float, levels: Numbers) -> float:
    """The highest level whose amounts add up to no more than the money."""
    low, high = 0.0, float(levels.max(initial=0.0))
    if amounts_at(high).sum() <= money:
        return high
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if amounts_at(middle).sum() <= money:
            low = middle
        else:
            high = middle
    return low
