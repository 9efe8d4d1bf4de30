"""The decision that is nearest to wanted amounts, gives away as much money, and keeps every limit."""

from __future__ import annotations

import numpy as np

from optimizer.funding import engines
from optimizer.funding.bulk.linear_model import INFINITY
from optimizer.funding.bulk.terms import terms
from optimizer.funding.constraints import add_limits
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.large import solve as large
from optimizer.funding.solution import CENT
from optimizer.funding.variables import FundingModel, add_amounts

NEAR_ENOUGH = 1e-3
MOST_CELLS = 5_000  # requests x periods of which whole numbers find one; beyond that they run far past their time


def nearest(data: FundingData, wanted: Numbers, money: Numbers, seconds: float) -> Numbers | None:
    """The amounts (requests x periods) with the smallest sum of distances from ``wanted``; None where none is found.

    Parameters
    ----------
    wanted
        Requests x periods.
    money
        What must be given away in each period.
    """
    model = FundingModel(data)
    add_amounts(model, data)
    add_limits(model, data, data.binding_limits)
    every = np.arange(len(data.requests))
    for period, amount in enumerate(money):
        given = model.money(every, periods=np.array([period]))
        entries = [(0, given.columns, given.values)]
        model.add_rows(f"same_money__t{period + 1}", (), entries, lower=amount - CENT, upper=INFINITY)
    if large.suits(model):
        answer = large.solve(model, seconds=seconds, relative_gap=NEAR_ENOUGH, targets=wanted[:, 0])
        if answer is not None and answer.point is not None:
            return model.amounts_at(answer.point)
    if wanted.size > MOST_CELLS:
        return None
    _add_distances(model, wanted.ravel())
    answer = engines.solve(model, seconds=seconds, relative_gap=NEAR_ENOUGH)
    return None if answer.point is None else model.amounts_at(answer.point)


def _add_distances(model: FundingModel, wanted: Numbers) -> None:
    """Minus the sum of how far each amount is away from what is wanted, to be maximized."""
    cell, amounts = np.arange(len(wanted)), model.amounts.ravel()
    away = model.add_columns("away", [("c", cell + 1)])
    near, far = (cell, amounts, 1.0), (cell, away.members, 1.0)
    minus = (cell, away.members, -1.0)
    model.add_rows("away_above", [("c", cell + 1)], [near, minus], lower=-INFINITY, upper=wanted)
    model.add_rows("away_below", [("c", cell + 1)], [near, far], lower=wanted, upper=INFINITY)
    model.objective = terms(away.members, -1.0)
