"""The relaxed problem with a limit on one goal: the most that any plan within the limit is worth, and its price."""

from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.solver import Clock
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.data import StaffingData
from optimizer.staffing.whatif.goals import Goal


@dataclass(frozen=True)
class Tangent:
    """No plan with ``hours`` of the goal or fewer is worth more than ``bound``; one more hour adds ``price``.

    The most that plans are worth is concave in the limit, so that the tangent bounds it at every other limit too.
    """

    hours: float
    bound: float  # milli-points of the rest of the objective
    price: float  # milli-points per hour

    def at(self, hours: float) -> float:
        """The bound at another limit."""
        return self.bound + self.price * (hours - self.hours)


def tangent(data: StaffingData, goal: Goal, most_hours: float, clock: Clock) -> Tangent | None:
    """Solve the LP of all rules with one more row, the epsilon constraint; None when there is no time.

    Parameters
    ----------
    data
        The problem.
    goal
        What is limited; it costs nothing here.
    most_hours
        The limit.
    clock
        When to stop.
    """
    model = assemble(goal.priced(data, 1.0))
    block = model.columns[goal.column_kind]
    block.cost[:] = 0.0
    limit = (np.zeros(1, dtype=np.int64),)
    row = int(model.add_rows("limit", limit, [(0, block.columns, 1)], upper=most_hours).rows[0])
    highs = model.to_highs(is_relaxed=True)
    highs.setOptionValue("solver", "ipm")
    highs.setOptionValue("time_limit", max(clock.left_seconds, 0.01))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    bound = float(highs.getInfo().objective_function_value)
    return Tangent(most_hours, bound, abs(float(highs.getSolution().row_dual[row])))
