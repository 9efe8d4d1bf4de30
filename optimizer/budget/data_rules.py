"""What the data of the initiatives model must be before anything is solved; every fault is named at once."""

from collections import Counter
from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING

from config.errors import ModelError
from optimizer.budget.hiring import rules as hiring_rules

if TYPE_CHECKING:
    from optimizer.budget.data import BudgetData, Employee, Initiative

PHASING_TOLERANCE = 1e-6
STEP_TOLERANCE = 1e-6
SHOWN_FAULT_COUNT = 20


def check(data: "BudgetData") -> None:
    """Refuse data that contradicts itself.

    Raises
    ------
    ModelError
        Naming the initiatives and employees, up to 20 faults.
    """
    faults = [
        *_twice(data),
        *_initiatives(data),
        *_employees(data),
        *_rules(data),
        *_places(data),
        *_sequences(data),
        *hiring_rules.faults(data),
    ]
    if faults:
        more = f"; and {len(faults) - SHOWN_FAULT_COUNT} more" if len(faults) > SHOWN_FAULT_COUNT else ""
        listed = "; ".join(faults[:SHOWN_FAULT_COUNT]) + more
        raise ModelError(f"Initiatives: {listed}. Nothing was solved. Correct the portfolio and run again.")


def _twice(data: "BudgetData") -> Iterator[str]:
    for what, ids in (
        ("employee", [employee.employee_id for employee in data.employees]),
        ("initiative", [initiative.initiative_id for initiative in data.initiatives]),
    ):
        for identifier, count in Counter(ids).items():
            if count > 1:
                yield f"{what} {identifier} is given {count} times"


def _initiatives(data: "BudgetData") -> Iterator[str]:
    for initiative in data.initiatives:
        who = f"initiative {initiative.initiative_id}"
        if not initiative.months:
            yield f"{who} ends before it starts"
        if not _is_amount(initiative.budget_amount):
            yield f"{who} has the budget {initiative.budget_amount} {data.currency}; 0 or more is expected"
        if initiative.effort_man_months is not None and not _is_amount(initiative.effort_man_months):
            yield f"{who} has the effort {initiative.effort_man_months} man-months; 0 or more is expected"
        if not 0 < initiative.maximum_share_ratio <= 1:
            yield f"{who} has the maximum share {initiative.maximum_share_ratio:g}; above 0, at most 1 is expected"
        yield from _names(data, initiative)
        yield from _phasing(initiative)


def _names(data: "BudgetData", initiative: "Initiative") -> Iterator[str]:
    scale = data.rules.scale
    for what, name, known in (
        ("driver", initiative.driver, scale.drivers),
        ("impact", initiative.impact, scale.impacts),
    ):
        if name.strip() and name.strip().lower() not in known:
            yield f"initiative {initiative.initiative_id} has the {what} {name!r}; known are {', '.join(sorted(known))}"


def _phasing(initiative: "Initiative") -> Iterator[str]:
    phasing = initiative.phasing_ratio
    if not phasing:
        return
    if any(month not in initiative.months for month in phasing):
        yield f"initiative {initiative.initiative_id} phases money into a month in which it does not run"
    if min(phasing.values()) < 0 or abs(sum(phasing.values()) - 1) > PHASING_TOLERANCE:
        yield f"initiative {initiative.initiative_id} phases {sum(phasing.values()):.6f} of its budget; 1 is expected"


def _employees(data: "BudgetData") -> Iterator[str]:
    for employee in data.employees:
        if not _is_amount(employee.monthly_cost_amount) or employee.monthly_cost_amount == 0:
            yield (
                f"employee {employee.employee_id} costs {employee.monthly_cost_amount} {data.currency} a month; "
                "more than 0 is expected"
            )
        yield from _availability(employee)


def _availability(employee: "Employee") -> Iterator[str]:
    for month, ratio in employee.available_ratio.items():
        if not 0 <= ratio <= 1:
            yield f"employee {employee.employee_id} is available for {ratio:g} of {month:%Y-%m}; 0 to 1 is expected"


def _rules(data: "BudgetData") -> Iterator[str]:
    rules, names = data.rules, ("funding_source", "driver", "rank", "priority")
    if sorted(rules.waterfall) != sorted(names):
        yield f"the waterfall is {', '.join(rules.waterfall)}; each of {', '.join(names)} is expected once"
    for what, ratio in (("minimum block", rules.minimum_block_ratio), ("share step", rules.share_step_ratio)):
        if ratio is not None and not 0 < ratio <= 1:
            yield f"the {what} is {ratio:g} of a month; above 0, at most 1 is expected"
    step, most = rules.share_step_ratio, rules.maximum_initiatives_count
    if step is not None and 0 < step <= 1 and abs(1 / step - round(1 / step)) > STEP_TOLERANCE:
        yield f"the share step is {step:g} of a month; a month is no whole number of them (1, 0.5, 0.25, 0.2, ... are)"
    if most is not None and most < 1:
        yield f"the maximum initiatives of a person in a month are {most}; 1 or more is expected"
    weights = rules.scale.driver_weight + rules.scale.impact_weight + rules.scale.rank_weight
    if abs(weights - 1) > PHASING_TOLERANCE:
        yield f"the weights of driver, impact and rank add up to {weights:g}; 1 is expected"


def _places(data: "BudgetData") -> Iterator[str]:
    rules, people = data.rules, {employee.location for employee in data.employees}
    for what, ratios in (("least", rules.location_minimum_ratio), ("most", rules.location_maximum_ratio)):
        for location, ratio in ratios.items():
            if not 0 <= ratio <= 1:
                yield f"the {what} of the man-months in {location} is {ratio:g}; 0 to 1 is expected"
    for location, ratio in rules.location_minimum_ratio.items():
        if ratio > rules.location_maximum_ratio.get(location, 1.0):
            yield f"at least {ratio:.0%} of the man-months are to be in {location}, which is above the most"
        if ratio > 0 and data.employees and location not in people:
            yield f"at least {ratio:.0%} of the man-months are to be in {location}, where nobody is"
    if sum(rules.location_minimum_ratio.values()) > 1 + PHASING_TOLERANCE:
        yield f"the least shares of the locations add up to {sum(rules.location_minimum_ratio.values()):.0%}"


def _sequences(data: "BudgetData") -> Iterator[str]:
    before = {i.initiative_id: i.predecessor_id for i in data.initiatives if i.predecessor_id is not None}
    known = {initiative.initiative_id for initiative in data.initiatives}
    for initiative_id, predecessor_id in before.items():
        if predecessor_id not in known:
            yield f"initiative {initiative_id} waits for {predecessor_id}, which is not in the portfolio"
        seen, at = {initiative_id}, predecessor_id
        while at in before and at not in seen:
            seen.add(at)
            at = before[at]
        if at == initiative_id:
            yield f"initiative {initiative_id} waits for itself, by way of {predecessor_id}"


def _is_amount(value: float) -> bool:
    return isfinite(value) and value >= 0
