"""The fewest limits that no decision keeps together."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from optimizer.funding.bulk import highs
from optimizer.funding.bulk.linear_model import INFINITY, LinearModel
from optimizer.funding.bulk.terms import terms
from optimizer.funding.conflict.one_row import least_missed, row_of, suits
from optimizer.funding.conflict.relaxation import add_something_funded
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.variables import FundingModel, add_amounts
from optimizer.solver import Status

ROUNDING = 1e-7
SECONDS_ALONE = 10.0
SHARE_FOR_PROOF = 0.7  # of the time; the rest is for a conflict without proof that it is the smallest


class OutOfTimeError(Exception):
    """A question was not answered in time."""


@dataclass(frozen=True)
class Question:
    """Which of the limits can be kept together: by any decision, or by one that funds something."""

    data: FundingData
    limits: tuple[Limit, ...]
    is_something_funded: bool


def smallest_conflict(
    data: FundingData, ends_at: float, *, is_something_funded: bool = False
) -> tuple[tuple[Limit, ...], bool]:
    """The fewest limits that no decision keeps together, and whether it is proven that there are no fewer.

    Without time for the proof: a set of which no limit can be left out, as far as could be told in time. With
    ``is_something_funded`` a decision that funds nothing keeps no limits.
    """
    question = Question(data, data.binding_limits, is_something_funded)
    limits = data.binding_limits
    proof_ends_at = time.monotonic() + SHARE_FOR_PROOF * max(ends_at - time.monotonic(), 0.0)
    try:
        chosen, is_smallest = _smallest(question, proof_ends_at), True
    except OutOfTimeError:
        chosen, is_smallest = _irreducible(question, ends_at), False
    return tuple(limits[place] for place in sorted(chosen)), is_smallest


def _smallest(question: Question, ends_at: float) -> set[int]:
    """Every way to make the limits agree drops at least one limit of each conflict.

    So the smallest set that hits every known way out is tried; where it can be kept, it is grown until it cannot, and
    what is missing is one more way out.
    """
    ways_out: list[set[int]] = []
    while True:
        chosen = _smallest_hitting_set(ways_out, ends_at)
        if not can_keep(question, chosen, ends_at):
            return chosen
        for place in range(len(question.limits)):
            if place not in chosen and can_keep(question, chosen | {place}, ends_at):
                chosen = chosen | {place}
        ways_out.append(set(range(len(question.limits))) - chosen)


def _irreducible(question: Question, ends_at: float) -> set[int]:
    """Limits are left out one by one, where the others still contradict each other."""
    chosen = set(range(len(question.limits)))
    for place in range(len(question.limits)):
        try:
            if not can_keep(question, chosen - {place}, ends_at):
                chosen -= {place}
        except OutOfTimeError:
            return chosen
    return chosen


def can_keep(question: Question, places: AbstractSet[int], ends_at: float) -> bool:
    """Whether some decision keeps the limits at these places.

    Raises
    ------
    OutOfTimeError
        It was not found out.
    """
    data = question.data
    if suits(data) and not question.is_something_funded:
        told = _told_by_one_row(question, sorted(places), ends_at)
        if told is not None:
            return told
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, tuple(question.limits[place] for place in sorted(places)))
    if question.is_something_funded:
        add_something_funded(model)
    if highs.solve(model, seconds=_left(ends_at), is_relaxed=True).status == Status.INFEASIBLE:
        return False
    answer = highs.solve(model, seconds=_left(ends_at), relative_gap=1.0)
    if answer.status == Status.FAILED:
        raise OutOfTimeError
    return answer.point is not None


def _told_by_one_row(question: Question, places: list[int], ends_at: float) -> bool | None:
    """Whether one limit's row can be kept with the others, by how small it can be; None where that does not tell."""
    data = question.data
    for place in places:
        row = row_of(data, question.limits[place])
        if row is None:
            continue
        others = [question.limits[other] for other in places if other != place]
        _, answer = least_missed(data, row, others, min(SECONDS_ALONE, _left(ends_at)))
        if answer.objective is not None and -answer.objective <= row.level:
            return True
        room = ROUNDING * max(abs(row.level), 1.0)
        if answer.status == Status.INFEASIBLE or (answer.bound is not None and -answer.bound > row.level + room):
            return False
        return None
    return None


def _smallest_hitting_set(sets: list[set[int]], ends_at: float) -> set[int]:
    """The fewest places such that each of ``sets`` holds one."""
    if not sets:
        return set()
    model = LinearModel("conflict")
    places = np.array(sorted(set().union(*sets)))
    taken = model.add_columns("limit", [("p", places)], upper=1.0, is_integer=True)
    model.objective = terms(taken.members, -1.0)
    for number, members in enumerate(sets):
        columns = taken.members[np.isin(places, list(members))]
        model.add_rows(f"way_out__{number}", (), [(0, columns, 1.0)], lower=1.0, upper=INFINITY)
    answer = highs.solve(model, seconds=_left(ends_at))
    if answer.status != Status.OPTIMAL or answer.point is None:
        raise OutOfTimeError
    return set(places[answer.point > 0.5].tolist())  # noqa: PLR2004  # 0 or 1


def _left(ends_at: float) -> float:
    left = ends_at - time.monotonic()
    if left <= 0:
        raise OutOfTimeError
    return left
