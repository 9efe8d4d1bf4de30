"""The initiatives model on two people, where the best plan is known by hand."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.model import build, solve
from optimizer.budget.solution import BudgetPlan
from optimizer.solver import Status

JANUARY, FEBRUARY, MARCH = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)
GOLDEN = Path(__file__).parent / "golden" / "two_people.lp"


def _solved(data: BudgetData) -> BudgetPlan:
    plan = solve(data, time_limit_seconds=30)
    assert plan.status == Status.OPTIMAL
    assert broken_rules(data, plan) == []
    return plan


def test_the_cheaper_of_two_people_delivers(person, project) -> None:
    plan = _solved(BudgetData((person("dear", 3000), person("cheap", 1000)), (project("1", 9000, 1.0),)))
    assert plan.cost_amount == pytest.approx(1000, abs=0.01)
    assert {allocation.employee_id for allocation in plan.allocations} == {"cheap"}


def test_a_share_of_millionths_that_a_tier_needs_is_in_the_plan_as_it_is_written(person, project) -> None:
    """The cheap person is there for all but four millionths of the month; a tier is kept within one."""
    people = (person("cheap", 1000, available_ratio={JANUARY: 1 - 4e-6}), person("dear", 2000))
    plan = solve(BudgetData(people, (project("1", 9000, 1.0),)))
    assert plan.man_months == pytest.approx(1.0, abs=1e-7)
    assert plan.cost_amount == pytest.approx(1000 + 4e-6 * 1000, abs=1e-3)
    assert broken_rules(BudgetData(people, (project("1", 9000, 1.0),)), plan) == []


def test_priority_decides_before_price(person, project) -> None:
    """One month of one cheap and one dear person: the important project is not short to save money elsewhere."""
    important = project("important", 3000, 1.0, "java", driver="Regulatory")
    lesser = project("lesser", 9000, 2.0, driver="Maintenance")
    people = (person("dear", 3000, "java"), person("cheap", 1000, "sql"))
    plan = _solved(BudgetData(people, (lesser, important)))
    delivered = plan.man_months_by_initiative()
    assert delivered["important"] == pytest.approx(1.0, abs=1e-5)
    assert delivered["lesser"] == pytest.approx(1.0, abs=1e-5)
    assert plan.outcomes[0].initiative_id == "important"
    assert plan.outcomes[1].shortfall_man_months == pytest.approx(1.0, abs=1e-5)


def test_a_lesser_initiative_never_takes_from_an_earlier_tier_however_large_it_is(person, project) -> None:
    """A weight of 100^k would invert here: a tiny need of the first tier against a thousandfold need of the second."""
    first = project("first", 10, 0.01, driver="Regulatory")
    second = project("second", 10_000_000, 1000.0, driver="Product")
    plan = _solved(BudgetData((person("only", 1000),), (second, first)))
    assert plan.man_months_by_initiative()["first"] == pytest.approx(0.01, abs=2e-6)
    assert plan.man_months_by_initiative()["second"] == pytest.approx(0.99, abs=1e-5)


@pytest.mark.parametrize(("required", "has"), [("c++", "excel"), ("java", "javascript")])
def test_a_likeness_of_names_makes_nobody_eligible(person, project, required: str, has: str) -> None:
    people = (person("alike", 1000, has), person("able", 5000, required))
    plan = _solved(BudgetData(people, (project("1", 9000, 1.5, required),)))
    assert {allocation.employee_id for allocation in plan.allocations} == {"able"}
    assert plan.outcomes[0].shortfall_man_months == pytest.approx(0.5, abs=1e-5)


def test_efficiency_initiatives_are_not_starved_when_all_money_is_spent(person, project) -> None:
    """The budget pays half of one month; the other half, and nobody's money, is left for the efficiency initiative."""
    paid, idle = project("paid", 500, 2.0), project("idle", 0, 3.0, driver="Operational")
    plan = _solved(BudgetData((person("only", 1000),), (idle, paid)))
    assert plan.man_months_by_initiative() == pytest.approx({"paid": 0.5, "idle": 0.5}, abs=1e-5)
    assert "budget of 500 USD is spent" in plan.outcomes[0].sentence


def test_efficiency_initiatives_only_get_capacity_that_is_left(person, project) -> None:
    paid, idle = project("paid", 5000, 1.0, driver="Maintenance"), project("idle", 0, 1.0, driver="Regulatory")
    plan = _solved(BudgetData((person("only", 1000),), (idle, paid)))
    assert plan.man_months_by_initiative() == pytest.approx({"paid": 1.0, "idle": 0.0}, abs=1e-5)


