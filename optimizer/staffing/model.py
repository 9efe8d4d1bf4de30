"""The staffing model: its variables, rules and objective, in one list."""

import time
from dataclasses import replace

import pulp

from optimizer.model_rows import set_objective
from optimizer.parallel.start import crew
from optimizer.solver import Clock
from optimizer.staffing import constraints, objective, tightening, variables
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import StaffingData
from optimizer.staffing.large import run as decomposition
from optimizer.staffing.pins import refuse_contradictions
from optimizer.staffing.search import search
from optimizer.staffing.solution import StaffingPlan, failed, plan_of

SMALL_FIRM = 25  # people
RULES = (
    constraints.weekly_capacity,  # C1
    constraints.open_window,  # C2
    constraints.minimum_block,  # C3
    constraints.weekly_demand,  # C4
    constraints.remaining_budget,  # C4
    constraints.schedule_floor,  # C5
    constraints.value_band,  # C6
    constraints.bench,  # C7
    constraints.staffing_ratio,  # C8
    constraints.internal_first,  # C9
    constraints.switching,  # C10
    constraints.pins,  # C11
    constraints.stability,  # C12
    constraints.engagement_load,  # C13
    constraints.counted_up_to_one,  # Reward
)
TIGHTENING = (tightening.hours_of_one, tightening.hours_of_all)
TERMS = (
    objective.reward,
    objective.spi_below_floor,
    objective.vec_off_burn,
    objective.over_budget,
    objective.off_ratio,
    objective.bench,
    objective.external_premium,
    objective.new_assignments,
    objective.external_before_internal,
    objective.plan_changes,
)


def build(data: StaffingData) -> variables.StaffingModel:
    """The whole staffing problem as one PuLP model; its objective is in milli-points and is maximised."""
    model = variables.create(pulp.LpProblem("staffing", pulp.LpMaximize), data)
    for rule in (*RULES, *TIGHTENING):
        rule(model)
    set_objective(model.problem, objective.total(model, TERMS))
    return model


def solve(data: StaffingData, time_limit_seconds: float, workers: int | None = None) -> StaffingPlan:
    """Plan who works where: a small firm as one model, a larger one by decomposition.

    Parameters
    ----------
    data
        The problem; pins that contradict each other are refused.
    time_limit_seconds
        Wall clock for building, searching and proving; honored within 10 %.
    workers
        Tasks at once for a larger firm: one per core by default, 1 in this process. The plan does not depend on it.

    Returns
    -------
    StaffingPlan
        Optimal, Feasible with bound and gap, or Failed with the reason. A plan that comes back passed ``check.py``.

    Raises
    ------
    ModelError
        Pins contradict each other or a hard rule; the sentence names the smallest such set.
    """
    clock = Clock(time_limit_seconds)
    began = time.perf_counter()
    refuse_contradictions(data)
    is_small = len(data.consultants.ids) <= SMALL_FIRM
    plan = _solve_whole(data, clock) if is_small else _solve_in_parts(data, clock, workers)
    broken = broken_rules(data, plan) if plan.status.has_plan else []
    if broken:
        words = f"the plan breaks {len(broken)} hard rules, first {broken[0]}"
        plan = failed(data, words, plan.bound, 0.0)
    return replace(plan, seconds=time.perf_counter() - began)


def _solve_whole(data: StaffingData, clock: Clock) -> StaffingPlan:
    """One model of everything, handed over in bulk."""
    found = search.search(data, clock)
    plan = plan_of(data, found.hours, found.bound, found.reason)
    return replace(plan, row_count=found.row_count, column_count=found.column_count)


def _solve_in_parts(data: StaffingData, clock: Clock, workers: int | None) -> StaffingPlan:
    """Decomposition: the model is never written as a whole, so that its size is not told."""
    with crew(workers) as workforce:
        found = decomposition.search(data, workforce, clock)
    return plan_of(data, found.hours, found.bound, found.reason)
