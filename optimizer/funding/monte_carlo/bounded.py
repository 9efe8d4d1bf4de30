"""The decision taken anew for every draw where there are too many requests for every set of them: with proven gaps.

Every row of the rules has a price: those of the mean draw, and for the row that costs most (the budget, as a rule) a
price of its own in each draw, found by bisection. With prices each request decides alone, which bounds the return of
any plan from above (Lagrange); what fits the row, filled up with what is left of it, is a plan. Plans of whole solves
are tried on every draw, and the draws with the widest gaps are solved whole while there is time.
"""

from collections.abc import Callable

import numpy as np

from optimizer.funding import model as funding_model
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.bulk.terms import terms
from optimizer.funding.data import FundingData
from optimizer.funding.monte_carlo.draws import Numbers
from optimizer.funding.monte_carlo.exact import Redecided
from optimizer.funding.monte_carlo.rules import Rules, rules_of
from optimizer.funding.solution import CENT
from optimizer.solver import Clock, Status

MOST_CELLS = 1_000_000  # draws x requests at once
BISECTIONS = 30
FILLS = 4
PROVEN_RATIO = 1e-6
PART_OF_CLOCK = 0.25  # of the clock, at most, for one whole solve
Listener = Callable[[int, int], None]


def redecide_with_bounds(data: FundingData, worth: Numbers, clock: Clock, on_progress: Listener) -> Redecided | None:
    """A decision for each draw, and the proven limit of any; None where no decision keeps the rules.

    Parameters
    ----------
    worth
        Draws x requests: what one unit of money returns.
    clock
        When to stop closing gaps; the bounds and plans of all draws are found in any case.
    """
    rules, whole = rules_of(data), Whole(data)
    mean = worth.mean(axis=0)
    known = whole.best(mean, max(PART_OF_CLOCK * clock.left_seconds, 1.0))
    if known.status == Status.INFEASIBLE:
        return None
    prices = whole.prices(mean, rules, clock.limit_seconds)
    step = max(MOST_CELLS // max(rules.request_count, 1), 1)
    parts = []
    for begin in range(0, len(worth), step):
        parts.append(_bounded(rules, worth[begin : begin + step], prices))
        on_progress(min(begin + step, len(worth)), len(worth))
    found = Redecided(*(np.concatenate([getattr(part, name) for part in parts]) for name in Redecided.__match_args__))
    if known.point is not None:
        _try_everywhere(found, worth, whole.amounts(known))
    _close(found, worth, whole, clock)
    return found


class Whole:
    """The model itself, for one draw after the other."""

    def __init__(self, data: FundingData) -> None:
        self.model = funding_model.build(data)
        self.columns = self.model.amounts[:, 0]

    def best(self, worth: Numbers, seconds: float, *, is_relaxed: bool = False) -> Answer:
        """The most that one draw allows; ``worth`` is per request."""
        self.model.objective = terms(self.columns, worth)
        return highs.solve(self.model, seconds=max(seconds, 0.1), is_relaxed=is_relaxed)

    def prices(self, worth: Numbers, rules: Rules, seconds: float) -> Numbers:
        """What one more unit of each row is worth where requests could be funded in part; 0 where that is not known."""
        relaxed = self.best(worth, seconds, is_relaxed=True)
        return np.zeros(len(rules.level)) if relaxed.row_prices is None else np.abs(relaxed.row_prices[rules.rows])

    def amounts(self, answer: Answer) -> Numbers:
        """What each request gets, without the solver's dust."""
        amounts = np.zeros(len(self.columns)) if answer.point is None else answer.point[self.columns]
        return np.where(amounts < CENT, 0.0, amounts)


def _bounded(rules: Rules, worth: Numbers, prices: Numbers) -> Redecided:
    """Some draws at once."""
    main = int(np.argmax(prices * np.abs(rules.level))) if len(prices) else None
    others = prices.copy()
    if main is not None:
        others[main] = 0.0
    rest = worth - others @ rules.of_amount
    priced = Priced(rules, rest, others @ rules.of_funded, float(others @ rules.level), main)
    bound, amounts = priced.bisect()
    amounts = priced.filled(amounts)
    value = np.where(rules.are_kept(amounts), (amounts * worth).sum(axis=1), -np.inf)
    return Redecided(amounts, value, np.maximum(bound, value))


class Priced:
    """Draws in which all rows but the ``main`` one are paid for: ``worth`` is net of them, ``fee`` is per request."""

    def __init__(self, rules: Rules, worth: Numbers, fee: Numbers, constant: float, main: int | None) -> None:
        self.rules, self.worth, self.constant = rules, worth, constant
        self.use = rules.of_amount[main] if main is not None else np.zeros(rules.request_count)
        self.use_of_funded = rules.of_funded[main] if main is not None else np.zeros(rules.request_count)
        self.level = float(rules.level[main]) if main is not None else 0.0
        self.fee = fee

    def bisect(self) -> tuple[Numbers, Numbers]:
        """The tightest limit of each draw, and the amounts at the lowest price at which they fit the main row."""
        low = np.zeros(len(self.worth))
        positive = self.use > 0
        steepest = (self.worth[:, positive] / self.use[positive]).max(axis=1, initial=0.0)
        high = np.maximum(steepest, 0.0) * 2 + 1e-9
        amounts, bound, _ = self._at(high)
        for _ in range(BISECTIONS):
            price = (low + high) / 2
            found, limit, used = self._at(price)
            bound = np.minimum(bound, limit)
            fits = used <= self.level
            high, low = np.where(fits, price, high), np.where(fits, low, price)
            amounts[fits] = found[fits]
        return bound, amounts

    def filled(self, amounts: Numbers) -> Numbers:
        """What the main row has left goes to the request that returns most with it, a few times over."""
        rules, draws = self.rules, np.arange(len(amounts))
        for _ in range(FILLS):
            left = self.level - amounts @ self.use - (amounts > 0) @ self.use_of_funded
            room = np.divide(left[:, None], self.use, out=np.full(amounts.shape, np.inf), where=self.use > 0)
            after = np.minimum(rules.most, amounts + np.maximum(room, 0.0))
            gain = np.where((after >= rules.least) & rules.is_possible, (after - amounts) * self.worth, 0.0)
            best = gain.argmax(axis=1)
            grows = gain[draws, best] > 0
            amounts[draws[grows], best[grows]] = after[draws[grows], best[grows]]
        return amounts

    def _at(self, price: Numbers) -> tuple[Numbers, Numbers, Numbers]:
        """Amounts at a price of the main row, the limit that the price proves, and how much of the row they use."""
        rules = self.rules
        rest = self.worth - price[:, None] * self.use
        fee = self.fee + price[:, None] * self.use_of_funded
        amount = np.where(rest > 0, rules.most, rules.least)
        gain = rest * amount - fee
        is_funded = ((gain > 0) | rules.must_fund) & rules.is_possible
        amount = np.where(is_funded, amount, 0.0)
        limit = self.constant + price * self.level + np.where(is_funded, gain, 0.0).sum(axis=1)
        return amount, limit, amount @ self.use + is_funded @ self.use_of_funded


def _try_everywhere(found: Redecided, worth: Numbers, amounts: Numbers) -> None:
    """A plan that keeps the rules, in every draw in which it returns more."""
    value = worth @ amounts
    better = value > found.value
    found.amounts[better], found.value[better] = amounts, value[better]
    np.maximum(found.bound, found.value, out=found.bound)


def _close(found: Redecided, worth: Numbers, whole: Whole, clock: Clock) -> None:
    """Solve the draws with the widest gaps whole."""
    tried = np.zeros(len(worth), dtype=bool)
    while not clock.is_over:
        gap = np.where(tried, -np.inf, found.bound - found.value)
        draw = int(np.argmax(gap))
        if gap[draw] <= PROVEN_RATIO * max(abs(found.bound[draw]), 1.0):
            return
        tried[draw] = True
        outcome = whole.best(worth[draw], min(clock.left_seconds, max(PART_OF_CLOCK * clock.limit_seconds, 1.0)))
        if outcome.bound is not None:
            found.bound[draw] = min(found.bound[draw], outcome.bound)
        if outcome.point is not None:
            _try_everywhere(found, worth, whole.amounts(outcome))
        found.bound[draw] = max(found.bound[draw], found.value[draw])
