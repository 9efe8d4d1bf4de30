"""Several objectives one after the other: each is kept where it is best before the next one counts."""

from __future__ import annotations

import time

from optimizer.funding import engines
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.bulk.linear_model import INFINITY
from optimizer.funding.bulk.terms import Terms
from optimizer.funding.data import FundingData
from optimizer.funding.goal import TAIL_OBJECTIVE, Goal
from optimizer.funding.objective import objective_called, value
from optimizer.funding.solution import Tier
from optimizer.funding.tail_risk import add_tail, tail_objective
from optimizer.funding.variables import FundingModel
from optimizer.solver import Status

KEPT_RATIO = 1e-6


def objectives(model: FundingModel, data: FundingData, goal: Goal) -> list[Terms]:
    """The expression of each tier; rows that one needs are added to the model."""
    tail = add_tail(model, data, goal.tail) if goal.has_tail else None
    return [
        tail_objective(tail, goal.tail)
        if tail is not None and name == TAIL_OBJECTIVE
        else value(model, data, objective_called(name))
        for name in goal.tiers
    ]


def solve_tiers(
    model: FundingModel, goal: Goal, expressions: list[Terms], seconds: float
) -> tuple[Answer, tuple[Tier, ...]]:
    """The last tier's answer, and what each tier reached.

    A tier adds the row that its objective stays within a millionth of what it reached.
    """
    ends_at = time.perf_counter() + seconds
    reached: list[Tier] = []
    statuses = set()
    for name, expression in zip(goal.tiers, expressions, strict=True):
        if reached:
            before, last = expressions[len(reached) - 1], reached[-1]
            level = last.value - KEPT_RATIO * max(abs(last.value), 1.0)
            entries = [(0, before.columns, before.values)]
            model.add_rows(f"tier__{len(reached)}", (), entries, lower=level, upper=INFINITY)
        model.objective = expression
        answer = engines.solve(model, seconds=max(ends_at - time.perf_counter(), 0.1))
        if answer.point is None or answer.objective is None:
            return answer, tuple(reached)
        statuses.add(answer.status)
        reached.append(Tier(name, answer.objective, answer.bound))
    if Status.FEASIBLE in statuses and answer.status == Status.OPTIMAL:
        answer = Answer(Status.FEASIBLE, answer.point, answer.objective, answer.bound, "an earlier tier is not proven")
    return answer, tuple(reached)
