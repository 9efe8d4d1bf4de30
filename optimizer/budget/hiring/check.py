"""Does a plan for hires keep every rule? Decided from the data and the plan alone, with no solver (BUDGET A13)."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import isclose

from optimizer.budget.data import BudgetData
from optimizer.budget.hiring.data import HireShare, HiringPlan, PlannedHire
from optimizer.budget.hiring.profiles import Terms, as_employee, horizon_of, profiles_of, terms_of
from optimizer.budget.months import label, months_between
from optimizer.budget.solution import Allocation, BudgetPlan, outcomes

TOLERANCE, RELATIVE = 2e-6, 1e-6
Check = Callable[[BudgetData, BudgetPlan], list[str]]


def broken_hiring_rules(data: BudgetData, plan: BudgetPlan, rules_of_everybody: Check) -> list[str]:
    """Every broken rule of the hires, as a sentence; empty where none is planned or all is well.

    Parameters
    ----------
    data, plan
        The portfolio, and the plan of existing staff with ``hiring`` beside it.
    rules_of_everybody
        The check of A1 to A12: it is asked about staff and hires together, since money, targets, sequences and places
        of work are common to both.
    """
    hiring = plan.hiring
    if hiring is None:
        return []
    terms = {profile.profile_id: terms_of(data, profile) for profile in profiles_of(data)}
    known = [hire for hire in hiring.hires if hire.profile_id in terms]
    return [
        *_people(data, plan, hiring, terms),
        *(sentence for hire in known for sentence in _one(data, hire, terms[hire.profile_id], hiring.shares)),
        *_counts(data, hiring, terms),
        *_use(data, known, hiring.shares),
        *_apart(data, plan, hiring),
        *_together(data, plan, known, terms, rules_of_everybody),
    ]


def _people(data: BudgetData, plan: BudgetPlan, hiring: HiringPlan, terms: dict[str, Terms]) -> Iterator[str]:
    """Whole people of known profiles, who are nobody else."""
    names = Counter(hire.hire_id for hire in hiring.hires)
    for hire_id, count in names.items():
        if count > 1:
            yield f"The hire {hire_id} is planned {count} times: each is one whole person (BUDGET A13)."
        if hire_id in data.employee or any(one.employee_id == hire_id for one in plan.allocations):
            yield f"The hire {hire_id} is counted among existing staff (BUDGET A13)."
    for hire in hiring.hires:
        if hire.profile_id not in terms:
            yield f"The hire {hire.hire_id} has the profile {hire.profile_id}, which is unknown (BUDGET A13)."
    for share in hiring.shares:
        if share.hire_id not in names:
            yield f"{share.hire_id} works on {share.initiative_id} and is not hired (BUDGET A13)."


def _one(data: BudgetData, hire: PlannedHire, terms: Terms, shares: tuple[HireShare, ...]) -> Iterator[str]:
    """Lead time, staying, and money of one person."""
    months = horizon_of(data)
    first = months[terms.first_month] if terms.first_month < len(months) else None
    if hire.start_month not in months:
        yield f"The hire {hire.hire_id} starts in {label(hire.start_month)}, outside the horizon (BUDGET A13)."
        return
    if first is None or hire.start_month < first:
        yield (
            f"The hire {hire.hire_id} starts in {label(hire.start_month)}, before the lead time of "
            f"{terms.lead_month_count} months is over (BUDGET A13)."
        )
    stays = len(months_between(hire.start_month, months[-1]))
    if hire.last_month != months[-1] or hire.paid_month_count != stays:
        yield (
            f"The hire {hire.hire_id} is paid for {hire.paid_month_count} months up to {label(hire.last_month)}; "
            f"a hire stays to {label(months[-1])}, {stays} months (BUDGET A13)."
        )
    mine = [share for share in shares if share.hire_id == hire.hire_id]
    paid = sum(s.cost_amount for s in mine)
    wages = stays * terms.monthly_cost_amount
    expected = {
        "monthly_cost_amount": terms.monthly_cost_amount,
        "one_off_cost_amount": terms.one_off_cost_amount,
        "cost_amount": wages + terms.one_off_cost_amount,
        "paid_by_initiatives_amount": paid,
        "idle_amount": wages - paid,
        "man_months": sum(share.share_ratio for share in mine),
        "use_ratio": sum(share.share_ratio for share in mine) / stays,
    }
    for name, value in expected.items():
        if not isclose(getattr(hire, name), value, rel_tol=RELATIVE, abs_tol=1e-4):
            yield f"The hire {hire.hire_id} has the {name} {getattr(hire, name):,.4f}; it is {value:,.4f} (BUDGET A13)."
    for share in mine:
        is_free = share.initiative_id in data.initiative and data.initiative[share.initiative_id].is_efficiency
        cost = 0.0 if is_free else share.share_ratio * terms.monthly_cost_amount
        if not isclose(share.cost_amount, cost, rel_tol=RELATIVE, abs_tol=1e-4):
            who = f"The hire {hire.hire_id} on {share.initiative_id}"
            yield f"{who} is priced {share.cost_amount:,.4f} {data.currency}; the share costs {cost:,.4f} (BUDGET A13)."


def _counts(data: BudgetData, hiring: HiringPlan, terms: dict[str, Terms]) -> Iterator[str]:
    limits = {"": data.rules.hiring.maximum_head_count}
    limits.update({name: one.profile.maximum_head_count for name, one in terms.items()})
    counts = Counter(hire.profile_id for hire in hiring.hires)
    for name, most in limits.items():
        count = counts[name] if name else len(hiring.hires)
        if most is not None and count > most:
            yield f"{count} people{f' of {name}' if name else ''} are hired; the most is {most} (BUDGET A13)."


def _use(data: BudgetData, hires: list[PlannedHire], shares: tuple[HireShare, ...]) -> Iterator[str]:
    """The least use of the hires of a profile, by initiatives that have a budget."""
    least, months = data.rules.hiring.least_use_ratio, horizon_of(data)
    profile = {hire.hire_id: hire.profile_id for hire in hires}
    used: dict[str, float] = defaultdict(float)
    paid: dict[str, float] = defaultdict(float)
    for hire in hires:
        paid[hire.profile_id] += len(months_between(hire.start_month, months[-1]))
    for share in shares:
        if share.hire_id in profile and share.initiative_id in data.initiative:
            used[profile[share.hire_id]] += (
                0.0 if data.initiative[share.initiative_id].is_efficiency else share.share_ratio
            )
    for name, count in paid.items():
        if used[name] < least * count - TOLERANCE * max(1.0, count):
            what = f"{used[name]:.4f} of {count:g} paid months"
            yield f"Hires of {name} are used for {what}, below {least:.0%} (BUDGET A13)."


def _apart(data: BudgetData, plan: BudgetPlan, hiring: HiringPlan) -> Iterator[str]:
    """What existing staff delivers, and is short of, holds without hires."""
    staff = {outcome.initiative_id: outcome for outcome in outcomes(data, plan.allocations)}
    for outcome in plan.outcomes:
        alone = staff.get(outcome.initiative_id)
        if alone is not None and not isclose(outcome.man_months, alone.man_months, abs_tol=1e-4):
            yield (
                f"{outcome.initiative_id} counts {outcome.man_months:.4f} man-months of existing staff, who deliver "
                f"{alone.man_months:.4f}: hires are counted as delivery (BUDGET A13)."
            )
    hired: dict[str, float] = defaultdict(float)
    for share in hiring.shares:
        hired[share.initiative_id] += share.share_ratio
    for cover in hiring.covers:
        short = (data.initiative[cover.initiative_id].effort_man_months or 0.0) - cover.staff_man_months
        delivered = staff[cover.initiative_id].man_months
        if not isclose(cover.staff_man_months, delivered, abs_tol=1e-4) or not isclose(
            cover.staff_shortfall_man_months, short, abs_tol=1e-4
        ):
            yield f"The shortfall of existing staff on {cover.initiative_id} has changed with the hires (BUDGET A13)."
        if not isclose(cover.hired_man_months, hired[cover.initiative_id], abs_tol=1e-4):
            yield (
                f"Hires deliver {hired[cover.initiative_id]:.4f} man-months on {cover.initiative_id}, "
                f"not {cover.hired_man_months:.4f} (BUDGET A13)."
            )


def _together(
    data: BudgetData, plan: BudgetPlan, hires: list[PlannedHire], terms: dict[str, Terms], rules_of_everybody: Check
) -> list[str]:
    """A1 to A12 for existing staff and hires at once; what is broken without hires is said elsewhere."""
    months = horizon_of(data)
    people = {
        hire.hire_id: as_employee(terms[hire.profile_id], hire.hire_id, hire.start_month, months)
        for hire in hires
        if hire.hire_id not in data.employee
    }
    everybody = replace(data, employees=(*data.employees, *people.values()))
    work = tuple(
        Allocation(
            share.hire_id,
            share.initiative_id,
            share.month,
            share.share_ratio,
            share.share_ratio * people[share.hire_id].monthly_cost_amount,
        )
        for share in (plan.hiring.shares if plan.hiring is not None else ())
        if share.hire_id in people
    )
    alone = replace(plan, hiring=None)
    said = set(rules_of_everybody(data, alone))
    found = rules_of_everybody(everybody, replace(alone, allocations=(*plan.allocations, *work)))
    return [f"With hires: {sentence}" for sentence in found if sentence not in said]
