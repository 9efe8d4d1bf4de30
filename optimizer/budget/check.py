"""Does a plan for the initiatives keep every rule? Decided from the data and the plan alone, with no solver."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from optimizer.budget.data import BudgetData, Initiative
from optimizer.budget.eligibility import why_not
from optimizer.budget.hiring.check import broken_hiring_rules
from optimizer.budget.months import label
from optimizer.budget.solution import Allocation, BudgetPlan
from optimizer.budget.whole.steps import to_be_delivered

SHARE_TOLERANCE = 2e-6
RELATIVE_TOLERANCE = 1e-6


def broken_rules(data: BudgetData, plan: BudgetPlan) -> list[str]:
    """Every broken rule, as a sentence that names the rule (BUDGET A), who and how much; empty for a good plan.

    Shares are compared within 2e-6 of a month, money within one millionth. The peer's plans are held to the same rules.
    """
    shares = _Shares(data, plan.allocations)
    return [
        *_unknown(data, plan),
        *_eligible(data, shares),
        *_capacity(data, shares),
        *_month_budget(data, shares),
        *_caps(data, shares),
        *_effort(data, shares),
        *_share_sizes(data, shares),
        *_sequence(data, shares),
        *_places(data, shares),
        *_costs(data, shares),
        *broken_hiring_rules(data, plan, broken_rules),
    ]


class _Shares:
    """The plan's shares, keyed as the rules need them; allocations of unknown people or initiatives are left out."""

    def __init__(self, data: BudgetData, allocations: tuple[Allocation, ...]) -> None:
        self.all = [a for a in allocations if a.employee_id in data.employee and a.initiative_id in data.initiative]
        self.by_person_month: dict[tuple[str, date], float] = defaultdict(float)
        self.by_initiative_month: dict[tuple[str, date], float] = defaultdict(float)
        self.cost_by_month: dict[tuple[str, date], float] = defaultdict(float)
        self.by_initiative: dict[str, float] = defaultdict(float)
        self.cost: dict[str, float] = defaultdict(float)
        for a in self.all:
            cost = a.share_ratio * data.employee[a.employee_id].monthly_cost_amount
            self.by_person_month[a.employee_id, a.month] += a.share_ratio
            self.by_initiative_month[a.initiative_id, a.month] += a.share_ratio
            self.cost_by_month[a.initiative_id, a.month] += cost
            self.by_initiative[a.initiative_id] += a.share_ratio
            self.cost[a.initiative_id] += cost


def _unknown(data: BudgetData, plan: BudgetPlan) -> Iterator[str]:
    seen = set()
    for a in plan.allocations:
        if a.employee_id not in data.employee:
            yield f"Employee {a.employee_id} is planned and not in the data."
        if a.initiative_id not in data.initiative:
            yield f"Initiative {a.initiative_id} is planned and not in the data."
        if (a.employee_id, a.initiative_id, a.month) in seen:
            yield f"{a.employee_id} on {a.initiative_id} in {label(a.month)} is planned twice."
        seen.add((a.employee_id, a.initiative_id, a.month))


def _eligible(data: BudgetData, shares: _Shares) -> Iterator[str]:
    """A7 and A8, and months in which the initiative does not run."""
    for a in shares.all:
        initiative = data.initiative[a.initiative_id]
        reason = why_not(initiative, data.employee[a.employee_id])
        if reason is not None:
            yield reason
        if a.month not in initiative.months:
            yield f"{initiative.name} does not run in {label(a.month)}, and {a.employee_id} is planned on it."
        if a.share_ratio < 0:
            yield f"{a.employee_id} has the share {a.share_ratio:g} of {label(a.month)} on {initiative.name}."


def _capacity(data: BudgetData, shares: _Shares) -> Iterator[str]:
    for (employee_id, month), ratio in shares.by_person_month.items():
        available = data.employee[employee_id].available(month)
        if ratio > available + SHARE_TOLERANCE:
            yield (
                f"Employee {employee_id} is planned for {ratio:.4f} of {label(month)} "
                f"and is available for {available:.4f} (BUDGET A1)."
            )


def _month_budget(data: BudgetData, shares: _Shares) -> Iterator[str]:
    for initiative in data.initiatives:
        if initiative.is_efficiency:
            continue
        left_amount = 0.0
        for month in initiative.months:
            cost = shares.cost_by_month[initiative.initiative_id, month]
            budget = left_amount + data.month_budget_amount(initiative, month)
            if _is_above(cost, budget, initiative.budget_amount):
                yield (
                    f"{initiative.name} costs {cost:,.2f} {data.currency} in {label(month)} "
                    f"and may cost {budget:,.2f} (BUDGET A2)."
                )
            left_amount = budget - cost if data.rules.has_carry_over else 0.0


