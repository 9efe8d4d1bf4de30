"""What one more person, week or looser ratio is worth, against hand calculations."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.solver import Clock
from optimizer.staffing.whatif import first_estimates
from optimizer.staffing.whatif.newcomer import padded, wanted_cells, with_person, with_tolerance, with_week
from optimizer.staffing.whatif.worth import points_per_amount, unanswered, worths

ALONE = {"capacity_hours": [[40], [0]]}  # Ann works 40 h, Ben is away; the phase takes 60 h
PLAN = np.array([[40.0], [0.0]])


@pytest.fixture(scope="module")
def found():
    from tests.optimizer.staffing.conftest import make_firm

    return {one.kind: one for one in worths(make_firm(**ALONE), PLAN, seconds=60)}


def test_one_more_person_is_worth_the_work_that_nobody_did(found):
    # 20 h more: SPI 0.735 -> 0.98, VEC 0.6 -> 0.8, the floor of 0.85 is reached; Ann goes down to 32 h, without bench, and
    # the newcomer works 28 h, 4 h short of 80 %: 0.147 + 0.08 + 1.15 - 0.005 - 0.04 = 1.332 points.
    one = found["person"]
    assert (one.cell, one.unit, one.is_estimate) == (0, "person", False)
    assert one.points == pytest.approx(1332, abs=0.5)
    assert one.billed_change_amount == pytest.approx(2000)
    # The plan's 40 h earn 454 milli-points for 4,000 of charge-out value.
    assert one.amount == pytest.approx(1332 / (454 / 4000), rel=1e-3)
    assert one.sentence.startswith("One more Advisory Senior from 2026-01-05: +1,332.0 milli-points")


def test_one_more_week_is_worth_what_is_worked_in_it(found):
    # 40 h more: SPI 0.735 -> 1, VEC 0.6 -> 1, the floor is reached: 0.159 + 0.16 + 1.15.
    assert found["week"].points == pytest.approx(1469, abs=0.5)
    assert found["week"].billed_change_amount == pytest.approx(4000)


def test_a_looser_ratio_is_worth_nothing_where_there_is_one_role(found):
    assert found["ratio_tolerance"].points == pytest.approx(0, abs=1e-6)


def test_worths_come_best_first(found):
    assert [one.points for one in found.values()] == sorted((one.points for one in found.values()), reverse=True)


def test_a_looser_ratio_gives_back_the_hours_that_were_off(firm):
    # Half of the 40 h should be of a level that nobody has: 40 h are off, less 2 h per role within 5 %, or 4 h within
    # 10 %. That is 4 h at 0.05 points.
    data = _two_roles(firm)
    one = next(one for one in worths(data, PLAN, seconds=30) if one.kind == "ratio_tolerance")
    assert one.points == pytest.approx(200, abs=0.1)


def _two_roles(firm):
    data = firm(**ALONE)
    targets = replace(data.targets, phase=np.array([0, 0]), cell=np.array([0, 1]), ratio=np.array([0.5, 0.5]))
    return replace(data, cells=(*data.cells, ("Advisory", "Partner")), targets=targets)


def test_without_time_figures_are_estimates_and_say_so(firm):
    estimated = {one.kind: one for one in worths(firm(**ALONE), PLAN, seconds=1)}
    assert all(one.is_estimate and "estimate" in one.sentence for one in estimated.values())
    # The relaxed newcomer pays 28 / 40 of a start: 1.5 milli-points more than 1,332.
    assert estimated["person"].points == pytest.approx(1333.5, abs=0.2)


def test_a_role_for_which_there_was_no_time_is_named(firm):
    data = firm(**ALONE)
    assert unanswered(data, []) == ["Advisory Senior"]
    assert unanswered(data, worths(data, PLAN, seconds=1)) == []


def test_roles_that_nobody_wants_are_not_asked_about(firm):
    data = _two_roles(firm)
    unwanted = replace(data, targets=replace(data.targets, ratio=np.array([1.0, 0.0])))
    assert wanted_cells(unwanted) == [0]
    assert first_estimates.persons(unwanted, PLAN, [], Clock(5)) == {}


def test_a_newcomer_works_full_weeks_at_the_rate_of_the_role(firm):
    larger = with_person(firm(weeks=2, capacity_hours=[[36, 36], [36, 0]]), 0)
    assert larger.consultants.capacity_hours[2].tolist() == [36, 36]
    assert (larger.pairs.rate_per_hour[2], larger.consultants.is_external[2]) == (100, False)
    assert padded(np.ones((2, 2)), larger).tolist() == [[1, 1], [1, 1], [0, 0]]


def test_one_more_week_is_like_the_last_one_for_phases_that_go_on(two_engagements):
    data = two_engagements(weeks=2, capacity_hours=[[40, 16], [40, 40]])
    ends = replace(data, phases=replace(data.phases, end_week=np.array([1, 2])))
    larger = with_week(ends)
    assert larger.phases.end_week.tolist() == [1, 3]
    assert larger.phases.planned_hours[:, 2].tolist() == [0, 40]
    assert larger.consultants.capacity_hours[0].tolist() == [40, 16, 16]
    assert (larger.weeks[2] - larger.weeks[1]).days == 7
    assert with_tolerance(data, 0.2).parameters.ratio_tolerance == 0.2


def test_a_plan_without_hours_has_no_rate_of_exchange(firm):
    assert points_per_amount(firm(), np.zeros((2, 1))) is None
    assert points_per_amount(firm(), PLAN) == pytest.approx(454 / 4000)