def test_without_an_effort_target_an_initiative_gets_what_its_budget_buys_and_says_so(person, project) -> None:
    plan = _solved(BudgetData((person("dear", 4000), person("cheap", 1000)), (project("1", 2000, None),)))
    assert plan.man_months == pytest.approx(1.25, abs=1e-5)
    assert "no effort target" in plan.outcomes[0].sentence


def test_an_initiative_with_neither_budget_nor_effort_says_so(person, project) -> None:
    plan = _solved(BudgetData((person("only", 1000),), (project("1", 0, None),)))
    assert plan.allocations == ()
    assert "neither a budget nor an effort target" in plan.outcomes[0].sentence


def test_money_left_in_january_is_spent_in_february_only_with_carry_over(person, project) -> None:
    anna = person("anna", 1000, available_ratio={JANUARY: 0.2})
    data = BudgetData((anna,), (project("1", 1000, 1.0, months=(JANUARY, FEBRUARY)),))
    assert _solved(data).man_months == pytest.approx(0.7, abs=1e-5)
    assert _solved(replace(data, rules=Rules(has_carry_over=True))).man_months == pytest.approx(1.0, abs=1e-5)


def test_the_caps_of_source_and_driver_bind(person, project) -> None:
    data = BudgetData((person("only", 1000),), (project("1", 1000, 1.0),))
    by_source = replace(data, rules=Rules(source_cap_amount={"Internal": 400}))
    by_driver = replace(data, rules=Rules(driver_cap_amount={("Internal", "Product"): 300}))
    assert _solved(by_source).man_months == pytest.approx(0.4, abs=1e-5)
    plan = _solved(by_driver)
    assert plan.man_months == pytest.approx(0.3, abs=1e-5)
    assert plan.shadow_prices[0].limit == "cap of the driver Product in the funding source Internal"
    assert plan.shadow_prices[0].price == pytest.approx(0.001)


def test_the_pod_comes_before_the_sub_team_at_the_same_price(person, project) -> None:
    place = {"team": "Tech", "sub_team": "Data"}
    people = (person("other", 1000, **place, pod="B"), person("pod", 1000, **place, pod="A"))
    plan = _solved(BudgetData(people, (project("1", 9000, 1.0, **place, pod="A"),)))
    assert {allocation.employee_id for allocation in plan.allocations} == {"pod"}


def test_effort_is_spread_evenly_where_nothing_else_decides(person, project) -> None:
    months = (JANUARY, FEBRUARY, MARCH)
    plan = _solved(BudgetData((person("only", 1000),), (project("1", 9000, 1.5, months=months),)))
    assert [allocation.share_ratio for allocation in plan.allocations] == pytest.approx([0.5] * 3, abs=1e-4)


def test_the_last_plan_is_kept_where_nothing_else_decides(person, project) -> None:
    people = (person("one", 1000), person("two", 1000))
    data = BudgetData(people, (project("1", 9000, 1.0),), last_plan={("two", "1", JANUARY): 1.0})
    assert {allocation.employee_id for allocation in _solved(data).allocations} == {"two"}


def test_value_decides_before_cost_and_after_effort(person, project) -> None:
    """The dear person has all preferred skills: 0.5 x (0.6 x 1 + 0.4), against 0.5 x (0.6 x 0.5 + 0.4) of the cheap."""
    people = (person("dear", 3000, "java, sql"), person("cheap", 1000, "java"))
    wanted = project("1", 9000, 1.0, '{"mandatory": "java", "technical": ["java", "sql"]}')
    data = BudgetData(people, (wanted,))
    priority = data.priority(wanted)
    plan = solve(data, "value")
    assert plan.objective_value == pytest.approx(priority * (0.6 * (0.6 + 0.4) + 0.4), abs=1e-6)
    assert {allocation.employee_id for allocation in plan.allocations} == {"dear"}
    assert {allocation.employee_id for allocation in solve(data).allocations} == {"cheap"}


