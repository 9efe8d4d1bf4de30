"""What an hour more would be worth: the shadow prices of the hours, with who works where and when as it is."""

from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.solver import run_guarded
from optimizer.staffing.bulk.arrays import INFINITY
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.data import Numbers, StaffingData

SECONDS = 20.0  # a guard


@dataclass(frozen=True)
class HourPrices:
    """Milli-points for the first hour more: ``of_person`` (C x W) in a week, ``of_phase`` (J x W) of its demand limit.

    All other hours may follow, but nobody starts or leaves anywhere.
    """

    of_person: Numbers
    of_phase: Numbers


def hour_prices(data: StaffingData, hours: Numbers) -> HourPrices | None:
    """The shadow prices of capacity (STAFFING C1) and of demand (C4); None where the hours could not be planned again.

    Parameters
    ----------
    data, hours
        The problem and its plan (P x W).
    """
    is_on = hours > 0
    model = assemble(data, free=is_on, kept_hours=hours, switches=is_on.astype(np.int8), is_tight=False)
    model.rows["works_when_on"].upper[:] = INFINITY  # capacity and demand say it, and then earn its price
    model.columns["hours"].upper[:] = INFINITY
    highs = model.to_highs(is_relaxed=True)
    highs.setOptionValue("solver", "ipm")  # with crossover: long patterns take a quarter of the simplex's time
    run_guarded(highs, SECONDS)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    row_prices = np.array(highs.getSolution().row_dual)
    of_person, of_phase = np.zeros(data.consultants.capacity_hours.shape), np.zeros(data.phases.planned_hours.shape)
    for prices, kind in ((of_person, "weekly_capacity"), (of_phase, "weekly_demand")):
        block = model.rows[kind]
        prices[block.index] = np.maximum(row_prices[block.rows], 0)
    return HourPrices(of_person, of_phase)
