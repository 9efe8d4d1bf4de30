"""Step 1: how many hours of each class of people each phase gets, and what shared things are worth."""

from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import Numbers, StaffingData
from optimizer.staffing.large import grid as grids
from optimizer.staffing.large import horizon_model, kept
from optimizer.staffing.large.prices import Prices, none
from optimizer.staffing.large.units import Units, classes

WEEKS_TOGETHER = ((4000, 13), (1000, 3), (0, 1))  # from so many people on, so many weeks: a model that can be solved


@dataclass(frozen=True)
class ClassPlan:
    """Hours by class pair and week, and the prices at which the relaxed problem shares money, demand and totals."""

    units: Units
    hours: Numbers  # Q x W
    prices: Prices


def class_plan(data: StaffingData, most: Numbers, time_limit_seconds: float) -> ClassPlan:
    """The relaxed plan of classes; where the clock leaves none, what is planned by the ratios, and no prices.

    Parameters
    ----------
    most
        ``units.pair_hours`` of the data.
    time_limit_seconds
        A guard.
    """
    units = classes(data, most)
    together = next(weeks for least, weeks in WEEKS_TOGETHER if len(data.consultants.ids) >= least)
    weeks = grids.grid(data, together)
    coarse = grids.bucketed(units, weeks.bucket)
    model = horizon_model.build(data, coarse, weeks, kept.nothing(data, weeks.planned_hours.shape[1]))
    highs = model.arrays.to_highs()
    interior_point(highs, time_limit_seconds)
    highs.run()
    solution = highs.getSolution()
    if not solution.value_valid:
        return ClassPlan(units, _planned(data, units), none(data))
    hours = model.hours_of(np.array(solution.col_value))
    duals = np.array(solution.row_dual) if solution.dual_valid else np.zeros(model.arrays.row_count)
    prices = _prices(data, model.arrays, duals, weeks)
    return ClassPlan(units, grids.spread(hours, units.most_hours, weeks.bucket), prices)


def _planned(data: StaffingData, units: Units) -> Numbers:
    """Q x W: planned hours by the ratios, in proportion to what the classes of a role can work."""
    role = units.target
    possible = np.zeros((data.targets.ratio.size + 1, len(data.weeks)))
    np.add.at(possible, role, units.most_hours)
    wanted = np.append(data.targets.ratio, 0.0)[role][:, None] * data.phases.planned_hours[units.phase]
    share = np.divide(wanted, possible[role], out=np.zeros_like(wanted), where=possible[role] > 0)
    return np.asarray(np.minimum(share, 1.0) * units.most_hours)


def interior_point(highs: highspy.Highs, time_limit_seconds: float) -> None:
    """Let HiGHS end at an interior solution: a vertex costs more than it tells."""
    highs.setOptionValue("solver", "ipm")
    highs.setOptionValue("run_crossover", "off")
    highs.setOptionValue("time_limit", highs.getRunTime() + time_limit_seconds)


def _prices(data: StaffingData, arrays: Arrays, duals: Numbers, weeks: grids.Grid) -> Prices:
    """The duals of the rows that classes share; HiGHS gives them the sign of a minimisation."""
    bac = data.engagements.bac_amount
    cost, value = np.zeros(len(data.phases.ids)), np.zeros(bac.size)
    row = arrays.rows["cost"]
    cost[row.index[0]] = -duals[row.rows] / bac[data.phases.engagement[row.index[0]]]
    row = arrays.rows["value"]
    value[row.index[0]] = -duals[row.rows] / bac[row.index[0]]
    demand = np.zeros(weeks.planned_hours.shape)
    row = arrays.rows["demand"]
    demand[row.index] = np.abs(duals[row.rows])
    total = np.zeros((data.targets.ratio.size, weeks.planned_hours.shape[1]))
    above, below = arrays.rows["ratio_above"], arrays.rows["ratio_below"]
    total[above.index] = np.abs(duals[above.rows]) - np.abs(duals[below.rows])
    return Prices(
        cost=cost,
        value=value,
        demand=demand[:, weeks.bucket],
        total=data.targets.ratio[:, None] * total[:, weeks.bucket],
    )
