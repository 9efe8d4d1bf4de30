"""Prices from single people instead of classes: the relaxed whole of all blocks, where that is small enough."""

import numpy as np

from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.data import StaffingData
from optimizer.staffing.large import block_model
from optimizer.staffing.large.blocks import block_of
from optimizer.staffing.large.engagement_share import money_of
from optimizer.staffing.large.money_worth import worth_of
from optimizer.staffing.large.prices import Prices, none

SOLVED = {"Optimal", "Unknown"}  # an interior solution that misses a tolerance by a hair is told as unknown
USUAL_COLUMNS, USUAL_SECONDS, GROWTH = 3900.0, 1.1, 1.6  # hours of 61 people, what they take, and its power of the size
SHARE_OF_TIME = 0.15


def is_worth_refining(data: StaffingData, seconds: float) -> bool:
    """Whether refining is reckoned to take a small share of ``seconds``; it does not ask the clock."""
    columns = float(index_of(data).usable.sum())
    return bool(USUAL_SECONDS * (columns / USUAL_COLUMNS) ** GROWTH <= SHARE_OF_TIME * seconds)


def refined_prices(data: StaffingData, time_limit_seconds: float) -> Prices | None:
    """The prices at which the blocks' relaxed models together are worth least; None when the clock leaves none.

    Parameters
    ----------
    data
        The problem.
    time_limit_seconds
        A guard.
    """
    work = block_model.build(data, block_of(data, np.arange(len(data.cells)), none(data)))
    arrays, pairs, index = work.arrays, data.pairs, index_of(data)
    money = money_of(data, arrays)
    worth_of(data, arrays, money)
    phase, engagement = pairs.phase[work.pair], index.engagement[work.pair]
    bac = data.engagements.bac_amount
    rate, value = pairs.rate_per_hour[work.pair] / bac[engagement], pairs.value_per_hour[work.pair] / bac[engagement]
    for name, columns, row, per_hour in (
        ("cost", money.cost.columns, phase, rate),
        ("value", money.value.columns, engagement, value),
    ):
        every = np.arange(columns.size)
        terms = [(row, work.hours, per_hour), (every, columns, -1.0)]
        arrays.add_rows(name, (every,), terms, lower=0.0, upper=0.0)
    highs = arrays.to_highs(is_relaxed=True)
    highs.setOptionValue("solver", "ipm")
    highs.setOptionValue("run_crossover", "off")
    highs.setOptionValue("time_limit", time_limit_seconds)
    highs.run()
    solution = highs.getSolution()
    if not solution.dual_valid or highs.modelStatusToString(highs.getModelStatus()) not in SOLVED:
        return None
    return _prices(work, np.array(solution.row_dual))


def _prices(work: block_model.Work, duals: np.ndarray) -> Prices:
    """Without crossover HiGHS gives the duals of a minimisation: the opposite sign of what a unit more is worth."""
    data, rows = work.data, work.arrays.rows
    bac, free = data.engagements.bac_amount, none(data)
    demand, above, below = rows["demand"], rows["ratio_above"], rows["ratio_below"]
    free.demand[demand.index] = np.maximum(-duals[demand.rows], 0.0)
    ratio = data.targets.ratio[above.index[0]]
    free.total[above.index] = -ratio * (duals[above.rows] + duals[below.rows])
    return Prices(
        cost=duals[rows["cost"].rows] / bac[data.phases.engagement],
        value=duals[rows["value"].rows] / bac,
        demand=free.demand,
        total=free.total,
    )
