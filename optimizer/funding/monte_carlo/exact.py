"""The decision taken anew for every draw, exactly: every set of funded requests, with its best amounts.

Each set has an upper limit of what it returns in a draw: under each row of the rules alone it is a fractional
knapsack, and under all of them any prices of the rows give one (Lagrange). A draw is decided when a plan that keeps
every rule returns as much as the largest limit of any set. What one row alone does not decide is left to ``Contest``.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.funding.monte_carlo.contest import Contest
from optimizer.funding.monte_carlo.draws import Numbers
from optimizer.funding.monte_carlo.fractional import SortedDraws, knapsacks
from optimizer.funding.monte_carlo.linear import AmountsProgram
from optimizer.funding.monte_carlo.proof import is_proven, promising
from optimizer.funding.monte_carlo.rules import Rules
from optimizer.funding.monte_carlo.subsets import Subsets, subsets
from optimizer.solver import Clock

MOST_SETS = 4096
MOST_CELLS = 4_000_000  # sets x draws at once
Listener = Callable[[int, int], None]


@dataclass(frozen=True)
class Redecided:
    """The decision of each draw: ``amounts`` draws x requests, its return, and the proven limit of any return."""

    amounts: Numbers
    value: Numbers
    bound: Numbers


def redecide_exactly(rules: Rules, worth: Numbers, clock: Clock, on_progress: Listener) -> Redecided | None:
    """The best decision for each draw, proven within 1e-7 of what it returns; None where no decision keeps the rules.

    Parameters
    ----------
    worth
        Draws x requests: what one unit of money returns.
    clock
        When it is over, draws that are not proven yet keep a plan and a bound.
    on_progress
        Called with (draws done, draws in all).
    """
    sets, program = subsets(rules), AmountsProgram(rules)
    if not sets.count:
        return None
    step = max(MOST_CELLS // sets.count, 1)
    parts = []
    for begin in range(0, len(worth), step):
        part = _decided(rules, sets, np.ascontiguousarray(worth[begin : begin + step].T), program, clock)
        if part is None:
            return None
        parts.append(part)
        on_progress(min(begin + step, len(worth)), len(worth))
    return Redecided(*(np.concatenate([getattr(part, name) for part in parts]) for name in Redecided.__match_args__))


def _decided(rules: Rules, sets: Subsets, worth: Numbers, program: AmountsProgram, clock: Clock) -> Redecided | None:
    """Some draws at once; ``worth`` is requests x draws."""
    by_row = [SortedDraws(knapsacks(rules, sets, row), worth) for row in _binding_rows(rules, sets)]
    limit = np.min([one.values(sets) for one in by_row], axis=0) if by_row else _free_limit(sets, worth)
    most, chosen = limit.max(axis=0), promising(limit, axis=0)
    amounts, value = np.zeros(worth.T.shape), np.full(worth.shape[1], -np.inf)
    plans = [one.amounts(sets, chosen) for one in by_row]
    for plan in plans or [np.where(worth.T > 0, sets.upper[chosen], sets.lower[chosen])]:
        returned = np.einsum("di,id->d", plan, worth)
        better = rules.are_kept(plan) & (returned > value)
        amounts[better], value[better] = plan[better], returned[better]
    left = np.flatnonzero(~is_proven(value, most))
    if left.size:
        contest = Contest(rules, sets, program, worth[:, left], limit[:, left])
        contest.know(amounts[left], value[left])
        if not contest.decide(clock):
            return None
        amounts[left], value[left], most[left] = contest.amounts, contest.value, contest.bound
    return Redecided(amounts, value, np.maximum(most, value))


def _binding_rows(rules: Rules, sets: Subsets) -> list[int]:
    """The rows that bind in some set."""
    most_used = sets.upper @ np.maximum(rules.of_amount, 0).T + sets.lower @ np.minimum(rules.of_amount, 0).T
    return [int(row) for row in np.flatnonzero((most_used > sets.level).any(axis=0))]


def _free_limit(sets: Subsets, worth: Numbers) -> Numbers:
    """Nothing binds: every amount is at the end that returns more."""
    return np.asarray(sets.lower @ worth + (sets.upper - sets.lower) @ np.maximum(worth, 0.0))
