"""Whom to hire, in cases that are calculated by hand: a hire is never delivery of existing staff."""

from dataclasses import replace
from datetime import date

import pytest

from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData, Rules
from optimizer.budget.hiring.data import HireableProfile, HiringPlan, HiringRules
from optimizer.budget.model import solve
from optimizer.budget.skills.requirement import Skills, skill_set
from optimizer.budget.solution import BudgetPlan

MONTHS = tuple(date(2025, month, 1) for month in range(1, 5))
ASKED = HiringRules(is_asked=True, lead_month_count=1)


def _solved(data: BudgetData) -> tuple[BudgetPlan, HiringPlan]:
    plan = solve(data, time_limit_seconds=30)
    assert broken_rules(data, plan) == []
    assert plan.hiring is not None
    return plan, plan.hiring


@pytest.fixture
def short(person, project):
    """Ann alone can do Java, for 1,000 a month: 4 of 6 man-months from January to April."""

    def build(*, budget: float = 40_000, effort: float = 6.0, terms: HiringRules = ASKED, **rules) -> BudgetData:
        people = (person("ann", 1000, "java", role="Developer"), person("bob", 2000, "sql", role="Analyst"))
        one = project("1", budget, effort, "java", months=MONTHS)
        return BudgetData(people, (one,), rules=Rules(hiring=terms, **rules))

    return build


def test_a_hire_covers_the_shortfall_and_the_shortfall_of_existing_staff_stays_what_it_is(short) -> None:
    """2 man-months are short. Hired from March, one person is paid for 2 months and used in both: 2,000."""
    plan, hiring = _solved(short())
    alone = solve(short(terms=HiringRules()))
    assert alone.hiring is None
    for staff in (plan, alone):
        assert staff.man_months == pytest.approx(4.0, abs=1e-5)
        assert staff.outcomes[0].shortfall_man_months == pytest.approx(2.0, abs=1e-5)
        assert staff.cost_amount == pytest.approx(4000, abs=0.01)
    [hire] = hiring.hires
    assert (hire.role, hire.start_month, hire.last_month, hire.paid_month_count) == (
        "Developer",
        MONTHS[2],
        MONTHS[3],
        2,
    )
    assert hire.decided_month == MONTHS[1]
    assert hire.cost_amount == pytest.approx(2000, abs=0.01)
    assert hire.use_ratio == pytest.approx(1.0, abs=1e-5)
    assert hiring.man_months == pytest.approx(2.0, abs=1e-5)
    [cover] = hiring.covers
    assert (cover.staff_man_months, cover.staff_shortfall_man_months) == pytest.approx((4.0, 2.0), abs=1e-5)
    assert (cover.hired_man_months, cover.left_man_months) == pytest.approx((2.0, 0.0), abs=1e-5)
    assert "Developer" in hire.sentence
    assert "2.00 of 2 paid man-months" in hire.sentence


def test_nobody_is_hired_unless_it_is_asked_for_or_where_nothing_is_short(short) -> None:
    assert solve(short(terms=HiringRules())).hiring is None
    _, hiring = _solved(short(effort=4.0))
    assert (hiring.hires, hiring.covers) == ((), ())


def test_a_hire_is_whole_and_stays_so_that_half_a_month_in_january_costs_all_that_follow(short) -> None:
    """Half a man-month is short; somebody hired for April alone is used for half of it."""
    _, hiring = _solved(short(effort=4.5))
    [hire] = hiring.hires
    assert hire.start_month == MONTHS[3]
    assert hire.cost_amount == pytest.approx(1000, abs=0.01)
    assert hire.paid_by_initiatives_amount == pytest.approx(500, abs=0.01)
    assert hire.idle_amount == pytest.approx(500, abs=0.01)


def test_hires_who_would_be_idle_too_long_are_not_made_and_it_is_said(short) -> None:
    _, hiring = _solved(short(effort=4.4))
    assert hiring.hires == ()
    assert "less than 50%" in hiring.covers[0].sentence
    _, anyway = _solved(short(effort=4.4, terms=replace(ASKED, least_use_ratio=0.0)))
    assert len(anyway.hires) == 1


def test_nobody_starts_before_the_lead_time_is_over(short) -> None:
    """5 man-months are short and hires could work from April on: two of them would need five people."""
    _, hiring = _solved(short(effort=9.0, terms=replace(ASKED, lead_month_count=3)))
    assert {hire.start_month for hire in hiring.hires} == {MONTHS[3]}
    assert len(hiring.hires) == 5
    assert hiring.man_months == pytest.approx(5.0, abs=1e-5)


def test_a_lead_time_as_long_as_the_horizon_leaves_nobody_and_says_so(short) -> None:
    _, hiring = _solved(short(terms=replace(ASKED, lead_month_count=4)))
    assert hiring.hires == ()
    assert "horizon has 4 months" in hiring.notes[0]
    assert "before the first hire could start" in hiring.covers[0].sentence


def test_hires_are_paid_from_the_money_that_existing_staff_leaves(short) -> None:
    """1,500 a month: 1,000 go to Ann, so a hire is paid for half of February, March and April."""
    _, hiring = _solved(short(budget=6000))
    [hire] = hiring.hires
    assert hiring.man_months == pytest.approx(1.5, abs=1e-5)
    assert hire.start_month == MONTHS[1]
    assert hiring.covers[0].left_man_months == pytest.approx(0.5, abs=1e-5)


def test_a_spent_budget_hires_nobody(short) -> None:
    _, hiring = _solved(short(budget=4000))
    assert hiring.hires == ()
    assert "its budget is spent" in hiring.covers[0].sentence


