"""The plans that are compared under the same draws: the one that is asked about, other objectives', today's amounts."""

from pathlib import Path

import numpy as np

from config.errors import UsageError
from optimizer.funding import model
from optimizer.funding.check import broken_rules
from optimizer.funding.data import FundingData, Numbers
from optimizer.funding.goal import Goal
from optimizer.funding.measures import by_period
from optimizer.funding.objective import OBJECTIVES
from optimizer.funding.reallocation.current import read_current
from optimizer.funding.solution import CENT
from optimizer.refusal import refuse_broken

TODAY = "today"


def compared_plans(data: FundingData, goal: Goal, current: Path | None, seconds: float) -> dict[str, Numbers]:
    """Money by name (requests x periods), the one that is asked about first; plans that are the same are there once.

    Parameters
    ----------
    current
        A file with today's amounts, which are compared as they are.
    """
    if current is not None and data.horizon.period_count > 1:
        raise UsageError("Today's amounts have no periods, and these requests have several. Nothing was drawn.")
    goals = [goal, *(Goal((name,)) for name in OBJECTIVES if name != goal.name)]
    plans: dict[str, Numbers] = {}
    for one in goals:
        plan = model.solve(data, one, seconds, is_compared=False, is_priced=False)
        refuse_broken("funding", broken_rules(data, plan))
        money = plan.money(data)
        if all(np.abs(money - other).max(initial=0) >= CENT for other in plans.values()):
            plans[f"{one.name} plan"] = money
    if current is not None:
        plans[TODAY] = by_period(data, read_current(data, current))
    return plans
