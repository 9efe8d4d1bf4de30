"""Draws that one row of the rules does not decide: sets of requests compete until a plan reaches every limit.

The linear program of the most promising set is solved for one draw. Its vertex is a plan for every draw; its basis
gives every draw prices of the rows, which tighten limits, and prove the plan where the vertex is the best one.
"""

import numpy as np

from optimizer.funding.monte_carlo.draws import Flags, Numbers
from optimizer.funding.monte_carlo.fractional import Places
from optimizer.funding.monte_carlo.linear import AmountsProgram, Vertex
from optimizer.funding.monte_carlo.proof import is_proven, promising
from optimizer.funding.monte_carlo.rules import Rules
from optimizer.funding.monte_carlo.subsets import Subsets
from optimizer.solver import Clock

MOST_ALIKE = 32  # draws in which the prices of one are tried on every set


class Contest:
    """``limit`` is draws x sets for the draws ``open``; ``amounts``, ``value`` and ``bound`` are of all draws."""

    def __init__(self, rules: Rules, sets: Subsets, program: AmountsProgram, worth: Numbers, limit: Numbers) -> None:
        self.rules, self.sets, self.program, self.worth = rules, sets, program, worth
        self.open: Places = np.arange(worth.shape[1])
        self.limit = np.ascontiguousarray(limit.T)
        self.is_funded = sets.is_funded.astype(float)
        self.bound = self.limit.max(axis=1)

    def know(self, amounts: Numbers, value: Numbers) -> None:
        """Begin with plans that are known; a value of minus infinity is none."""
        self.amounts, self.value = amounts.copy(), value.copy()

    def decide(self, clock: Clock) -> bool:
        """Decide every draw, or give each a plan and its bound once the clock is over; False where no plan exists."""
        while self.open.size and not self._is_over(clock):
            chosen = promising(self.limit, axis=1)
            for one in np.unique(chosen):
                if not self._is_over(clock):
                    self._settle(int(one), np.flatnonzero(chosen == one))
            most = self.limit.max(axis=1)
            if np.isneginf(most).any():
                return False
            self.bound[self.open] = most
            stays = ~is_proven(self.value[self.open], most)
            self.open, self.limit = self.open[stays], self.limit[stays]
        return True

    def _is_over(self, clock: Clock) -> bool:
        """Whether time is up and every draw has a plan."""
        return clock.is_over and bool(np.isfinite(self.value).all())

    def _settle(self, one: int, mine: Places) -> None:
        """Solve the set's linear program until it is in front in none of ``mine`` without a plan that proves it."""
        while mine.size:
            behind = self.limit[mine, one] - self.value[self.open[mine]]
            draw = int(mine[np.argmax(behind)])
            sets = self.sets
            vertex = self.program.best(
                sets.lower[one], sets.upper[one], sets.level[one], self.worth[:, self.open[draw]]
            )
            if vertex is None:
                self.limit[:, one] = -np.inf
                return
            self._keep(vertex.amounts)
            best = float(vertex.amounts @ self.worth[:, self.open[draw]])
            self.limit[draw, one] = min(self.limit[draw, one], best)
            self._tighten(one, vertex, mine, draw)
            mine = mine[self._leads(one, mine) & (mine != draw)]

    def _leads(self, one: int, mine: Places) -> Flags:
        """Whether the set is still in front, and not proven, in each of these draws."""
        limit = self.limit[mine]
        mine_value = self.value[self.open[mine]]
        return np.asarray((promising(limit, axis=1) == one) & ~is_proven(mine_value, limit[:, one]))

    def _keep(self, amounts: Numbers) -> None:
        """A plan that keeps the rules, for every open draw in which it returns more than what is known."""
        value = amounts @ self.worth[:, self.open]
        better = self.open[value > self.value[self.open]]
        self.amounts[better] = amounts
        self.value[better] = amounts @ self.worth[:, better]

    def _tighten(self, one: int, vertex: Vertex, mine: Places, draw: int) -> None:
        """With the rows priced, each request takes the end that returns more, whichever set it is in.

        The set's own limit is tightened in all its draws, the limits of the other sets in the draws most like this one.
        """
        worth = self.worth[:, self.open[mine]]
        prices = vertex.prices(worth)
        rest = worth - self.rules.of_amount.T @ prices
        most = np.maximum(self.rules.least[:, None] * rest, self.rules.most[:, None] * rest)
        own = self.sets.level[one] @ prices + self.is_funded[one] @ most
        self.limit[mine, one] = np.minimum(self.limit[mine, one], own)
        if len(mine) > MOST_ALIKE:
            distance = np.square(rest - rest[:, mine == draw]).sum(axis=0)
            alike = np.argpartition(distance, MOST_ALIKE)[:MOST_ALIKE]
            mine, most, prices = mine[alike], most[:, alike], prices[:, alike]
        self.limit[mine] = np.minimum(self.limit[mine], prices.T @ self.sets.level.T + most.T @ self.is_funded.T)
