"""A limit of one row taken out of the limits: how little it need be missed when all others are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.funding import engines
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.bulk.terms import Terms
from optimizer.funding.constraints import RULES, add_limits
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.variables import FundingModel, add_amounts

FEWEST_REQUESTS = 1000  # from here on, one row after the other is faster than all of them together
NEAR_ENOUGH = 1e-4


@dataclass(frozen=True)
class Row:
    """``expression`` is at most ``level``."""

    expression: Terms
    level: float


def suits(data: FundingData) -> bool:
    """Whether there are many requests, in one period."""
    return len(data.requests) >= FEWEST_REQUESTS and data.horizon.period_count == 1


def row_of(data: FundingData, limit: Limit) -> Row | None:
    """The limit's row; None where it has several, or none."""
    model = FundingModel(data)
    add_amounts(model, data)
    before = model.row_count
    RULES[limit.code](model, data, limit, "l1")
    if model.row_count != before + 1:
        return None
    matrix = model.matrix()
    entries = slice(matrix.start[before], matrix.start[before + 1])
    expression = Terms(matrix.columns[entries].astype(np.int64), matrix.values[entries])
    return Row(expression, float(model.of_rows("upper")[before]))


def least_missed(data: FundingData, row: Row, others: Iterable[Limit], seconds: float) -> tuple[FundingModel, Answer]:
    """The decision that keeps the others and makes the row's expression, minus the objective, as small as can be."""
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, tuple(others))
    model.objective = row.expression * -1.0
    return model, engines.solve(model, seconds=seconds, relative_gap=NEAR_ENOUGH)
