"""A funding model of one period with thousands of requests, solved by prices; or handed back where they do not do."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer.funding.bulk import highs
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.data import Numbers
from optimizer.funding.large.choices import by_nearness, by_worth
from optimizer.funding.large.coupling import Coupling, coupling
from optimizer.funding.large.decided import Decided
from optimizer.funding.large.run import decide, must_and_must_not
from optimizer.funding.variables import FundingModel
from optimizer.solver import Status

FEWEST_REQUESTS = 1000
MOST_ROWS = 120
ROWS_TRIED = 3
SMALLEST_GAP, ROUNDING = 1e-4, 1e-7
CLOSE_ENOUGH = 1e-5
CLOSING_SECONDS = 5.0  # for the last part of a small gap
MOST_UNCLEAR = 3_000  # requests, up to which whole numbers close it in that time


def suits(model: FundingModel) -> bool:
    """Whether the model has one period, many requests, and few rows over them."""
    requests = len(model.data.requests)
    if requests < FEWEST_REQUESTS or model.data.horizon.period_count > 1 or model.is_elastic:
        return False
    many = model.row_count - 2 * requests
    caps = sum(block.count for block in model.rows if block.kind.startswith("max_single_service_allocation"))
    return many - caps <= MOST_ROWS and model.column_count == 2 * requests


def solve(model: FundingModel, *, seconds: float, relative_gap: float, targets: Numbers | None = None) -> Answer | None:
    """The decision with its bound; None where it must be found in another way.

    Parameters
    ----------
    targets
        Amounts to be near to, in place of the model's objective.
    """
    ends_at = time.perf_counter() + seconds
    rows = coupling(model)
    count = len(model.data.requests)
    if targets is None:
        choices = by_worth(rows, *np.split(model.costs(), [count]))
    else:
        choices = by_nearness(rows, targets, model.data.array("requested_amount"))
    found = decide(rows, choices, relative_gap=relative_gap, seconds=seconds)
    if found is None:
        is_impossible = targets is None and _is_impossible(rows, ends_at)
        return Answer(Status.INFEASIBLE, reason="no point keeps every row") if is_impossible else None
    answer = _answer(model, found.decided, relative_gap)
    if answer.status == Status.OPTIMAL or targets is not None or _gap(found.decided) <= CLOSE_ENOUGH:
        return answer
    left = min(ends_at - time.perf_counter(), CLOSING_SECONDS)
    return _closed(model, answer, must_and_must_not(found), left, relative_gap) if left > 0 else answer


def _is_impossible(rows: Coupling, ends_at: float) -> bool:
    """Whether a row cannot be kept with the others: at its smallest, as prices prove, it is above its level."""
    for row in range(min(len(rows.level), ROWS_TRIED)):
        others = replace(
            rows,
            of_amount=np.delete(rows.of_amount, row, axis=0),
            of_funded=np.delete(rows.of_funded, row, axis=0),
            level=np.delete(rows.level, row),
            rows=np.delete(rows.rows, row),
        )
        smallest = by_worth(others, -rows.of_amount[row], -rows.of_funded[row])
        seconds = max(ends_at - time.perf_counter(), 0.1)
        found = decide(others, smallest, relative_gap=SMALLEST_GAP, seconds=seconds)
        if found is not None:
            level = float(rows.level[row])
            return -found.decided.bound > level + ROUNDING * max(abs(level), 1.0)
    return False


def _answer(model: FundingModel, decided: Decided, relative_gap: float) -> Answer:
    point = np.zeros(model.column_count)
    point[model.amounts[:, 0]] = decided.amounts
    point[model.fundeds[:, 0]] = decided.amounts > 0
    is_best = _gap(decided) <= relative_gap
    return Answer(
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        point=point,
        objective=decided.objective,
        bound=max(decided.bound, decided.objective),
        reason="" if is_best else "what prices leave open was not decided to the end",
    )


def _closed(
    model: FundingModel, answer: Answer, clear: tuple[np.ndarray, np.ndarray], seconds: float, relative_gap: float
) -> Answer:
    """The whole model, where what is clear is fixed: anything better than the answer is still in it."""
    must, must_not = clear
    if np.count_nonzero(~(must | must_not)) > MOST_UNCLEAR:
        return answer
    block = next(block for block in model.columns if block.kind == "funded")
    before = block.lower.copy(), block.upper.copy()
    block.lower[must], block.upper[must_not] = 1.0, 0.0
    try:
        closed = highs.solve(model, seconds=seconds, relative_gap=relative_gap, start=answer.point)
    finally:
        block.lower[:], block.upper[:] = before
    if closed.objective is None or answer.objective is None or answer.bound is None:
        return answer
    best = closed if closed.objective >= answer.objective else answer
    bound = min(answer.bound, max(closed.bound if closed.bound is not None else answer.bound, answer.objective))
    return replace(best, bound=bound, status=closed.status, reason=closed.reason)


def _gap(decided: Decided) -> float:
    return (decided.bound - decided.objective) / max(abs(decided.bound), 1.0)
