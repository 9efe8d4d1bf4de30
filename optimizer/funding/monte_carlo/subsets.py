"""Which sets of requests can be funded together at all, as far as counting and the least and most amounts tell."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.funding.monte_carlo.draws import Flags, Numbers
from optimizer.funding.monte_carlo.rules import Rules

TOLERANCE_RATIO = 1e-9


@dataclass(frozen=True)
class Subsets:
    """Sets of funded requests, one per row: few and cheap ones first, so that equals are decided for less money.

    ``level`` is what is left of each row of the rules (columns) for the amounts, once the funded ones are counted.
    """

    is_funded: Flags
    lower: Numbers
    upper: Numbers
    level: Numbers

    @cached_property
    def count(self) -> int:
        """How many sets."""
        return len(self.is_funded)


def count_of_sets(rules: Rules) -> int:
    """How many sets there are before any rule is looked at."""
    return int(2 ** int((~rules.must_fund & rules.is_possible).sum()))


def subsets(rules: Rules) -> Subsets:
    """Every set that no single row of the rules rules out; rows together may still do so."""
    free = np.flatnonzero(~rules.must_fund & rules.is_possible)
    numbers = np.arange(2 ** len(free))
    is_funded = np.zeros((len(numbers), rules.request_count), dtype=bool)
    is_funded[:, rules.must_fund] = True
    is_funded[:, free] = (numbers[:, None] >> np.arange(len(free))) & 1
    if (~rules.is_possible)[rules.must_fund].any():
        is_funded = is_funded[:0]
    lower, upper = is_funded * rules.least, is_funded * rules.most
    level = rules.level - is_funded.astype(float) @ rules.of_funded.T
    size = upper @ np.abs(rules.of_amount).T + np.abs(level) + 1.0
    fewest_used = lower @ np.maximum(rules.of_amount, 0).T + upper @ np.minimum(rules.of_amount, 0).T
    possible: Flags = np.all(fewest_used <= level + TOLERANCE_RATIO * size, axis=1)
    order = np.lexsort((lower.sum(axis=1), is_funded.sum(axis=1)))
    order = order[possible[order]]
    return Subsets(is_funded[order], lower[order], upper[order], level[order])
