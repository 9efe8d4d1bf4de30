"""Draws in which the rows of the rules have prices: what each request then gets, and what no plan can exceed."""

import numpy as np

from optimizer.funding.data import Numbers
from optimizer.funding.monte_carlo.rules import Rules

BISECTIONS = 26
FILLS = 4


class Priced:
    """``worth`` and ``bound`` are of each draw, ``prices`` draws x rows; every step tightens the bound or keeps it.

    With prices each request decides alone, and what it returns net of them, with the rows' levels at their prices, is
    a bound for any plan (Lagrange).
    """

    def __init__(self, rules: Rules, worth: Numbers, prices: Numbers) -> None:
        self.rules, self.worth = rules, worth
        self.prices = np.tile(prices, (len(worth), 1))
        self.bound = np.full(len(worth), np.inf)

    def bisect(self, row: int) -> Numbers:
        """Look for each draw's best price of one row, the others held; the amounts at the price at which it is kept."""
        rules, others = self.rules, self.prices.copy()
        others[:, row] = 0.0
        rest, fee = self.worth - others @ rules.of_amount, others @ rules.of_funded
        constant = others @ rules.level
        low, high = np.zeros(len(rest)), self._highest(row, rest, fee)
        amounts, best = self._at(row, high, rest, fee, constant)[0], self.prices[:, row].copy()
        for step in range(BISECTIONS):
            price = np.zeros(len(rest)) if step == 0 else (low + high) / 2
            found, limit, used = self._at(row, price, rest, fee, constant)
            best = np.where(limit < self.bound, price, best)
            self.bound = np.minimum(self.bound, limit)
            fits = used <= rules.level[row]
            high, low = np.where(fits, price, high), np.where(fits, low, price)
            amounts[fits] = found[fits]
        self.prices[:, row] = best
        return amounts

    def filled(self, amounts: Numbers, row: int) -> Numbers:
        """What the row has left goes to the request that returns most with it, a few times over."""
        rules, draws, use = self.rules, np.arange(len(amounts)), self.rules.of_amount[row]
        for _ in range(FILLS):
            left = rules.level[row] - amounts @ use - (amounts > 0) @ rules.of_funded[row]
            room = np.divide(left[:, None], use, out=np.full(amounts.shape, np.inf), where=use > 0)
            after = np.minimum(rules.most, amounts + np.maximum(room, 0.0))
            gain = np.where((after >= rules.least) & rules.is_possible, (after - amounts) * self.worth, 0.0)
            best = gain.argmax(axis=1)
            grows = gain[draws, best] > 0
            amounts[draws[grows], best[grows]] = after[draws[grows], best[grows]]
        return amounts

    def _highest(self, row: int, rest: Numbers, fee: Numbers) -> Numbers:
        """A price at which the row decides over every request that uses any of it."""
        rules = self.rules
        uses = np.abs(rules.of_amount[row]) * rules.least + np.abs(rules.of_funded[row])
        value = np.abs(rest) * np.maximum(rules.most, 0.0) + np.abs(fee)
        return np.asarray(2 * np.divide(value, uses, out=np.zeros(value.shape), where=uses > 0).max(axis=1) + 1e-9)

    def _at(
        self, row: int, price: Numbers, rest: Numbers, fee: Numbers, constant: Numbers
    ) -> tuple[Numbers, Numbers, Numbers]:
        """Amounts at a price of the row, the limit that the price proves, and how much of the row they use."""
        rules = self.rules
        net = rest - price[:, None] * rules.of_amount[row]
        amount = np.where(net > 0, rules.most, rules.least)
        gain = net * amount - (fee + price[:, None] * rules.of_funded[row])
        is_funded = ((gain > 0) | rules.must_fund) & rules.is_possible
        amount = np.where(is_funded, amount, 0.0)
        limit = constant + price * rules.level[row] + np.where(is_funded, gain, 0.0).sum(axis=1)
        return amount, limit, amount @ rules.of_amount[row] + is_funded @ rules.of_funded[row]
