"""What engagements are worth beyond what they pay people for cost and value: the other half of a bound."""

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import StaffingData
from optimizer.staffing.large.money_worth import Money, worth_of
from optimizer.staffing.large.prices import Prices


def engagement_share(data: StaffingData, prices: Prices) -> float | None:
    """The most that engagements keep at ``prices``, and the worth of what is shared (milli-points); None: unsolved."""
    arrays, bac = Arrays(), data.engagements.bac_amount
    money = money_of(data, arrays)
    money.cost.cost[:] = -prices.cost * bac[data.phases.engagement]
    money.value.cost[:] = -prices.value * bac
    worth_of(data, arrays, money)
    highs = arrays.to_highs()
    highs.run()
    if highs.modelStatusToString(highs.getModelStatus()) not in {"Optimal", "Empty"}:
        return None
    rest = np.zeros(data.phases.maximum_hours.shape)
    np.add.at(rest, data.targets.phase, prices.total)
    shared = np.maximum(prices.demand, 0.0) + np.maximum(rest, 0.0)
    return float(highs.getInfo().objective_function_value) + float((shared * data.phases.maximum_hours).sum())


def money_of(data: StaffingData, arrays: Arrays) -> Money:
    """Money between 0 and what the demand cap allows at the dearest rates, as parts of BAC."""
    pairs, bac, of_phase = data.pairs, data.engagements.bac_amount, data.phases.engagement
    rate, worth = np.zeros((2, of_phase.size))
    np.maximum.at(rate, pairs.phase, pairs.rate_per_hour)
    np.maximum.at(worth, pairs.phase, pairs.value_per_hour)
    hours = data.phases.maximum_hours.sum(axis=1)
    most_value = np.bincount(of_phase, worth * hours, bac.size) / bac
    cost = arrays.add_columns("cost", (np.arange(of_phase.size),), upper=rate * hours / bac[of_phase])
    value = arrays.add_columns("value", (np.arange(bac.size),), upper=most_value)
    return Money(cost, value)
