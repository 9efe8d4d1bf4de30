"""Projects by month, whom they need, whom to hire, and the changes that staffing takes."""

from datetime import date

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.planning.assumptions import Role
from optimizer.planning.demand.changes import Calendar, hire_changes, project_changes
from optimizer.planning.demand.demand import demand, held, terms_of, weekly_hours
from optimizer.planning.demand.projects import NEW_BUSINESS, arrivals, first_week, project_count, projects
from optimizer.staffing.changes.form import as_plain, changes_from
from optimizer.staffing.whatif.hiring import whole_people

SENIOR = (Role("Advisory", "Senior", 1.0, rate_amount_per_hour=120.0),)


@pytest.mark.parametrize(
    ("count", "first", "months"),
    [
        (12, 1.0, [1] * 12),
        (0, 0.0, [0] * 12),
        (72, 0.0, [1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11]),  # 72 x (m / 12)^2 so far: 0.5, 2, 4.5, 8, ...
        (1, 1.0, [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
        (144, 2.0, [23, 21, 19, 17, 15, 13, 11, 9, 7, 5, 3, 1]),
    ],
)
def test_projects_arrive_as_the_scenario_says(count, first, months):
    found = arrivals(count, first)
    assert sum(found) == count
    assert found == months


def test_growth_and_new_business_are_counted_in_whole_projects(values):
    # 200,000 more revenue, or 400,000 to sell anew, at 60,000 a project
    assert project_count(values) == (4, pytest.approx(200 / 60))
    assert project_count(values, NEW_BUSINESS) == (7, pytest.approx(400 / 60))
    assert project_count(values | {"operations.project_amount": 50_000}) == (4, 4)
    assert project_count(values | {"scenario.growth_ratio": -0.2}) == (0, 0)


def test_a_project_keeps_the_hours_of_its_unrounded_duration(values):
    found = projects(values | {"operations.project_weeks": 9.5})
    assert [one.weeks for one in found] == [10] * 4
    assert found[0].hours_per_week * 10 == pytest.approx(9.5 * 2 * 40)
    assert [one.month for one in found] == [1, 4, 7, 10]  # of 4 x (1 ... 12) / 12, rounded
    assert [one.start_week for one in found] == [first_week(month) for month in (1, 4, 7, 10)]


def test_several_projects_of_a_month_are_spread_over_it(values):
    found = projects(values | {"operations.project_amount": 200_000 / 24})
    assert [one.start_week for one in found[:4]] == [0, 2, 4, 6]


def test_people_by_month_add_up_to_the_hours_of_the_projects(firm, values):
    wanted = demand(firm(), "base")
    weekly = weekly_hours(wanted.projects)
    assert sum(row.demand_hours for row in wanted.rows) == pytest.approx(float(weekly.sum()))
    assert {(row.practice, row.level) for row in wanted.rows} == {("Advisory", "Senior"), ("Advisory", "Manager")}
    # month 2: one project of 80 h in each of its weeks; 3/4 of it senior; one person works 40 x 50/52 x 0.8 h
    row = next(row for row in wanted.rows if (row.month, row.level) == (2, "Senior"))
    assert (row.open_projects, row.demand_hours) == (1, pytest.approx(60 * (first_week(2) - first_week(1))))
    assert row.needed_people == pytest.approx(60 / (40 * 50 / 52 * 0.8))
    assert wanted.unrounded_project_count == pytest.approx(200 / 60)


def test_hires_are_whole_people_who_are_used(firm):
    busy = firm(operations__project_amount=10_000, roles=SENIOR)  # twenty projects of ten weeks, 80 h a week each
    wanted = demand(busy, "base")
    assert wanted.hires
    assert all(row.people == int(row.people) > 0 and row.used_ratio >= 0.5 for row in wanted.hires)
    month = {row.month: row for row in wanted.rows}
    assert month[12].hired_people == sum(row.people for row in wanted.hires)
    assert all(
        row.shortage_people == pytest.approx(max(row.needed_people - row.hired_people, 0)) for row in wanted.rows
    )


def test_free_people_come_before_hires(firm):
    enough = firm(operations__project_amount=10_000, roles=(Role("Advisory", "Senior", 1.0, free_people_count=99.0),))
    assert demand(enough, "base").hires == ()


def test_lead_time_and_onboarding_reach_the_hiring_model(firm, values):
    terms = terms_of(values | {"demand.hire_lead_weeks": 6, "operations.onboarding_months": 3})
    assert (terms.lead_weeks, terms.onboarding_weeks, terms.onboarding_ratio) == (6, 13, 0.5)
    late = demand(firm(operations__project_amount=10_000, demand__hire_lead_weeks=10, roles=SENIOR), "base")
    assert min(row.start_week for row in late.hires) >= 10
    assert all(row.decision_week == row.start_week - 10 for row in late.hires)


def test_demand_that_goes_on_after_the_year_is_worth_hiring_for(firm, values):
    last_weeks = np.zeros(52)
    last_weeks[49:] = 80.0  # fewer weeks than anybody is hired for
    terms = terms_of(values | {"demand.hire_least_use_ratio": 0.8})  # three weeks of four are 75 %
    assert sum(whole_people(last_weeks, 40.0, terms)) == 0
    longer = held(last_weeks, values | {"demand.held_weeks": 10})
    assert longer.tolist()[-10:] == [48.0] * 10  # of the last month's five weeks three have 80 h
    assert whole_people(longer, 40.0, terms)[49] == 1  # a second one would be used for (3 x 40 + 10 x 8) / 520
    assert any("demand.held_weeks says" in note for note in demand(firm(), "base").notes)


def test_demand_without_roles_is_refused(firm):
    with pytest.raises(ModelError, match="there are no roles"):
        demand(firm(roles=()), "base")


def test_changes_are_read_back_by_staffing(firm):
    wanted = demand(firm(operations__project_amount=10_000, roles=SENIOR), "base")
    for changes in (project_changes(wanted), hire_changes(wanted)):
        assert changes_from(as_plain(changes), "…") == changes
    first = project_changes(wanted)[0]
    assert (first.kind, first.hours_per_week, first.budget_amount) == ("engagement_added", 80, 10_000)
    assert (first.from_week, first.to_week) == (wanted.projects[0].start_week, wanted.projects[0].end_week - 1)
    assert first.roles[0].rate_per_hour == 120
    joins = hire_changes(wanted)
    assert len(joins) == sum(row.people for row in wanted.hires)
    assert joins[0].hours_per_week == pytest.approx(40 * 50 / 52)


def test_a_plan_that_begins_in_the_year_gets_what_is_left(firm):
    wanted = demand(firm(roles=SENIOR), "base")  # projects in weeks 4, 17, 30, 43, of ten weeks
    found = project_changes(wanted, Calendar(first_month=6))  # week 21
    assert [one.from_week for one in found] == [0, 9, 22]  # the first is over, the second has six weeks left
    assert (found[0].to_week, found[0].budget_amount) == (5, pytest.approx(60_000 * 6 / 10))
    assert found[1].budget_amount == 60_000


def test_weeks_are_dates_where_the_plan_has_dates(firm):
    found = project_changes(demand(firm(roles=SENIOR), "base"), Calendar(date(2026, 1, 5)))
    assert (found[0].from_week, found[0].to_week) == (date(2026, 2, 2), date(2026, 4, 6))


def test_more_projects_than_anybody_staffs_are_refused(values):
    with pytest.raises(ModelError, match=r"200,000 new projects of 1 each; at most 5,000"):
        projects(values | {"operations.project_amount": 1})


def test_who_replaces_those_who_leave_is_not_among_the_hires(firm):
    wanted = demand(firm(operations__attrition_ratio=0.2), "base")
    assert any(note.startswith("2 of the 8 people in delivery leave in the year") for note in wanted.notes)
