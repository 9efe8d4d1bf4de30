"""The decision taken anew for every draw where there are too many requests for every set of them: with proven gaps.

Every row of the rules has a price, those of the mean draw at first and then one of its own in each draw, row by row.
The prices bound the return of any plan; what fits the dearest row (the budget, as a rule), filled up with what is left
of it, is a plan. Plans of whole solves are tried on every draw, and the draws with the widest gaps are solved whole
while there is time.
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
from optimizer.funding.monte_carlo.priced import Priced
from optimizer.funding.monte_carlo.rules import Rules, rules_of
from optimizer.funding.monte_carlo.stepwise import Steps
from optimizer.funding.solution import CENT
from optimizer.solver import Clock, Status

MOST_CELLS = 1_000_000  # draws x requests at once
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
    plan = None if known.point is None else whole.amounts(known)
    rest = PART_OF_CLOCK * clock.limit_seconds

    def is_late() -> bool:
        return clock.left_seconds < rest

    parts = []
    for begin in range(0, len(worth), step):
        parts.append(_Part(rules, worth[begin : begin + step]).decide(prices, plan, is_late))
        on_progress(min(begin + step, len(worth)), len(worth))
    found = Redecided(*(np.concatenate([getattr(part, name) for part in parts]) for name in Redecided.__match_args__))
    if plan is not None:
        _try_everywhere(found, worth, plan)
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


class _Part:
    """Some draws at once."""

    def __init__(self, rules: Rules, worth: Numbers) -> None:
        self.rules, self.worth = rules, worth
        self.amounts, self.value = np.zeros(worth.shape), np.full(len(worth), -np.inf)

    def decide(self, prices: Numbers, known: Numbers | None, is_late: Callable[[], bool]) -> Redecided:
        """The dearest row first and last, the others between while there is time; then step by step from ``known``."""
        priced = Priced(self.rules, self.worth, prices)
        dearest = np.argsort(-prices * np.abs(self.rules.level), kind="stable")
        wanted = np.where((self.worth > 0) & self.rules.is_possible, self.rules.most, 0.0)
        if not len(dearest):
            priced.bound = np.einsum("di,di->d", wanted, self.worth)
        for row in (*dearest[:1], *dearest[1:], *dearest[:1]):
            if row == dearest[0] or not is_late():
                wanted = priced.bisect(int(row))
                self._try(wanted)
                self._try(priced.filled(wanted.copy(), int(dearest[0])))
        self._try(wanted)
        if known is not None:
            for targets in (np.where(self.worth > 0, np.inf, 0.0), wanted):
                steps = Steps(self.rules, known, len(self.worth))
                steps.reduce(targets)
                steps.raise_by(self.worth, priced.prices)
                self._try(steps.amounts)
        return Redecided(self.amounts, self.value, np.maximum(priced.bound, self.value))

    def _try(self, amounts: Numbers) -> None:
        """Plans, one per draw, where they keep the rules and return more than what is known."""
        returned = np.einsum("di,di->d", amounts, self.worth)
        better = self.rules.are_kept(amounts) & (returned > self.value)
        self.amounts[better], self.value[better] = amounts[better], returned[better]


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
