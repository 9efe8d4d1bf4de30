"""Which rules stand between a person and an initiative, judged one by one and without a solver."""

from collections.abc import Iterator, Sequence
from datetime import date

from optimizer.budget.data import BudgetData, Employee, Initiative
from optimizer.budget.eligibility import organization_score, why_not
from optimizer.budget.explanation.answer import Reason
from optimizer.budget.months import label
from optimizer.budget.skills.expression import AllOf, is_met, words

ZERO = 1e-9


def limits(
    data: BudgetData, employee: Employee, initiative: Initiative, months: Sequence[date], share: float
) -> list[Reason]:
    """Every rule that alone allows less than ``share`` man-months of the person in these months together.

    Rules about what others do (a cap that is spent, a person who is planned elsewhere) are no such limits: they are
    what forcing a share is paid with.
    """
    found = [
        *_organization(initiative, employee),
        *_skills(initiative, employee),
        *_availability(initiative, employee, months, share),
        *_share_sizes(data, initiative, employee, months, share),
        *_money(data, initiative, employee, months, share),
        *_effort(data, initiative, months, share),
    ]
    return sorted((one for one in found if one.most_ratio < share - ZERO), key=lambda one: one.most_ratio)


def _organization(initiative: Initiative, employee: Employee) -> Iterator[Reason]:
    if organization_score(initiative, employee) is None:
        yield Reason("A8", 0.0, why_not(initiative, employee) or "")


def _skills(initiative: Initiative, employee: Employee) -> Iterator[Reason]:
    if initiative.requirement.is_met(employee.skills):
        return
    missing = [
        words(each)
        for part in initiative.requirement.mandatory.parts
        for each in (part.parts if isinstance(part, AllOf) else (part,))
        if not is_met(each, employee.skills.all)
    ]
    has = ", ".join(sorted(employee.skills.all)) or "no skills"
    yield Reason(
        "A7", 0.0, f"{initiative.name} requires {' and '.join(missing)}; {employee.name} has {has} (BUDGET A7)."
    )


def _availability(initiative: Initiative, employee: Employee, months: Sequence[date], share: float) -> Iterator[Reason]:
    most = sum(employee.available(month) for month in months)
    if most < share:
        when = label(months[0]) if len(months) == 1 else f"the months of {initiative.name}"
        yield Reason("A1", most, f"{employee.name} is available for {most:.2f} of a month in {when} (BUDGET A1).")


def _share_sizes(
    data: BudgetData, initiative: Initiative, employee: Employee, months: Sequence[date], share: float
) -> Iterator[Reason]:
    most, block = initiative.maximum_share_ratio, data.rules.minimum_block_ratio or 0.0
    if most < block:
        yield Reason(
            "A6",
            0.0,
            f"{initiative.name} takes at most {most:.2f} of a month, less than the block of {block:.2f} (BUDGET A6).",
        )
    elif most * len(months) < share:
        yield Reason(
            "A6",
            most * len(months),
            f"{initiative.name} takes at most {most:.2f} of {employee.name}'s month (BUDGET A6).",
        )


def _money(
    data: BudgetData, initiative: Initiative, employee: Employee, months: Sequence[date], share: float
) -> Iterator[Reason]:
    """A2, A3 and A4, each as if nobody else were paid; efficiency initiatives have no money row (A9)."""
    if initiative.is_efficiency:
        return
    cost, currency = employee.monthly_cost_amount, data.currency
    price = f"{employee.name} costs {cost:,.2f} {currency} a month"
    affordable = _month_money(data, initiative, months)
    if affordable < share * cost:
        when = label(months[0]) if len(months) == 1 else "its months"
        yield Reason(
            "A2",
            affordable / cost,
            f"{initiative.name} may spend {affordable:,.2f} {currency} in {when}; {price} (BUDGET A2).",
        )
    source, driver = initiative.funding_source, initiative.driver
    for rule, name, cap in (
        ("A3", f"The source {source or 'without a name'}", data.rules.source_cap_amount.get(source)),
        ("A4", f"The driver {driver or 'without a name'}", data.rules.driver_cap_amount.get((source, driver))),
    ):
        if cap is not None and cap < share * cost:
            yield Reason(rule, cap / cost, f"{name} pays at most {cap:,.2f} {currency}; {price} (BUDGET {rule}).")


def _month_money(data: BudgetData, initiative: Initiative, months: Sequence[date]) -> float:
    """What the initiative may spend in ``months``; with carry-over, up to the last of them."""
    upto = [m for m in initiative.months if m <= months[-1]] if data.rules.has_carry_over else list(months)
    return sum(data.month_budget_amount(initiative, month) for month in upto)


def _effort(data: BudgetData, initiative: Initiative, months: Sequence[date], share: float) -> Iterator[Reason]:
    target = initiative.effort_man_months
    if target is not None and target < share:
        yield Reason("A5", target, f"{initiative.name} asks for {target:.2f} man-months in all (BUDGET A5).")
    before = None if initiative.predecessor_id is None else data.initiative[initiative.predecessor_id]
    if before is not None and months[-1] <= before.months[0]:
        words_ = f"{initiative.name} waits for {before.name}, whose first month is {label(before.months[0])}"
        yield Reason("A11", 0.0, f"{words_} (BUDGET A11).")
