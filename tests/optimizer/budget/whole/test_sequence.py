"""When a predecessor counts as delivered: with steps, and where it has no target (BUDGET A11)."""

from datetime import date

import pytest

from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.model import solve
from optimizer.budget.solution import Allocation, BudgetPlan, outcomes
from optimizer.solver import Status

MONTHS = tuple(date(2025, month, 1) for month in (1, 2, 3))


def _delivered(data: BudgetData) -> dict[str, float]:
    plan = solve(data, time_limit_seconds=30)
    assert broken_rules(data, plan) == []
    return plan.man_months_by_initiative()


def test_a_rest_smaller_than_a_step_does_not_hold_up_the_successor(person, project) -> None:
    """0.3 months in quarters: a quarter is all that anybody can deliver, and the successor starts in February."""
    before = project("before", 9000, 0.3, months=MONTHS)
    after = project("after", 9000, 2.0, months=MONTHS, predecessor_id="before", driver="Maintenance")
    data = BudgetData((person("only", 1000),), (before, after), rules=Rules(share_step_ratio=0.25))
    assert _delivered(data) == pytest.approx({"before": 0.25, "after": 2.0})


def test_a_predecessor_without_a_target_is_over_after_its_last_month(person, project) -> None:
    before = project("before", 100, None, months=MONTHS[:2])
    after = project("after", 9000, 3.0, months=MONTHS, predecessor_id="before", driver="Maintenance")
    data = BudgetData((person("only", 1000),), (before, after))
    assert _delivered(data)["after"] == pytest.approx(1.0, abs=1e-5)
    early = (Allocation("only", "after", MONTHS[1], 0.5, 500.0),)
    plan = BudgetPlan("least_cost", 0.0, Status.OPTIMAL, early, outcomes(data, early))
    [sentence] = broken_rules(data, plan)
    assert sentence.endswith("has no effort target, so it is over after 2025-02 (BUDGET A11).")


def test_the_last_millionths_of_a_predecessor_are_in_the_plan_as_it_is_written(person, project) -> None:
    """The cheap person lacks four millionths of January, which the dear one gives; February's initiative waits."""
    january, february, _ = MONTHS
    people = (person("cheap", 1000, available_ratio={january: 1 - 4e-6, february: 1.0}), person("dear", 2000))
    second = project("2", 9000, 1.0, months=(february,), predecessor_id="1")
    data = BudgetData(people, (project("1", 9000, 1.0), second))
    plan = solve(data)
    assert plan.man_months_by_initiative() == {"1": pytest.approx(1.0, abs=1e-6), "2": pytest.approx(1.0, abs=1e-6)}
    assert broken_rules(data, plan) == []


def test_three_in_a_row_need_three_months(person, project) -> None:
    people = tuple(person(f"e{n}", 1000) for n in range(3))
    projects = [project("0", 9000, 1.0, months=MONTHS)]
    projects += [project(str(n), 9000, 1.0, months=MONTHS, predecessor_id=str(n - 1)) for n in (1, 2)]
    data = BudgetData(people, tuple(projects))
    plan = solve(data)
    assert broken_rules(data, plan) == []
    assert {one.initiative_id: one.month for one in plan.allocations} == dict(zip("012", MONTHS, strict=True))


def test_a_predecessor_that_nobody_can_deliver_holds_up_its_successor(person, project) -> None:
    before = project("before", 9000, 1.0, "cobol", months=MONTHS)
    after = project("after", 9000, 1.0, months=MONTHS, predecessor_id="before")
    assert _delivered(BudgetData((person("only", 1000),), (before, after))) == {"before": 0.0, "after": 0.0}
