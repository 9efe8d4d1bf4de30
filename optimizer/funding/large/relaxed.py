"""The prices of the limits where requests could also be funded in part: found on a sample, then made exact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.large.choices import Choices, Verdict, amounts_at, verdict
from optimizer.funding.large.coupling import Coupling
from optimizer.funding.large.kinds import Kinds, kinds_of
from optimizer.funding.large.part import TINY, relax_part, row_sizes

SAMPLE_COUNT = 2000
PART_COUNT = 800  # requests that a step of the prices may turn
SMALL_ROW = 200  # a row about fewer requests is taken in as a whole
STEP_COUNT = 60
FIRST_WIDTH, WIDER, NARROWER = 0.1, 2.0, 0.3
PENALTY = 1e3  # the highest price, in worth of the dearest request for all that one request can do to a row
LEAST_PRICE = 0.02  # prices move at least in this scale, in the same terms
EXACT_RATIO = 0.02  # of the gap that is wanted in the end


@dataclass(frozen=True)
class Relaxed:
    """``prices`` of the coupling rows and the verdict they give; ``bound`` limits every decision."""

    prices: Numbers
    verdict: Verdict

    @property
    def bound(self) -> float:
        """No decision is worth more."""
        return self.verdict.bound


def members_of_small_rows(coupling: Coupling) -> Indexes:
    """The requests in rows that are about few of them."""
    touched = (coupling.of_amount != 0) | (coupling.of_funded != 0)
    small = touched.sum(axis=1) <= SMALL_ROW
    return np.flatnonzero(touched[small].any(axis=0))


def relaxed(coupling: Coupling, choices: Choices, members: Indexes, relative_gap: float) -> Relaxed | None:
    """The exact relaxation; None where no prices are found that prove it (the limits may contradict each other).

    Each step moves the prices to the best ones within a box, as far as a small model tells: some requests one by one,
    the others by kind, as a mixture of what the last verdicts gave them. A step that lowers the bound is taken, and
    the next box is larger; else it is smaller. Prices are exact when the mixture is worth as much as the bound.
    """
    if not len(coupling.level):
        return Relaxed(np.zeros(0), verdict(coupling, choices, np.zeros(0)))
    size = row_sizes(coupling, choices)
    unit = max(float(np.abs(choices.worth).max(initial=0.0)), TINY) / size
    prices = _first_prices(coupling, choices, members, size, unit)
    if prices is None:
        return None
    kinds = Kinds(coupling, choices, kinds_of(coupling))
    now, width = verdict(coupling, choices, prices), FIRST_WIDTH
    kinds.keep(now.corner)
    for _ in range(STEP_COUNT):
        scale = np.maximum(prices, LEAST_PRICE * unit)
        part = _easily_turned(coupling, choices, now, scale, members)
        box = (np.maximum(prices - width * scale, 0.0), prices + width * scale)
        others = kinds.without(part)
        solved = relax_part(coupling, choices, part, coupling.level, size, box, others=others)
        if solved is None:
            return None
        after = verdict(coupling, choices, solved.prices)
        kinds.keep(after.corner)
        is_better = after.bound < now.bound
        if is_better:
            prices, now = solved.prices, after
        apart = now.bound - choices.of_nothing - solved.worth
        if solved.is_in_box and apart <= EXACT_RATIO * relative_gap * max(abs(now.bound), 1.0):
            return Relaxed(prices, now)
        width *= WIDER if is_better else NARROWER
    return None


def _easily_turned(coupling: Coupling, choices: Choices, now: Verdict, scale: Numbers, members: Indexes) -> Indexes:
    """The requests that change their choice first when prices move, and the members of small rows."""
    moved = scale @ np.abs(coupling.of_amount) * choices.amounts[:, -1] + scale @ np.abs(coupling.of_funded)
    firmness = np.minimum(now.doubt, now.loss_of_amount) / np.maximum(moved, TINY)
    firmness[~choices.is_possible] = np.inf
    count = 2 * PART_COUNT // choices.corner_count
    return np.union1d(members, np.argpartition(firmness, min(count, len(firmness) - 1))[:count])


def left(coupling: Coupling, choices: Choices, corner: Indexes) -> Numbers:
    """What is left of each row when the requests have these corners."""
    given = amounts_at(choices, corner)
    result: Numbers = coupling.level - coupling.of_amount @ given - coupling.of_funded @ (corner >= 0).astype(float)
    return result


def worth_at(choices: Choices, corner: Indexes) -> float:
    """What the chosen corners are worth above nothing."""
    chosen = choices.worth[np.arange(len(corner)), np.maximum(corner, 0)]
    return float(chosen[corner >= 0].sum())


def _first_prices(
    coupling: Coupling, choices: Choices, members: Indexes, size: Numbers, unit: Numbers
) -> Numbers | None:
    """The prices on a sample: each of its requests stands for many, those of small rows for themselves."""
    others = np.setdiff1d(np.arange(len(choices.amounts)), members, assume_unique=True)
    sample = np.random.default_rng(0).permutation(others)[: 2 * SAMPLE_COUNT // choices.corner_count]
    part = np.concatenate([members, sample])
    weights = np.concatenate([np.ones(len(members)), np.full(len(sample), len(others) / max(len(sample), 1))])
    box = (np.zeros(len(size)), PENALTY * unit)
    solved = relax_part(coupling, choices, part, coupling.level, size, box, weights=weights)
    return None if solved is None else solved.prices