def test_value_goes_to_the_more_important_of_two_without_targets_and_stops_at_the_budget(person, project) -> None:
    """One month of one person: 0.4 of it is what the important one can pay, the rest is worth less but something."""
    important = project("important", 400, None, driver="Regulatory", impact="High")
    lesser = project("lesser", 9000, None, driver="Maintenance", impact="Low")
    data = BudgetData((person("only", 1000),), (lesser, important))
    plan = solve(data, "value")
    assert plan.man_months_by_initiative() == pytest.approx({"important": 0.4, "lesser": 0.6}, abs=1e-6)
    assert plan.objective_value == pytest.approx(0.4 * data.priority(important) + 0.6 * data.priority(lesser), abs=1e-6)


def test_value_never_leaves_an_effort_short_that_cost_would_deliver(person, project) -> None:
    first = project("first", 9000, 0.7, driver="Maintenance", impact="Low")
    open_ended = project("open", 9000, None, driver="Regulatory", impact="High")
    plan = solve(BudgetData((person("only", 1000),), (open_ended, first)), "value")
    assert plan.man_months_by_initiative() == pytest.approx({"first": 0.7, "open": 0.3}, abs=1e-6)


def test_value_counts_nothing_for_an_initiative_with_neither_budget_nor_effort(person, project) -> None:
    plan = solve(BudgetData((person("only", 1000),), (project("1", 0, None),)), "value")
    assert plan.allocations == ()


def test_shares_in_quarters_leave_the_rest_short(person, project) -> None:
    rules = Rules(share_step_ratio=0.25)
    plan = _solved(BudgetData((person("only", 1000),), (project("1", 9000, 0.6),), rules=rules))
    assert plan.man_months == pytest.approx(0.5, abs=1e-6)


def test_a_minimum_block_leaves_a_small_need_short(person, project) -> None:
    rules = Rules(minimum_block_ratio=0.5)
    plan = _solved(BudgetData((person("only", 1000),), (project("1", 9000, 0.4),), rules=rules))
    assert plan.allocations == ()


def test_one_initiative_a_month_leaves_the_second_without_anybody(person, project) -> None:
    rules = Rules(maximum_initiatives_count=1)
    projects = (project("1", 9000, 0.5, driver="Regulatory"), project("2", 9000, 0.5))
    plan = _solved(BudgetData((person("only", 1000),), projects, rules=rules))
    assert plan.man_months_by_initiative() == pytest.approx({"1": 0.5, "2": 0.0}, abs=1e-5)


def test_a_successor_waits_for_its_predecessor(person, project) -> None:
    months = (JANUARY, FEBRUARY, MARCH)
    before = project("before", 9000, 1.5, months=months)
    after = project("after", 9000, 3.0, months=months, predecessor_id="before", driver="Maintenance")
    plan = _solved(BudgetData((person("only", 1000),), (after, before)))
    assert plan.man_months_by_initiative() == pytest.approx({"before": 1.5, "after": 1.0}, abs=1e-4)
    assert {a.month for a in plan.allocations if a.initiative_id == "after"} == {MARCH}


def test_a_location_keeps_its_share(person, project) -> None:
    people = (person("oslo", 1000, location="Oslo"), person("rome", 5000, location="Rome"))
    data = BudgetData(people, (project("1", 9000, 1.0),), rules=Rules(location_minimum_ratio={"Rome": 0.25}))
    assert _solved(data).cost_amount == pytest.approx(0.75 * 1000 + 0.25 * 5000, abs=0.05)


def test_the_peer_prefers_the_dearest_people(person, project) -> None:
    data = BudgetData((person("dear", 3000), person("cheap", 1000)), (project("1", 9000, 1.0),))
    plan = solve(data, "peer")
    assert {allocation.employee_id for allocation in plan.allocations} == {"dear"}


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_or_nothing_to_plan_ends_with_an_empty_plan(person, project, count: int) -> None:
    people, projects = (person("only", 1000),)[:count], (project("1", 9000, 1.0),)[: 1 - count]
    plan = _solved(BudgetData(people, projects))
    assert plan.allocations == ()
    assert [outcome.shortfall_man_months for outcome in plan.outcomes] == [1.0] * (1 - count)


def test_the_model_of_two_people_is_the_golden_one(person, project, tmp_path: Path) -> None:
    people = (person("ann", 1000, "java", available_ratio={FEBRUARY: 0.5}), person("bob", 2000, "sql"))
    projects = (
        project("1", 2400, 1.5, "java | sql", months=(JANUARY, FEBRUARY), maximum_share_ratio=0.8),
        project("2", 0, 1.0, "java"),
    )
    written = tmp_path / "two_people.lp"
    build(BudgetData(people, projects)).problem.writeLP(str(written))
    assert written.read_text() == GOLDEN.read_text()
