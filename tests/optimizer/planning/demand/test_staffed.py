"""A scenario's demand in a staffing plan: Ann (internal) and Ben (external), seniors, 40 h each, 40 h of work."""

import pytest

from config.errors import ModelError
from optimizer.parallel.start import crew
from optimizer.planning.analysis.sweep import Axis
from optimizer.planning.assumptions import Role
from optimizer.planning.demand.changes import hire_changes, project_changes
from optimizer.planning.demand.demand import demand
from optimizer.planning.demand.staffed import staffed
from optimizer.planning.demand.staffing_sweep import Order, staffing_sweep
from tests.optimizer.staffing.conftest import make_firm

SENIOR = (Role("Advisory", "Senior", 1.0),)


@pytest.fixture
def assumptions(firm):
    """Twenty projects in the year, of 800 h at 125 an hour; the first begins in week 0."""
    return firm(operations__project_amount=100_000, scenario__growth_ratio=2.0, roles=SENIOR)


def test_more_work_than_people_is_said_and_hires_mend_it(assumptions):
    data, wanted = make_firm(6), demand(assumptions, "base")
    told = []
    found = staffed(data, project_changes(wanted), hire_changes(wanted), 5, told.append)
    assert told == ["the plan as it is", "the plan with the projects", "the plan with the projects and the hires"]
    before, after, mended = found.rows
    # 80 h a week of each project that begins within the six weeks
    starts = [one.start_week for one in wanted.projects if one.start_week < 6]
    assert after.planned_hours - before.planned_hours == pytest.approx(sum((6 - week) * 80 for week in starts))
    assert after.unmet_hours > before.unmet_hours
    assert mended.people > after.people
    assert mended.unmet_hours < after.unmet_hours
    assert found.sentences[0].startswith(
        f"The scenario adds {after.planned_hours - before.planned_hours:,.0f} h to the 240 h"
    )
    assert found.sentences[2].startswith(f"With the {mended.people - after.people} people to hire")
    assert not any("budget is" in text for text in found.sentences)


def test_a_project_whose_budget_does_not_pay_for_its_hours_is_told(firm):
    cheap = firm(operations__project_amount=10_000, roles=SENIOR)  # 12.50 an hour, where people cost 100
    found = staffed(make_firm(6), project_changes(demand(cheap, "base")), (), 5)
    assert found.sentences[-1].startswith(
        "A project brings 12 per hour, and its hours cost 100 at the rates of this plan"
    )


def test_a_role_that_staffing_does_not_know_is_named(firm):
    wanted = demand(firm(), "base")  # has managers
    with pytest.raises(ModelError, match=r"no practice and level Advisory / Manager"):
        staffed(make_firm(6), project_changes(wanted), (), 5)


def test_a_staffing_sweep_is_the_same_here_and_in_other_processes(assumptions):
    axis = Axis("scenario.growth_ratio", (0.0, 1.0, 2.0))
    order, told = Order(assumptions, "base", axis, make_firm(6), 10), []
    with crew(1, scheduler="") as one:
        alone = staffing_sweep(order, one, lambda done, total: told.append((done, total)))
    with crew(2, scheduler="") as two:
        together = staffing_sweep(order, two)
    assert [(point.value, point.project_count) for point in alone] == [(0.0, 0), (1.0, 10), (2.0, 20)]
    assert told == [(1, 3), (2, 3), (3, 3)]
    for mine, other in zip(alone, together, strict=True):
        assert mine == other
    assert alone[0].plan.planned_hours == 240
    unmet = [point.plan.unmet_hours for point in alone]
    assert unmet == sorted(unmet)
    assert alone[1].as_plain()["driver"] == "scenario.growth_ratio"


def test_a_sweep_can_be_stopped(assumptions):
    order = Order(assumptions, "base", Axis("scenario.growth_ratio", (0.0, 1.0, 2.0)), make_firm(6), 10)

    def stop(_done, _total):
        raise KeyboardInterrupt

    with crew(1, scheduler="") as one, pytest.raises(KeyboardInterrupt):
        staffing_sweep(order, one, stop)


def test_hires_may_come_with_the_sweep(assumptions):
    axis = Axis("scenario.growth_ratio", (2.0,))
    with crew(1, scheduler="") as one:
        without = staffing_sweep(Order(assumptions, "base", axis, make_firm(6), 10), one)[0]
        hired = staffing_sweep(Order(assumptions, "base", axis, make_firm(6), 10, is_hiring=True), one)[0]
    assert hired.plan.people > without.plan.people
    assert hired.plan.unmet_hours < without.plan.unmet_hours
