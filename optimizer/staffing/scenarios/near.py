"""A scenario's problem in which people stay where the plan as it is has them, unless moving is worth its price."""

from dataclasses import replace

import numpy as np

from optimizer.staffing.data import StaffingData
from optimizer.staffing.scenarios.comparison import Solved


def near(data: StaffingData, base: Solved, price: float) -> StaffingData:
    """The problem with a price on every hour that differs from the plan as it is (STAFFING C12).

    Parameters
    ----------
    price
        Points per hour. Work and people that the plan as it is does not have, and weeks in which nobody can work any
        more, have none.
    """
    known = {(base.data.consultants.ids[c], base.data.phases.ids[j]): p for (c, j), p in base.data.pair_index.items()}
    hours = np.full(data.active.shape, np.nan)
    for p, (c, j) in enumerate(zip(data.pairs.consultant, data.pairs.phase, strict=True)):
        before = known.get((data.consultants.ids[c], data.phases.ids[j]))
        if before is not None:
            hours[p] = base.plan.hours[before]
    hours[~data.active] = np.nan
    return replace(
        data,
        pairs=replace(data.pairs, published_hours=hours),
        parameters=replace(data.parameters, stability_price=price),
    )
