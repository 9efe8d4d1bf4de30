"""The continuous way to a plan: assemble, settle every tier, and give each person their part."""

import time

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.shadow_prices import shadow_prices
from optimizer.budget.bulk.solve import Settled, solve
from optimizer.budget.bulk.spread import allocations
from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan, outcomes
from optimizer.budget.tiers import TierResult
from optimizer.solver import Status


def plan(data: BudgetData, goal: str, time_limit_seconds: float) -> BudgetPlan:
    """The best plan for ``goal`` (``least_cost``, ``value`` or ``peer``), with the prices of all limits.

    Raises
    ------
    ModelError
        No plan was found in time.
    """
    began = time.perf_counter()
    model = assemble(data, goal, is_merged=True)
    settled = solve(model, time_limit_seconds)
    return _read(model, settled, goal, began)


def _read(model: BudgetArrays, settled: Settled, goal: str, began: float) -> BudgetPlan:
    """Feasible as soon as one tier was not proven optimal."""
    data = model.data
    tiers = tuple(
        TierResult(t.tier.name, t.tier.sign * t.value, t.tier.unit, t.status, t.seconds, {}, t.reason)
        for t in settled.tiers
    )
    found = allocations(model, settled.values)
    cost = sum(allocation.cost_amount for allocation in found)
    value = next((t.sign * one.value for one in settled.tiers if (t := one.tier).sign < 0), cost)
    is_optimal = all(tier.status == Status.OPTIMAL for tier in tiers)
    return BudgetPlan(
        objective=goal,
        objective_value=value,
        status=Status.OPTIMAL if is_optimal else Status.FEASIBLE,
        allocations=found,
        outcomes=outcomes(data, found),
        tiers=tiers,
        shadow_prices=shadow_prices(model, settled, is_exact=goal != "peer"),
        seconds=time.perf_counter() - began,
        row_count=model.row_count,
        column_count=model.column_count,
        notes=(*data.notes, *(f"Not proven best: {tier.name} ({tier.reason})." for tier in tiers if tier.reason)),
    )
