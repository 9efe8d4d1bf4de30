"""The way to a plan with whole numbers (BUDGET A6, A10, A11)."""

import time
from dataclasses import replace

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.solution import Allocation, BudgetPlan, outcomes
from optimizer.budget.tiers import TierResult
from optimizer.budget.whole.build import build, build_coarse
from optimizer.budget.whole.model import WholeModel
from optimizer.budget.whole.settle import Settler
from optimizer.budget.whole.split import shares_of_people
from optimizer.budget.whole.steps import least_share
from optimizer.solver import Status

LARGE_SHARES = 20_000
GAP_RATIO, LARGE_GAP_RATIO = 1e-3, 5e-3
COARSE_PART = 0.25  # of the time, for a first plan in larger steps
# Of a month: what a search leaves where nobody works, by flags of shares, or by what tiers are kept within.
FLAG_RESIDUE, KEPT_RESIDUE = 5e-6, 2e-6


def solve(
    data: BudgetData, goal: str = "least_cost", time_limit_seconds: float = 120.0, relative_gap: float | None = None
) -> BudgetPlan:
    """Plan with steps, blocks, counts and sequences: each tier with what it reached and what is proven about it.

    Parameters
    ----------
    data
        Checked when it was built.
    goal
        ``least_cost`` or ``value``.
    time_limit_seconds
        For everything, kept within a tenth.
    relative_gap
        Cost, value and preferences may stop this near the bound; by default 0.001, and 0.005 for portfolios of more
        than 20,000 shares. Shortfalls are always sought to the last step.

    Returns
    -------
    BudgetPlan
        Optimal where every tier is proven; else Feasible, with bound and gap in ``tiers``. The gap of a tier is
        measured with everything that earlier tiers reached held.
    """
    began = time.perf_counter()
    arrays, model = build(data, goal)
    wanted = LARGE_GAP_RATIO if len(arrays.shares) > LARGE_SHARES else GAP_RATIO
    gap = wanted if relative_gap is None else relative_gap
    coarse = build_coarse(data, model, goal)
    start = None
    if coarse is not None:
        narrow = Settler(coarse, (time_limit_seconds - (time.perf_counter() - began)) * COARSE_PART, gap)
        narrow.first_plan()
        start = narrow.plan[: coarse.share_count] * coarse.unit[: coarse.share_count]
    settler = Settler(model, time_limit_seconds - (time.perf_counter() - began), gap)
    settler.first_plan(start)
    settler.settle()
    return _plan(data, goal, model, settler.plan, tuple(settler.results), time.perf_counter() - began)


def _plan(
    data: BudgetData, goal: str, model: WholeModel, plan: Numbers, results: tuple[TierResult, ...], seconds: float
) -> BudgetPlan:
    allocations = _allocations(data, model, plan)
    is_optimal = all(result.status == Status.OPTIMAL for result in results)
    cost = sum(allocation.cost_amount for allocation in allocations)
    signed = tuple(_as_people_read_it(result, model.arrays.tiers[at].sign) for at, result in enumerate(results))
    value = next((result.value for result in signed if goal == "value" and result.name.startswith("value")), cost)
    return BudgetPlan(
        objective=goal,
        objective_value=value,
        status=Status.OPTIMAL if is_optimal else Status.FEASIBLE,
        allocations=allocations,
        outcomes=outcomes(data, allocations),
        tiers=signed,
        seconds=seconds,
        row_count=model.matrix.shape[0],
        column_count=model.column_count,
        notes=(*data.notes, *(f"Not proven best: {r.name} ({r.reason})." for r in results if r.reason)),
    )


def _as_people_read_it(result: TierResult, sign: int) -> TierResult:
    """What people want much of is minimised as its negative, and shown as it is."""
    if sign > 0:
        return result
    return replace(result, value=-result.value, bound=None if result.bound is None else -result.bound)


def _allocations(data: BudgetData, model: WholeModel, plan: Numbers) -> tuple[Allocation, ...]:
    """Shares of people above 0; a share of a block is at least the block, whatever the solver's rounding."""
    least = least_share(data)
    is_sized = least > 0 or data.rules.maximum_initiatives_count is not None
    residue = FLAG_RESIDUE if is_sized else KEPT_RESIDUE
    found = []
    for (employee, initiative, month), share in shares_of_people(model, plan).items():
        if share <= residue:
            continue
        person = data.employees[employee]
        ratio = float(np.clip(share, min(least, share + residue), 1.0))
        found.append(
            Allocation(
                person.employee_id,
                data.initiatives[initiative].initiative_id,
                data.months[month],
                share_ratio=ratio,
                cost_amount=ratio * person.monthly_cost_amount,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.initiative_id, one.month, one.employee_id)))
