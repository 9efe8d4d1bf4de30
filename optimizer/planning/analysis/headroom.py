"""Headroom: what planning for more than the target does to the chance of reaching it, and to profit."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.planning.analysis.simulation import Draws
from optimizer.planning.outlook import outlook
from optimizer.planning.reached import reached

STEPS = (0.8, 0.9, 1.0, 1.05, 1.1, 1.2, 1.3)


@dataclass(frozen=True)
class HeadroomRow:
    """People and marketing planned for ``planned_ratio`` of the target, judged by the same draws.

    ``probability_ratio``: at least the target's revenue; ``profit_probability_ratio``: at least the promised profit.
    """

    scenario: str
    planned_ratio: float
    headcount: float
    investment_amount: float
    probability_ratio: float
    profit_probability_ratio: float
    p10_profit_amount: float
    p50_profit_amount: float
    mean_profit_amount: float


def headroom(draws: Draws, steps: Sequence[float] = STEPS) -> list[HeadroomRow]:
    """Less and more than the people and the money that the target needs on paper.

    A plan that fits the assumed values exactly misses its target whenever anything goes worse: the least of three
    uncertain limits is below the least of their means.
    """
    target = outlook(draws.plan_values)
    rows = []
    for step in steps:
        ratio = np.asarray(draws.plan_values["scenario.revenue_ratio"]) * step
        plan = outlook({**draws.plan_values, "scenario.revenue_ratio": ratio})
        year = reached(plan, {**draws.plan_values, **draws.drivers})
        count = draws.limits.size
        profit = np.broadcast_to(year.profit_amount, count)
        low, middle = np.quantile(profit, (0.1, 0.5)).tolist()
        rows.append(
            HeadroomRow(
                draws.scenario, step, float(plan.headcount), float(plan.investment_amount),
                float((np.broadcast_to(year.revenue_amount, count) >= target.revenue_amount).mean()),
                float((profit >= target.promised_profit_amount).mean()), low, middle, float(profit.mean()),
            )
        )  # fmt: skip
    return rows
