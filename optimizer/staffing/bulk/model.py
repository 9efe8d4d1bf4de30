"""The staffing model in bulk: the rules and terms of ``staffing.model``, by the same names."""

from typing import Any

import numpy as np

from optimizer.staffing.bulk import constraints, objective, tightening, variables
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.scope import Scope, free_entries
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.data import Numbers, StaffingData

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


def assemble(
    data: StaffingData,
    *,
    free: Any = None,
    kept_hours: Numbers | None = None,
    totals: Totals | None = None,
    switches: Any = None,
    is_tight: bool = True,
) -> variables.BulkModel:
    """The staffing problem, or the part of it that may change, as arrays.

    Parameters
    ----------
    data
        The problem.
    free
        What may change: P x W or P flags, or an array of pairs; None for everything. All else stays at ``kept_hours``,
        and only rules that a change can touch are there, less what is kept. The objective then differs from that of
        the whole plan by a constant.
    kept_hours
        P x W, the plan from which to start; none is needed when everything is free.
    totals
        The sums of ``kept_hours``, for those who assemble many models of one plan (instead of ``kept_hours``).
    switches
        P x W of -1 (open), 0 (off) and 1 (on): fixes who works where.
    is_tight
        Add the tightening rows, which help branch and bound and are idle when every switch is fixed.

    Returns
    -------
    BulkModel
        ``to_highs`` solves it, ``hours_of`` reads its solution, ``columns["starts"].columns`` … change it.
    """
    index = index_of(data)
    if totals is None:
        totals = Totals(index, np.zeros(data.active.shape) if kept_hours is None else kept_hours)
    pair, week = free_entries(index, free)
    model = variables.create(Scope(totals, pair, week, is_whole=free is None), switches)
    for rule in (*RULES, *(TIGHTENING if is_tight else ())):
        rule(model)
    for term in TERMS:
        term(model)
    return model