def test_the_cost_factor_and_the_cost_once_are_paid(short) -> None:
    terms = replace(ASKED, cost_factor=1.2, one_off_month_count=0.5)
    _, hiring = _solved(short(terms=terms))
    [hire] = hiring.hires
    assert (hire.monthly_cost_amount, hire.one_off_cost_amount) == pytest.approx((1200, 600))
    assert hire.cost_amount == pytest.approx(2 * 1200 + 600, abs=0.01)


def test_given_profiles_come_instead_of_derived_ones(short) -> None:
    cheap = HireableProfile("junior", 700, skills=Skills(skill_set("java"), {}), maximum_head_count=1)
    other = HireableProfile("senior", 900, skills=Skills(skill_set("java"), {}), lead_month_count=2)
    _, hiring = _solved(replace(short(effort=9.0), hireable_profiles=(cheap, other)))
    assert sorted(hire.profile_id for hire in hiring.hires).count("junior") == 1
    assert {hire.start_month >= MONTHS[2] for hire in hiring.hires if hire.profile_id == "senior"} == {True}
    assert hiring.man_months == pytest.approx(5.0, abs=1e-5)


def test_a_profile_without_the_skill_is_not_hired(short) -> None:
    tester = HireableProfile("tester", 700, skills=Skills(skill_set("javascript"), {}))
    _, hiring = _solved(replace(short(), hireable_profiles=(tester,)))
    assert hiring.hires == ()
    assert "no profile may work on it (it requires java)" in hiring.covers[0].sentence


def test_the_waterfall_decides_what_limited_people_work_on(person, project) -> None:
    """One hire at most: the regulatory project gets it, though the other one comes first in the data."""
    months = MONTHS[:2]
    people = (person("ann", 1000, "sql"),)
    profile = HireableProfile("dev", 1000, skills=Skills(skill_set("java"), {}))
    projects = (
        project("lesser", 9000, 1.0, "java", months=months, driver="Maintenance"),
        project("important", 9000, 1.0, "java", months=months, driver="Regulatory"),
    )
    rules = Rules(hiring=HiringRules(is_asked=True, lead_month_count=1, maximum_head_count=1))
    _, hiring = _solved(BudgetData(people, projects, rules=rules, hireable_profiles=(profile,)))
    assert hiring.man_months_by_initiative() == pytest.approx({"lesser": 0.0, "important": 1.0}, abs=1e-5)


def test_nobody_is_hired_for_an_efficiency_initiative_but_idle_months_help_it(person, project) -> None:
    """The hire of the paid project is used for 1.5 of 2 months; the idle half goes to the one without a budget."""
    months = MONTHS[:3]
    people = (person("ann", 1000, "sql"),)
    profile = HireableProfile("dev", 1000, skills=Skills(skill_set("java"), {}))
    idle = project("idle", 0, 1.0, "java", months=months)
    paid = project("paid", 2250, 1.5, "java", months=months)
    rules = Rules(hiring=HiringRules(is_asked=True, lead_month_count=1))
    data = BudgetData(people, (paid, idle), rules=rules, hireable_profiles=(profile,))
    _, hiring = _solved(data)
    assert hiring.man_months_by_initiative() == pytest.approx({"paid": 1.5, "idle": 0.5}, abs=1e-5)
    [hire] = hiring.hires
    assert hire.paid_by_initiatives_amount == pytest.approx(1500, abs=0.01)
    assert hire.idle_amount == pytest.approx(500, abs=0.01)
    _, none = _solved(replace(data, initiatives=(idle,)))
    assert none.hires == ()
    assert "it has no budget" in none.covers[0].sentence


def test_a_successor_waits_for_what_hires_deliver_of_its_predecessor(person, project) -> None:
    """Nobody can do Java: a hire delivers the first project in February and may start on the second one in March."""
    months = MONTHS[:3]
    profile = HireableProfile("dev", 1000, skills=Skills(skill_set("java"), {}))
    first = project("first", 9000, 1.0, "java", months=months)
    second = project("second", 9000, 2.0, "java", months=months, predecessor_id="first", driver="Maintenance")
    rules = Rules(hiring=HiringRules(is_asked=True, lead_month_count=1, maximum_head_count=1))
    data = BudgetData((person("ann", 1000, "sql"),), (first, second), rules=rules, hireable_profiles=(profile,))
    _, hiring = _solved(data)
    assert hiring.man_months_by_initiative() == pytest.approx({"first": 1.0, "second": 1.0}, abs=1e-5)
    assert {share.month for share in hiring.shares if share.initiative_id == "second"} == {MONTHS[2]}


def test_steps_blocks_and_counts_hold_for_hires_too(short) -> None:
    _, hiring = _solved(short(effort=5.35, share_step_ratio=0.25, minimum_block_ratio=0.5, maximum_initiatives_count=1))
    assert hiring.man_months == pytest.approx(1.25)
    assert {share.share_ratio for share in hiring.shares} <= {0.5, 0.75, 1.0}


def test_places_of_work_count_existing_staff_and_hires_together(short) -> None:
    """Ann's 4 months are in Oslo; hires elsewhere may be a fifth of everything: one man-month, 2 in Oslo do not help."""
    data = short()
    ann, bob = data.employees
    rules = replace(data.rules, location_minimum_ratio={"Oslo": 0.8})
    rome = HireableProfile("rome", 500, location="Rome", skills=Skills(skill_set("java"), {}))
    oslo = HireableProfile("oslo", 900, location="Oslo", skills=Skills(skill_set("java"), {}))
    people = (replace(ann, location="Oslo"), bob)
    data = replace(data, employees=people, hireable_profiles=(rome,), rules=rules)
    _, hiring = _solved(data)
    assert hiring.man_months == pytest.approx(1.0, abs=1e-5)
    _, both = _solved(replace(data, hireable_profiles=(rome, oslo)))
    assert both.man_months == pytest.approx(2.0, abs=1e-5)
