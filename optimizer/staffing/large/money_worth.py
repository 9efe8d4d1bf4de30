"""What the money of engagements is worth: SPI, VEC, Burn and budgets (STAFFING Reward, C4 to C6)."""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.arrays import INFINITY, Arrays, Columns
from optimizer.staffing.data import StaffingData
from optimizer.staffing.large.scope import ones, position
from optimizer.staffing.score import MILLI


@dataclass(frozen=True)
class Money:
    """Columns of the money that the horizon costs phases and extracts for their engagements, over the BAC."""

    cost: Columns  # by phase
    value: Columns  # by engagement


def worth_of(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """Reward, floor, band and budget of the engagements of ``money``, as columns and rows of ``arrays``."""
    _schedule(data, arrays, money)
    _value_band(data, arrays, money)
    _budget(data, arrays, money)


def _schedule(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """SPI counted up to 1, and what it lacks to its floor (STAFFING C5, Reward)."""
    p, engagements, of_value = data.parameters, data.engagements, money.value.index[0]
    due = of_value[engagements.pv_amount[of_value] > 0]
    pv, bac, weight = engagements.pv_amount[due], engagements.bac_amount[due], engagements.weight[due]
    counted = arrays.add_columns("counted_spi", (due,), lower=-INFINITY, upper=1.0)
    counted.cost[:] = MILLI * p.alpha * weight
    short = arrays.add_columns("spi_short", (due,))
    short.cost[:] = -MILLI * p.spi_price * weight
    place = position(due, engagements.bac_amount.size)[data.phases.engagement[money.cost.index[0]]]
    mine, every = place >= 0, np.arange(due.size)
    earned = ones(place[mine], money.cost.columns[mine], (p.cpi * bac / pv)[place[mine]])
    before = engagements.ev_amount[due] / pv
    arrays.add_rows("schedule_floor", (due,), [earned, ones(every, short.columns)], lower=p.spi_floor - before)
    terms = [ones(every, counted.columns), (earned[0], earned[1], -earned[2])]
    arrays.add_rows("counted_spi", (due,), terms, upper=before)


def _value_band(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """VEC counted up to 1, and within its band around Burn (STAFFING C6, Reward)."""
    p, mine = data.parameters, money.value.index[0]
    one, every = data.engagements, np.arange(mine.size)
    before = one.extracted_amount[mine] / one.bac_amount[mine]
    counted = arrays.add_columns("counted_vec", (mine,), lower=-INFINITY, upper=1.0)
    counted.cost[:] = MILLI * p.beta * one.weight[mine]
    arrays.add_rows(
        "counted_vec", (mine,), [ones(every, counted.columns), ones(every, money.value.columns, -1.0)], upper=before
    )
    above, below = arrays.add_columns("vec_above_band", (mine,)), arrays.add_columns("vec_below_band", (mine,))
    above.cost[:], below.cost[:] = -MILLI * p.price_of_premium, -MILLI * p.band_price
    spent = ones(
        position(mine, one.bac_amount.size)[data.phases.engagement[money.cost.index[0]]], money.cost.columns, -1.0
    )
    distance = before - one.ac_amount[mine] / one.bac_amount[mine]
    terms = [ones(every, money.value.columns), spent]
    upper, lower = p.band - distance, -p.band - distance
    arrays.add_rows("value_above_burn", (mine,), [*terms, ones(every, above.columns, -1.0)], upper=upper)
    arrays.add_rows("value_below_burn", (mine,), [*terms, ones(every, below.columns)], lower=lower)


def _budget(data: StaffingData, arrays: Arrays, money: Money) -> None:
    """Spending beyond a phase's remaining budget (STAFFING C4)."""
    phases = money.cost.index[0]
    every = np.arange(phases.size)
    bac = data.engagements.bac_amount[data.phases.engagement[money.cost.index[0]]]
    over = arrays.add_columns("over_budget", (phases,))
    over.cost[:] = -MILLI * data.parameters.burn_price
    terms = [ones(every, money.cost.columns), ones(every, over.columns, -1.0)]
    arrays.add_rows("remaining_budget", (phases,), terms, upper=data.phases.remaining_amount[phases] / bac)
