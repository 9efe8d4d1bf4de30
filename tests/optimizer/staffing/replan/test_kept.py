"""What a change leaves of a plan keeps every hard rule."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.replan.kept import kept_hours


def test_a_plan_that_keeps_every_rule_stays(firm):
    hours = np.array([[40.0], [20.0]])
    assert (kept_hours(firm(), hours) == hours).all()


def test_hours_of_somebody_on_leave_or_of_a_closed_phase_go(firm):
    hours = np.array([[30.0, 30.0], [20.0, 20.0]])
    assert kept_hours(firm(weeks=2, capacity_hours=[[40, 0], [40, 40]]), hours).tolist() == [[30, 0], [20, 20]]
    assert kept_hours(firm(weeks=2, end_week=[1]), hours).tolist() == [[30, 0], [20, 0]]


def test_the_longest_booking_is_cut_first_down_to_the_block(two_engagements):
    data = two_engagements(capacity_hours=[[20], [40]])
    # Ann has 20 h for 25 + 5: the longer one gives the 10 h.
    assert kept_hours(data, np.array([[25.0], [5.0], [0], [0]]))[:2, 0].tolist() == [15, 5]
    # With 8 h there is room for both at the block of 4 h; with 7 h the shorter one goes.
    few = replace(data, consultants=replace(data.consultants, capacity_hours=np.array([[8.0], [40.0]])))
    assert kept_hours(few, np.array([[25.0], [5.0], [0], [0]]))[:2, 0].tolist() == [4, 4]
    fewer = replace(data, consultants=replace(data.consultants, capacity_hours=np.array([[7.0], [40.0]])))
    assert kept_hours(fewer, np.array([[25.0], [5.0], [0], [0]]))[:2, 0].tolist() == [7, 0]


def test_a_phase_that_takes_fewer_hours_gives_them_up(firm):
    data = firm(planned_hours=[[20.0]], maximum_hours=[[30.0]])
    assert kept_hours(data, np.array([[40.0], [20.0]]))[:, 0].tolist() == [10, 20]


def test_pins_get_their_hours_and_the_others_make_room(two_engagements):
    data = replace(two_engagements(), pins=(Pin(0, 1, 0, 32.0),))
    assert kept_hours(data, np.array([[40.0], [0.0], [0], [0]]))[:, 0].tolist() == [8, 32, 0, 0]


def test_people_on_more_engagements_than_allowed_leave_the_shortest(two_engagements):
    data = two_engagements(parameters=Parameters(bench_price=0.01, internal_first_price=0.02, maximum_engagements=1))
    assert kept_hours(data, np.array([[10.0], [20.0], [8.0], [0]]))[:, 0].tolist() == [0, 20, 8, 0]
    pinned = replace(data, pins=(Pin(0, 0, 0, 10.0),))
    assert kept_hours(pinned, np.array([[10.0], [20.0], [8.0], [0]]))[:, 0].tolist() == [10, 0, 8, 0]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_planned_the_rest_keeps_every_hard_rule(two_engagements, seed):
    random = np.random.default_rng(seed)
    most = int(random.integers(1, 3))
    data = two_engagements(
        weeks=3,
        capacity_hours=np.round(random.uniform(0, 40, (2, 3)), 2),
        maximum_hours=np.round(random.uniform(0, 50, (1, 3)), 2),
        parameters=Parameters(bench_price=0.01, internal_first_price=0.02, maximum_engagements=most),
    )
    hours = np.round(random.uniform(0, 45, (4, 3)), 2) * (random.random((4, 3)) < 0.7)
    kept = kept_hours(data, hours)
    assert broken_rules(data, kept) == []
    assert (kept <= hours).all()
