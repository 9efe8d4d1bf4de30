"""The staffing model: its variables, rules and objective, in one list."""

import time
from dataclasses import replace

import pulp

from optimizer.model_rows import set_objective
from optimizer.solver import Clock
from optimizer.staffing import constraints, objective, tightening, variables
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import StaffingData
from optimizer.staffing.pins import refuse_contradictions
from optimizer.staffing.search import search
from optimizer.staffing.solution import StaffingPlan, failed, hours_of, plan_of

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


def solve(data: StaffingData, time_limit_seconds: float) -> StaffingPlan:
    """Plan who works where.

    Parameters
    ----------
    data
        The problem; pins that contradict each other are refused.
    time_limit_seconds
        Wall clock for building, searching and proving; honored within 10 %.

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
    model = build(data)
    found = search.search(model, clock)
    seconds = time.perf_counter() - began
    if not found.values and model.hours:
        return failed(data, found.reason, found.bound, seconds)
    plan = replace(
        plan_of(data, hours_of(model, found.values), found.bound, found.reason, seconds),
        row_count=model.problem.numConstraints(),
        column_count=model.problem.numVariables(),
    )
    broken = broken_rules(data, plan)
    if broken:
        words = f"the plan breaks {len(broken)} hard rules, first {broken[0]}"
        return failed(data, words, found.bound, seconds)
    return plan
