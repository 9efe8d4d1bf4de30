"""Rows of a horizon model about money: SPI, VEC, Burn and budgets, all as parts of the engagement's BAC."""

import numpy as np

from optimizer.staffing.bulk.arrays import INFINITY, Arrays, Columns
from optimizer.staffing.data import Indexes
from optimizer.staffing.large.scope import Scope, ones, position
from optimizer.staffing.score import MILLI


def money(scope: Scope, arrays: Arrays) -> None:
    """What the horizon costs and extracts, and what that is worth."""
    data = scope.data
    is_mine = np.zeros(len(data.engagements.ids), dtype=bool)
    is_mine[scope.engagements] = True
    phases = np.flatnonzero(is_mine[data.phases.engagement])
    cost, value = _cost(scope, arrays, phases), _value(scope, arrays)
    _schedule(scope, arrays, phases, cost)
    _value_band(scope, arrays, phases, cost, value)
    _budget(scope, arrays, phases, cost)


def _cost(scope: Scope, arrays: Arrays, phases: Indexes) -> Columns:
    """Cost of each phase in the horizon, over the engagement's BAC."""
    data, units = scope.data, scope.units
    bac = data.engagements.bac_amount[data.phases.engagement]
    row = position(phases, bac.size)[scope.phase]
    cost = arrays.add_columns("cost", (phases,), lower=-INFINITY)
    terms = [
        ones(np.arange(phases.size), cost.columns),
        ones(row, scope.hours, -units.rate_per_hour[scope.pair] / bac[scope.phase]),
    ]
    kept = scope.kept.cost_amount[phases] / bac[phases]
    arrays.add_rows("cost", (phases,), terms, lower=kept, upper=kept)
    return cost


def _value(scope: Scope, arrays: Arrays) -> Columns:
    """Value extracted from each engagement in the horizon, over its BAC."""
    data, units, mine = scope.data, scope.units, scope.engagements
    bac, engagement = data.engagements.bac_amount, data.phases.engagement[scope.phase]
    row = position(mine, bac.size)[engagement]
    value = arrays.add_columns("value", (mine,), lower=-INFINITY)
    terms = [
        ones(np.arange(mine.size), value.columns),
        ones(row, scope.hours, -units.value_per_hour[scope.pair] / bac[engagement]),
    ]
    kept = scope.kept.value_amount[mine] / bac[mine]
    arrays.add_rows("value", (mine,), terms, lower=kept, upper=kept)
    return value


def _schedule(scope: Scope, arrays: Arrays, phases: Indexes, cost: Columns) -> None:
    """SPI counted up to 1, and what it lacks to its floor (STAFFING C5, Reward)."""
    data, p, engagements = scope.data, scope.data.parameters, scope.data.engagements
    due = scope.engagements[engagements.pv_amount[scope.engagements] > 0]
    pv, bac, weight = engagements.pv_amount[due], engagements.bac_amount[due], engagements.weight[due]
    counted = arrays.add_columns("counted_spi", (due,), lower=-INFINITY, upper=1.0)
    counted.cost[:] = MILLI * p.alpha * weight
    short = arrays.add_columns("spi_short", (due,))
    short.cost[:] = -MILLI * p.spi_price * weight
    place = position(due, engagements.bac_amount.size)[data.phases.engagement[phases]]
    mine, every = place >= 0, np.arange(due.size)
    earned = ones(place[mine], cost.columns[mine], (p.cpi * bac / pv)[place[mine]])
    before = engagements.ev_amount[due] / pv
    arrays.add_rows("schedule_floor", (due,), [earned, ones(every, short.columns)], lower=p.spi_floor - before)
    terms = [ones(every, counted.columns), (earned[0], earned[1], -earned[2])]
    arrays.add_rows("counted_spi", (due,), terms, upper=before)


def _value_band(scope: Scope, arrays: Arrays, phases: Indexes, cost: Columns, value: Columns) -> None:
    """VEC counted up to 1, and within its band around Burn (STAFFING C6, Reward)."""
    data, p, mine = scope.data, scope.data.parameters, scope.engagements
    one, every = data.engagements, np.arange(scope.engagements.size)
    before = one.extracted_amount[mine] / one.bac_amount[mine]
    counted = arrays.add_columns("counted_vec", (mine,), lower=-INFINITY, upper=1.0)
    counted.cost[:] = MILLI * p.beta * one.weight[mine]
    arrays.add_rows(
        "counted_vec", (mine,), [ones(every, counted.columns), ones(every, value.columns, -1.0)], upper=before
    )
    above, below = arrays.add_columns("vec_above_band", (mine,)), arrays.add_columns("vec_below_band", (mine,))
    above.cost[:], below.cost[:] = -MILLI * p.price_of_premium, -MILLI * p.band_price
    spent = ones(position(mine, one.bac_amount.size)[data.phases.engagement[phases]], cost.columns, -1.0)
    distance = before - one.ac_amount[mine] / one.bac_amount[mine]
    terms = [ones(every, value.columns), spent]
    upper, lower = p.band - distance, -p.band - distance
    arrays.add_rows("value_above_burn", (mine,), [*terms, ones(every, above.columns, -1.0)], upper=upper)
    arrays.add_rows("value_below_burn", (mine,), [*terms, ones(every, below.columns)], lower=lower)


def _budget(scope: Scope, arrays: Arrays, phases: Indexes, cost: Columns) -> None:
    """Spending beyond a phase's remaining budget (STAFFING C4)."""
    data, every = scope.data, np.arange(phases.size)
    bac = data.engagements.bac_amount[data.phases.engagement[phases]]
    over = arrays.add_columns("over_budget", (phases,))
    over.cost[:] = -MILLI * data.parameters.burn_price
    terms = [ones(every, cost.columns), ones(every, over.columns, -1.0)]
    arrays.add_rows("remaining_budget", (phases,), terms, upper=data.phases.remaining_amount[phases] / bac)
