"""What engagements are worth beyond what they pay people for cost and value: the other half of a bound."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.arrays import INFINITY, Arrays, Columns
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.large.prices import Prices
from optimizer.staffing.score import MILLI


@dataclass(frozen=True)
class Money:
    """Columns of the money that the horizon costs each phase and extracts for each engagement, over its BAC."""

    cost: Columns  # J
    value: Columns  # E


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


def worth_of(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """Reward, floor, band and budget of all engagements (STAFFING Reward, C4 to C6)."""
    _schedule(data, arrays, money)
    _value_band(data, arrays, money)
    _budget(data, arrays, money)


def _schedule(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """SPI counted up to 1, and what it lacks to its floor; nothing where PV is 0."""
    one, p = data.engagements, data.parameters
    due = np.flatnonzero(one.pv_amount > 0)
    pv, every = one.pv_amount[due], np.arange(due.size)
    counted = arrays.add_columns("counted_spi", (due,), lower=-INFINITY, upper=1.0)
    counted.cost[:] = MILLI * p.alpha * one.weight[due]
    short = arrays.add_columns("spi_short", (due,))
    short.cost[:] = -MILLI * p.spi_price * one.weight[due]
    place = np.full(one.pv_amount.size, -1)
    place[due] = every
    row = place[data.phases.engagement]
    mine = np.flatnonzero(row >= 0)
    earned = p.cpi * (one.bac_amount[due] / pv)[row[mine]]
    before = one.ev_amount[due] / pv
    terms = [(row[mine], money.cost.columns[mine], earned), (every, short.columns, 1.0)]
    arrays.add_rows("schedule_floor", (due,), terms, lower=p.spi_floor - before)
    terms = [(row[mine], money.cost.columns[mine], -earned), (every, counted.columns, 1.0)]
    arrays.add_rows("counted_spi", (due,), terms, upper=before)


def _value_band(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """VEC counted up to 1, and within its band around Burn."""
    one, p = data.engagements, data.parameters
    every = np.arange(one.bac_amount.size)
    before = one.extracted_amount / one.bac_amount
    counted = arrays.add_columns("counted_vec", (every,), lower=-INFINITY, upper=1.0)
    counted.cost[:] = MILLI * p.beta * one.weight
    terms = [(every, counted.columns, 1.0), (every, money.value.columns, -1.0)]
    arrays.add_rows("counted_vec", (every,), terms, upper=before)
    above, below = arrays.add_columns("vec_above_band", (every,)), arrays.add_columns("vec_below_band", (every,))
    above.cost[:], below.cost[:] = -MILLI * p.price_of_premium, -MILLI * p.band_price
    distance = before - one.ac_amount / one.bac_amount
    apart = [(every, money.value.columns, 1.0), (data.phases.engagement, money.cost.columns, -1.0)]
    arrays.add_rows("value_above_burn", (every,), [*apart, (every, above.columns, -1.0)], upper=p.band - distance)
    arrays.add_rows("value_below_burn", (every,), [*apart, (every, below.columns, 1.0)], lower=-p.band - distance)


def _budget(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """Spending beyond a phase's remaining budget."""
    every = np.arange(data.phases.engagement.size)
    over = arrays.add_columns("over_budget", (every,))
    over.cost[:] = -MILLI * data.parameters.burn_price
    remaining: Numbers = data.phases.remaining_amount / data.engagements.bac_amount[data.phases.engagement]
    terms = [(every, money.cost.columns, 1.0), (every, over.columns, -1.0)]
    arrays.add_rows("remaining_budget", (every,), terms, upper=remaining)