def _caps(data: BudgetData, shares: _Shares) -> Iterator[str]:
    """A3 and A4; efficiency initiatives are in neither (A9)."""
    sources: dict[str, float] = defaultdict(float)
    drivers: dict[tuple[str, str], float] = defaultdict(float)
    for initiative in data.initiatives:
        if not initiative.is_efficiency:
            sources[initiative.funding_source] += shares.cost[initiative.initiative_id]
            drivers[initiative.funding_source, initiative.driver] += shares.cost[initiative.initiative_id]
    for source, cost in sources.items():
        if _is_above(cost, data.source_cap(source), data.source_cap(source)):
            yield f"The source {source} pays {cost:,.2f} of {data.source_cap(source):,.2f} {data.currency} (BUDGET A3)."
    for pair, cost in drivers.items():
        cap = data.driver_cap(*pair)
        if _is_above(cost, cap, cap):
            yield f"The driver {pair[1]} of {pair[0]} costs {cost:,.2f} of {cap:,.2f} {data.currency} (BUDGET A4)."


def _effort(data: BudgetData, shares: _Shares) -> Iterator[str]:
    for initiative in data.initiatives:
        target = initiative.effort_man_months
        planned = shares.by_initiative[initiative.initiative_id]
        tolerance = SHARE_TOLERANCE * max(1.0, planned)
        if target is not None and planned > target + tolerance:
            yield f"{initiative.name} gets {planned:.4f} man-months and asked for {target:.4f} (BUDGET A5)."


def _share_sizes(data: BudgetData, shares: _Shares) -> Iterator[str]:
    """A6 and A10: the size of each share, and how many a person has in a month."""
    rules = data.rules
    count: dict[tuple[str, date], int] = defaultdict(int)
    for a in shares.all:
        count[a.employee_id, a.month] += 1
        initiative = data.initiative[a.initiative_id]
        who = f"{a.employee_id} gives {initiative.name} {a.share_ratio:.4f} of {label(a.month)}"
        if a.share_ratio > initiative.maximum_share_ratio + SHARE_TOLERANCE:
            yield f"{who}; the most is {initiative.maximum_share_ratio:.4f} (BUDGET A6)."
        if rules.minimum_block_ratio is not None and a.share_ratio < rules.minimum_block_ratio - SHARE_TOLERANCE:
            yield f"{who}; the least is {rules.minimum_block_ratio:.4f} (BUDGET A6)."
        if rules.share_step_ratio is not None:
            steps = a.share_ratio / rules.share_step_ratio
            if abs(steps - round(steps)) > SHARE_TOLERANCE / rules.share_step_ratio:
                yield f"{who}, which is no multiple of {rules.share_step_ratio:g} (BUDGET A10)."
    for (employee_id, month), number in count.items():
        if rules.maximum_initiatives_count is not None and number > rules.maximum_initiatives_count:
            most = rules.maximum_initiatives_count
            yield f"{employee_id} works on {number} initiatives in {label(month)}; the most is {most} (BUDGET A6)."


def _sequence(data: BudgetData, shares: _Shares) -> Iterator[str]:
    for initiative in data.initiatives:
        if initiative.predecessor_id is not None:
            before = data.initiative[initiative.predecessor_id]
            yield from _started_early(before, initiative, shares, to_be_delivered(data, before))


def _started_early(before: Initiative, after: Initiative, shares: _Shares, target: float | None) -> Iterator[str]:
    for month in after.months:
        if target is None:
            if month <= before.months[-1] and shares.by_initiative_month[after.initiative_id, month] > SHARE_TOLERANCE:
                yield (
                    f"{after.name} is worked on in {label(month)}; {before.name} has no effort target, so it is over "
                    f"after {label(before.months[-1])} (BUDGET A11)."
                )
            continue
        delivered = sum(shares.by_initiative_month[before.initiative_id, m] for m in before.months if m < month)
        if shares.by_initiative_month[after.initiative_id, month] > SHARE_TOLERANCE and (
            delivered < target - SHARE_TOLERANCE * max(1.0, target)
        ):
            yield (
                f"{after.name} is worked on in {label(month)}, when {before.name} has {delivered:.4f} "
                f"of its {target:.4f} man-months (BUDGET A11)."
            )


def _places(data: BudgetData, shares: _Shares) -> Iterator[str]:
    total = sum(a.share_ratio for a in shares.all)
    by_place: dict[str, float] = defaultdict(float)
    for a in shares.all:
        by_place[data.employee[a.employee_id].location] += a.share_ratio
    tolerance = SHARE_TOLERANCE * max(1.0, total)
    for location, ratio in data.rules.location_maximum_ratio.items():
        if by_place[location] > ratio * total + tolerance:
            has = f"{by_place[location]:.4f} of {total:.4f} man-months"
            yield f"{location} has {has}; the most is {ratio:.2%} (BUDGET A12)."
    for location, ratio in data.rules.location_minimum_ratio.items():
        if by_place[location] < ratio * total - tolerance:
            has = f"{by_place[location]:.4f} of {total:.4f} man-months"
            yield f"{location} has {has}; the least is {ratio:.2%} (BUDGET A12)."


def _costs(data: BudgetData, shares: _Shares) -> Iterator[str]:
    for a in shares.all:
        cost = a.share_ratio * data.employee[a.employee_id].monthly_cost_amount
        if abs(cost - a.cost_amount) > RELATIVE_TOLERANCE * max(1.0, cost):
            who = f"{a.employee_id} on {a.initiative_id}"
            yield f"{who} is priced {a.cost_amount:,.4f} {data.currency}; the share costs {cost:,.4f}."


def _is_above(amount: float, limit: float, scale: float) -> bool:
    return amount > limit + RELATIVE_TOLERANCE * max(1.0, abs(scale))
