"""Decide thousands of requests: prices first, then the few that prices do not decide, as whole numbers."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer.funding.data import Flags, Indexes, Numbers
from optimizer.funding.large.choices import Choices, amounts_at
from optimizer.funding.large.coupling import Coupling
from optimizer.funding.large.decided import Decided
from optimizer.funding.large.part import row_sizes, solve_part
from optimizer.funding.large.relaxed import Relaxed, left, members_of_small_rows, relaxed, worth_at

PART_COUNTS = ((15, 300), (40, 600))
MOST_MEMBERS = 3000


@dataclass(frozen=True)
class Found:
    """A decision, and the prices that bound it."""

    decided: Decided
    relaxation: Relaxed


def decide(coupling: Coupling, choices: Choices, *, relative_gap: float, seconds: float) -> Found | None:
    """A decision and the bound it is measured by; None where prices or whole numbers were not found.

    Requests whose choice is clear at the prices keep it; the least clear ones, and all in rows about few, are decided
    together with what is left of the limits. More of them are taken until the gap is small enough.
    """
    ends_at = time.perf_counter() + seconds
    members = members_of_small_rows(coupling)
    if len(members) > MOST_MEMBERS:
        return None
    relaxation = relaxed(coupling, choices, members, relative_gap)
    if relaxation is None:
        return None
    if not len(coupling.level):  # nothing ties them together
        amounts = amounts_at(choices, relaxation.verdict.corner)
        return Found(Decided(amounts, relaxation.bound, relaxation.bound), relaxation)
    best: Decided | None = None
    allowed = relative_gap * max(abs(relaxation.bound), 1.0)
    for counts in PART_COUNTS:
        found = _with_part(coupling, choices, relaxation, members, counts, 0.9 * allowed, ends_at - time.perf_counter())
        if found is not None and (best is None or found.objective > best.objective):
            best = found
        if time.perf_counter() > ends_at or (best is not None and best.bound - best.objective <= allowed):
            break
    return None if best is None else Found(best, relaxation)


def _with_part(
    coupling: Coupling,
    choices: Choices,
    relaxation: Relaxed,
    members: Indexes,
    counts: tuple[int, int],
    absolute_gap: float,
    seconds: float,
) -> Decided | None:
    """The verdict of the prices, with the least clear requests decided as whole numbers.

    ``counts``: how many may turn from nothing to something or back, and of how many others the amount may change.
    """
    now = relaxation.verdict
    turning = np.union1d(members, _smallest(now.doubt, counts[0]))
    moving = _smallest(np.where(now.corner >= 0, now.loss_of_amount, np.inf), counts[1])
    moving = np.setdiff1d(moving[now.corner[moving] >= 0], turning)
    part = np.concatenate([turning, moving])
    fixed = now.corner.copy()
    fixed[part] = -1
    solved = solve_part(
        coupling,
        choices,
        part,
        left(coupling, choices, fixed),
        row_sizes(coupling, choices),
        is_open=np.arange(len(part)) < len(turning),
        absolute_gap=absolute_gap,
        seconds=max(seconds, 0.1),
    )
    if solved is None:
        return None
    amounts = amounts_at(choices, fixed)
    amounts[part] = np.where(
        solved.is_funded, np.clip(solved.amounts, choices.amounts[part, 0], choices.amounts[part, -1]), 0.0
    )
    return Decided(amounts, choices.of_nothing + worth_at(choices, fixed) + solved.worth, now.bound)


def _smallest(numbers: Numbers, count: int) -> Indexes:
    """Where the smallest ones stand."""
    return np.argpartition(numbers, min(count, len(numbers) - 1))[:count]


def must_and_must_not(found: Found) -> tuple[Flags, Flags]:
    """Which requests are funded, and which are not, in any decision worth more than the one found."""
    slack = max(found.decided.bound - found.decided.objective, 0.0)
    return found.relaxation.verdict.loss_off > slack, found.relaxation.verdict.loss_on > slack
