"""From a plan that keeps every rule to a better one for each draw, request by request, every rule kept on the way."""

import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.monte_carlo.draws import Flags
from optimizer.funding.monte_carlo.rules import Rules

LEAST_COST = 1e-12
ROUNDING_RATIO = 1e-9


class Steps:
    """Plans of many draws (``amounts``: draws x requests) that start alike and keep the rules."""

    def __init__(self, rules: Rules, start: Numbers, count: int) -> None:
        self.rules = rules
        self.amounts = np.tile(start, (count, 1))
        used = rules.of_amount @ start + rules.of_funded @ (start > 0)
        self.used = np.tile(used, (count, 1))
        size = np.abs(rules.of_amount) @ np.maximum(rules.most, 0.0) + np.abs(rules.level) + 1.0
        self.level = np.maximum(rules.level, used) + ROUNDING_RATIO * size

    def reduce(self, targets: Numbers) -> None:
        """Each request goes down to its target where the rules allow it, or to its least amount where not."""
        rules = self.rules
        for place in range(rules.request_count):
            for target in (targets[:, place], np.full(len(targets), rules.least[place])):
                now = self.amounts[:, place]
                wanted = (target < now) & (targets[:, place] < now)
                if wanted.any():
                    self._set(np.full(len(targets), place), np.where(wanted, target, now))

    def raise_by(self, worth: Numbers, prices: Numbers) -> None:
        """What the rules leave goes to the requests in the order of what they return for what they use."""
        rules = self.rules
        order = np.argsort(-worth / np.maximum(prices @ rules.of_amount, LEAST_COST), axis=1, kind="stable")
        draws = np.arange(len(worth))
        for place in order.T:
            now = self.amounts[draws, place]
            use = rules.of_amount.T[place]
            left = self.level - self.used - (now == 0)[:, None] * rules.of_funded.T[place]
            room = np.divide(left, use, out=np.full(use.shape, np.inf), where=use > 0).min(axis=1, initial=np.inf)
            after = np.minimum(rules.most[place], now + np.maximum(room, 0.0))
            grows = (after > now) & (after >= rules.least[place]) & (worth[draws, place] > 0)
            self._set(place, np.where(grows, after, now))

    def _set(self, place: Indexes, amount: Numbers) -> None:
        """One request of each draw gets another amount, where that keeps every rule."""
        rules, draws = self.rules, np.arange(len(amount))
        now = self.amounts[draws, place]
        switched = (amount > 0).astype(float) - (now > 0)
        used = self.used + (amount - now)[:, None] * rules.of_amount.T[place]
        used += switched[:, None] * rules.of_funded.T[place]
        kept: Flags = np.all(used <= self.level, axis=1)
        self.amounts[draws[kept], place[kept]] = amount[kept]
        self.used[kept] = used[kept]
