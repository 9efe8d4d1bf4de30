"""What a horizon model costs each phase and extracts for each engagement, as parts of the engagement's BAC."""

import numpy as np

from optimizer.staffing.bulk.arrays import INFINITY, Arrays, Columns
from optimizer.staffing.data import Indexes
from optimizer.staffing.large.money_worth import Money, worth_of
from optimizer.staffing.large.scope import Scope, ones, position


def money(scope: Scope, arrays: Arrays) -> None:
    """What the horizon costs and extracts, and what that is worth."""
    data = scope.data
    is_mine = np.zeros(len(data.engagements.ids), dtype=bool)
    is_mine[scope.engagements] = True
    phases = np.flatnonzero(is_mine[data.phases.engagement])
    cost, value = _cost(scope, arrays, phases), _value(scope, arrays)
    worth_of(data, arrays, Money(cost, value))


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
