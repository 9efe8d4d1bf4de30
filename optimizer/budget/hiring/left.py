"""What the plan of existing staff leaves: effort that is short, and money to pay for it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.profiles import horizon_of
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.whole.steps import on_grid

SHORT_FROM_MAN_MONTHS = 1e-5


@dataclass(frozen=True)
class Left:
    """By place in ``data.initiatives`` and in the horizon; ``month_amount`` is infinite for efficiency initiatives.

    With carry-over ``month_amount`` is what is left up to and with each month.
    """

    months: tuple[date, ...]
    effort_man_months: Numbers
    delivered: Numbers  # initiative x month, by existing staff
    month_amount: Numbers  # initiative x month
    source_amount: dict[str, float]
    driver_amount: dict[tuple[str, str], float]
    location_man_months: dict[str, float]


def left_by(data: BudgetData, plan: BudgetPlan) -> Left:
    """What ``plan`` leaves of targets, budgets and caps; rests that are smaller than a step count as nothing."""
    months = horizon_of(data)
    place = {month: number for number, month in enumerate(months)}
    number = {initiative.initiative_id: at for at, initiative in enumerate(data.initiatives)}
    delivered = np.zeros((len(data.initiatives), len(months)))
    cost = np.zeros_like(delivered)
    location: dict[str, float] = defaultdict(float)
    for one in plan.allocations:
        cell = number[one.initiative_id], place[one.month]
        delivered[cell] += one.share_ratio
        cost[cell] += one.cost_amount
        location[data.employee[one.employee_id].location] += one.share_ratio
    source: dict[str, float] = {}
    driver: dict[tuple[str, str], float] = {}
    for at, initiative in enumerate(data.initiatives):
        if not initiative.is_efficiency:
            name, pair = initiative.funding_source, (initiative.funding_source, initiative.driver)
            source[name] = source.get(name, data.source_cap(name)) - cost[at].sum()
            driver[pair] = driver.get(pair, data.driver_cap(*pair)) - cost[at].sum()
    return Left(
        months=months,
        effort_man_months=_efforts(data, delivered),
        delivered=delivered,
        month_amount=_money(data, months, cost),
        source_amount={name: max(amount, 0.0) for name, amount in source.items()},
        driver_amount={pair: max(amount, 0.0) for pair, amount in driver.items()},
        location_man_months=dict(location),
    )


def _efforts(data: BudgetData, delivered: Numbers) -> Numbers:
    short = np.zeros(len(data.initiatives))
    for at, initiative in enumerate(data.initiatives):
        missing = (initiative.effort_man_months or 0.0) - delivered[at].sum()
        missing = on_grid(missing, data.rules.share_step_ratio)
        short[at] = missing if missing > SHORT_FROM_MAN_MONTHS else 0.0
    return short


def _money(data: BudgetData, months: tuple[date, ...], cost: Numbers) -> Numbers:
    left = np.zeros_like(cost)
    for at, initiative in enumerate(data.initiatives):
        if initiative.is_efficiency:
            left[at] = np.inf
            continue
        runs = set(initiative.months)
        brought = [data.month_budget_amount(initiative, month) if month in runs else 0.0 for month in months]
        left[at] = np.array(brought) - cost[at]
        if data.rules.has_carry_over:
            left[at] = np.cumsum(left[at])
    return np.maximum(left, 0.0)
