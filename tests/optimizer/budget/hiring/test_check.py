"""Every rule of hires, broken by hand: the check names it without a solver (BUDGET A13)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.hiring.data import HireableProfile, HireShare, HiringPlan, HiringRules
from optimizer.budget.model import solve
from optimizer.budget.skills.requirement import Skills, skill_set
from optimizer.budget.solution import Allocation, BudgetPlan

MONTHS = tuple(date(2025, month, 1) for month in range(1, 5))
Change = Callable[[BudgetPlan, HiringPlan], BudgetPlan]


@pytest.fixture
def data(person, project) -> BudgetData:
    """Ann does 4 of 6 man-months; a developer hired from March for 1,000 a month does the other 2."""
    profile = HireableProfile("dev", 1000, skills=Skills(skill_set("java"), {}), maximum_head_count=2)
    rules = Rules(hiring=HiringRules(is_asked=True, lead_month_count=1))
    one = project("1", 20_000, 6.0, "java", months=MONTHS)
    two = project("2", 0, 1.0, "sql", months=MONTHS)
    return BudgetData((person("ann", 1000, "java"),), (one, two), rules=rules, hireable_profiles=(profile,))


def _with(hires=None, shares=None) -> Change:
    """The hires or shares changed by a function of the first one."""

    def change(plan: BudgetPlan, hiring: HiringPlan) -> BudgetPlan:
        new = replace(
            hiring,
            hires=hires(hiring.hires[0]) if hires else hiring.hires,
            shares=shares(hiring.shares[0]) if shares else hiring.shares,
        )
        return replace(plan, hiring=new)

    return change


def _counted(plan: BudgetPlan, hiring: HiringPlan) -> BudgetPlan:
    """Hires in the outcome of existing staff."""
    [first, *rest] = plan.outcomes
    return replace(plan, outcomes=(replace(first, man_months=6.0, shortfall_man_months=0.0), *rest))


def _staffed(plan: BudgetPlan, hiring: HiringPlan) -> BudgetPlan:
    """A hire among the allocations of existing staff."""
    hire = hiring.hires[0].hire_id
    return replace(plan, allocations=(*plan.allocations, Allocation(hire, "1", MONTHS[3], 0.5, 500.0)))


def _less_short(plan: BudgetPlan, hiring: HiringPlan) -> BudgetPlan:
    [cover, *rest] = hiring.covers
    return replace(plan, hiring=replace(hiring, covers=(replace(cover, staff_shortfall_man_months=0.0), *rest)))


CASES = [
    (_with(hires=lambda h: (h, h)), "is planned 2 times: each is one whole person"),
    (_with(shares=lambda s: (replace(s, share_ratio=1.4, cost_amount=1400.0),)), r"BUDGET A1\)"),
    (_with(hires=lambda h: (replace(h, start_month=MONTHS[0]),)), "before the lead time of 1 months is over"),
    (_with(hires=lambda h: (replace(h, last_month=MONTHS[2], paid_month_count=1),)), "a hire stays to 2025-04, 2 months"),
    (_with(hires=lambda h: (replace(h, cost_amount=1000.0),)), r"cost_amount 1,000\.0000; it is 2,000\.0000"),
    (_with(hires=lambda h: (replace(h, profile_id="ghost"),)), "has the profile ghost, which is unknown"),
    (_with(hires=lambda h: tuple(replace(h, hire_id=f"H{n}") for n in range(3))), "3 people of dev are hired; the most is 2"),
    (_with(hires=lambda _: ()), "works on 1 and is not hired"),
    (_with(shares=lambda s: (replace(s, month=MONTHS[1]),)), r"is planned for 1\.0000 of 2025-02 and is available for 0\.0000"),
    (_with(shares=lambda s: (s, HireShare(s.hire_id, "2", MONTHS[3], 1.0, 0.0))), r"requires sql; .*BUDGET A7"),
    (_with(shares=lambda s: (replace(s, cost_amount=1.0),)), r"is priced 1\.0000 USD; the share costs 1,000\.0000"),
    (_with(shares=lambda s: (replace(s, share_ratio=0.2, cost_amount=200.0),)), r"used for 0\.2000 of 2 paid months, below 50%"),
    (_counted, "hires are counted as delivery"),
    (_staffed, "is counted among existing staff"),
    (_less_short, "The shortfall of existing staff on 1 has changed with the hires"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), CASES)
def test_a_broken_rule_of_hires_is_named(data, change: Change, sentence: str) -> None:
    plan = solve(data)
    assert plan.hiring is not None
    assert broken_rules(data, plan) == []
    broken = broken_rules(data, change(plan, plan.hiring))
    assert any(re.search(sentence, found) for found in broken), broken


def test_hires_beyond_the_money_of_the_initiative_are_named(data) -> None:
    """Ann takes 1,000 of every month; with 1,500 a month a whole hire is 500 too dear."""
    plan = solve(data)
    poor = replace(data, initiatives=(replace(data.initiatives[0], budget_amount=6000), data.initiatives[1]))
    assert any("BUDGET A2" in found and found.startswith("With hires:") for found in broken_rules(poor, plan))
