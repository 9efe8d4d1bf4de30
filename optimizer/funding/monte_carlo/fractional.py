"""The best amounts for a set of funded requests under one row of the rules: a fractional knapsack, all draws at once.

With one row, money flows to the requests in the order of what a unit of the row returns there, in every set the same:
each draw is sorted once, and each set only adds up what its requests can take.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.funding.monte_carlo.draws import Numbers
from optimizer.funding.monte_carlo.rules import Rules
from optimizer.funding.monte_carlo.subsets import Subsets

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Knapsacks:
    """One row of the rules against every set; per set (rows) and request (columns) where amounts start.

    ``start`` uses least of the row; ``room`` is how much of the row a request may use beyond, ``slack`` how much of it
    the set has to give.
    """

    row: Numbers
    start: Numbers
    room: Numbers
    slack: Numbers


def knapsacks(rules: Rules, sets: Subsets, row: int) -> Knapsacks:
    """For one row of the rules."""
    use = rules.of_amount[row]
    start = np.where(use < 0, sets.upper, sets.lower)
    room = np.abs(use) * (sets.upper - sets.lower)
    return Knapsacks(use, start, room, np.maximum(sets.level[:, row] - start @ use, 0.0))


class SortedDraws:
    """Draws sorted for one row: which request is next, and how much a unit of the row returns there, at least 0.

    ``worth`` is requests x draws. Requests that use nothing of the row take what they return, apart.
    """

    def __init__(self, knapsack: Knapsacks, worth: Numbers) -> None:
        use = knapsack.row
        self.knapsack, self.worth = knapsack, worth
        self.is_free = use == 0
        scale = np.where(self.is_free, 1.0, use)[:, None]
        density = np.where(self.is_free[:, None], 0.0, np.maximum(worth / scale, 0.0))
        self.order = np.argsort(-density, axis=0, kind="stable")
        self.density = np.take_along_axis(density, self.order, axis=0)
        below = np.vstack([self.density[1:], np.zeros((1, worth.shape[1]))])
        self.steps = self.density - below

    def values(self, sets: Subsets) -> Numbers:
        """Sets x draws: the most that each set returns under this row."""
        knapsack, free = self.knapsack, self.is_free
        result = knapsack.start @ self.worth
        if free.any():
            more = (sets.upper - sets.lower)[:, free]
            result += more @ np.maximum(self.worth[free], 0.0)
        used, part = np.empty(self.worth.shape[1]), np.empty(self.worth.shape[1])
        for one in range(sets.count):
            room, slack = knapsack.room[one], knapsack.slack[one]
            used[:] = 0.0
            for place, order in enumerate(self.order):
                used += room[order]
                np.minimum(used, slack, out=part)
                part *= self.steps[place]
                result[one] += part
        return result

    def amounts(self, sets: Subsets, chosen: Places) -> Numbers:
        """Draws x requests: the best amounts under this row, for the set that each draw has chosen."""
        knapsack = self.knapsack
        draws = np.arange(len(chosen))
        amounts = knapsack.start[chosen].copy()
        left = knapsack.slack[chosen].copy()
        for place, order in enumerate(self.order):
            given = np.where(self.density[place] > 0, np.minimum(knapsack.room[chosen, order], left), 0.0)
            left -= given
            amounts[draws, order] += given / np.where(self.is_free, 1.0, knapsack.row)[order]
        wanted = self.is_free[None, :] & (self.worth.T > 0)
        return np.where(wanted, sets.upper[chosen], amounts)
