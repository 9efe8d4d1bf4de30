"""Whom to hire for what existing staff leaves short (BUDGET A13): the way from a settled plan to whole people."""

import time

import numpy as np

from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.data import BudgetData
from optimizer.budget.eligibility import why_not
from optimizer.budget.hiring import answer, reasons
from optimizer.budget.hiring.build import assemble
from optimizer.budget.hiring.data import HiringPlan
from optimizer.budget.hiring.left import Left, left_by
from optimizer.budget.hiring.model import HiringModel, columns_of
from optimizer.budget.hiring.profiles import Terms, as_employee, profiles_of, terms_of
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.whole.settle import Settler
from optimizer.solver import Status

GAP_RATIO = 1e-3
PEOPLE_PART = 0.8  # of the time, where idle months are looked at after who is hired


def plan_hires(data: BudgetData, plan: BudgetPlan, time_limit_seconds: float = 30.0) -> HiringPlan:
    """Whole people for the effort that ``plan`` leaves short, paid from the money that it leaves.

    The plan of existing staff stays as it is. Shortfall is covered in the order of the waterfall, each tier as far as
    money, lead times and the least use of hires allow; then whole people cost as little as possible, from their first
    month to the horizon's end, idle months and once-only cost included; then idle months go to efficiency initiatives.

    Parameters
    ----------
    data
        ``rules.hiring`` and ``hireable_profiles`` say on what terms; profiles are derived where none is given.
    plan
        A plan of existing staff for the same data.
    time_limit_seconds
        For all tiers together.

    Returns
    -------
    HiringPlan
        Optimal, or Feasible with the gap of the cost; nobody where nothing is short or nobody may be hired, with the
        reason in ``notes`` and ``covers``.
    """
    began = time.perf_counter()
    left = left_by(data, plan)
    terms = [terms_of(data, profile) for profile in profiles_of(data)]
    why = reasons.Reasons(data, terms, left)
    needed, fits = _needed(data, terms, left)
    columns = columns_of(data, needed, fits, left)
    is_funded = any(not data.initiatives[at].is_efficiency for at in columns.short)
    if not is_funded:
        notes = tuple(why.notes())
        return HiringPlan((), (), why.covers({}, {}), Status.OPTIMAL, 0.0, 0.0, time.perf_counter() - began, notes)
    model = assemble(data, needed, columns, left)
    settler = Settler(model, time_limit_seconds * (PEOPLE_PART if model.idle_tiers else 1.0), GAP_RATIO)
    settler.first_plan()
    settler.settle()
    idle = _idle_months(model, settler.plan, time_limit_seconds - (time.perf_counter() - began))
    hired = answer.Answer(data, needed, left, model, idle)
    cost = next(result for result in settler.results if result.name == "cost")
    is_optimal = all(result.status == Status.OPTIMAL for result in settler.results)
    return HiringPlan(
        hires=hired.hires,
        shares=hired.shares,
        covers=why.covers(hired.man_months, hired.cost),
        status=Status.OPTIMAL if is_optimal else Status.FEASIBLE,
        cost_bound_amount=max(cost.bound or 0.0, 0.0),
        cost_gap_ratio=cost.gap_ratio if cost.gap_ratio is not None else 1.0,
        seconds=time.perf_counter() - began,
        notes=(
            *why.notes(),
            *(f"Hires, not proven best: {r.name} ({r.reason})." for r in settler.results if r.reason),
        ),
    )


def _idle_months(model: HiringModel, plan: Numbers, seconds: float) -> Numbers:
    """The same people, with idle months on efficiency initiatives."""
    if not model.idle_tiers:
        return plan
    settler = Settler(model.with_people(plan), seconds, GAP_RATIO)
    settler.plan = plan
    settler.first_plan()
    settler.settle()
    return settler.plan


def _needed(data: BudgetData, terms: list[Terms], left: Left) -> tuple[list[Terms], list[set[int]]]:
    """The terms that somebody needs: cheaper for the same or more initiatives, and no later, is always as good.

    Places of work tell profiles apart only where a rule is about them.
    """
    fits = [_fits(data, one, left) for one in terms]
    has_places = bool(data.rules.location_minimum_ratio or data.rules.location_maximum_ratio)

    def is_as_good(one: int, other: int) -> bool:
        a, b = terms[one], terms[other]
        return (
            fits[one] >= fits[other]
            and a.monthly_cost_amount <= b.monthly_cost_amount
            and a.one_off_cost_amount <= b.one_off_cost_amount
            and a.first_month <= b.first_month
            and a.profile.maximum_head_count is None
            and (not has_places or a.profile.location == b.profile.location)
        )

    kept: list[int] = []
    order = sorted(range(len(terms)), key=lambda n: (terms[n].monthly_cost_amount, -len(fits[n]), n))
    for number in order:
        if fits[number] and not any(is_as_good(one, number) for one in kept):
            kept.append(number)
    kept = [n for n in kept if not any(is_as_good(one, n) for one in kept if one != n and not is_as_good(n, one))]
    return [terms[number] for number in sorted(kept)], [fits[number] for number in sorted(kept)]


def _fits(data: BudgetData, terms: Terms, left: Left) -> set[int]:
    """The initiatives that are short and that such a hire may work on."""
    if terms.first_month >= len(left.months):
        return set()
    hire = as_employee(terms, terms.profile.profile_id, left.months[terms.first_month], left.months)
    short = np.flatnonzero(left.effort_man_months > 0)
    return {int(at) for at in short if why_not(data.initiatives[at], hire) is None}
