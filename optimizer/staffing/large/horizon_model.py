"""Who joins which engagement in the horizon, as one linear model of units (STAFFING, steps 1 and 3).

A unit's members join an engagement once for the whole horizon, so that there is one joining per (unit, engagement) and
no yes-or-no per week. For classes of people it is a relaxation of the whole problem but for its mean rates; for single
people it is what the dive rounds.
"""

from dataclasses import dataclass

import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import Indexes, Numbers, StaffingData
from optimizer.staffing.large import horizon_links, horizon_money, horizon_people, horizon_ratios
from optimizer.staffing.large.grid import Grid
from optimizer.staffing.large.kept import Kept
from optimizer.staffing.large.scope import Scope, scope_of
from optimizer.staffing.large.units import Units
from optimizer.staffing.score import MILLI


@dataclass(frozen=True)
class HorizonModel:
    """The model as arrays; ``hours`` and ``joins`` are its columns by (unit pair, week) and by team."""

    arrays: Arrays
    scope: Scope
    joins: Indexes

    def hours_of(self, values: Numbers) -> Numbers:
        """Q x W hours from a value per column."""
        hours = np.zeros(self.scope.units.most_hours.shape)
        hours[self.scope.pair, self.scope.week] = np.maximum(values[self.scope.hours], 0.0)
        return hours


def build(data: StaffingData, units: Units, weeks: Grid, kept: Kept) -> HorizonModel:
    """All columns, rows and prices; maximised in milli-points.

    Parameters
    ----------
    data
        The whole problem.
    units
        Whom to plan, with hours by bucket of ``weeks``.
    kept
        What everybody else does (J or K x buckets).
    """
    arrays = Arrays()
    scope = scope_of(data, units, weeks, kept, arrays)
    joins = arrays.add_columns("joins", (np.arange(units.newcomers.size),), upper=units.newcomers)
    joins.cost[:] = -MILLI * data.parameters.switch_price
    horizon_people.capacity(scope, arrays)
    horizon_people.bench(scope, arrays)
    horizon_people.internal_first(scope, arrays)
    horizon_people.demand(scope, arrays)
    ratios = horizon_ratios.staffing_ratio(scope, arrays)
    horizon_links.joined_to_work(scope, arrays, joins.columns)
    horizon_links.hours_of_one(scope, arrays, joins.columns, ratios)
    horizon_links.hours_of_all(scope, arrays, joins.columns, ratios)
    horizon_money.money(scope, arrays)
    return HorizonModel(arrays, scope, joins.columns)
