"""Which roles are short: Ann (internal) and Ben (external), one role, 40 h a week wanted."""

import numpy as np
import pytest

from optimizer.staffing.whatif.shortage import coverable_hours, missing_hours, shortages, week_hours


def test_what_idle_people_could_cover_is_not_missing(firm):
    data = firm()
    assert shortages(data, np.zeros((2, 1))) == []  # both are free


def test_unmet_hours_are_wanted_less_planned_less_what_idle_people_could_do(firm):
    data = firm(planned_hours=[[100.0]], maximum_hours=[[150.0]])
    # 100 h wanted; Ann works 30 h and has 10 h left, Ben has 40 h: 100 - 30 - 50 = 20 h, half a person of 40 h.
    (one,) = shortages(data, np.array([[30.0], [0.0]]))
    assert (one.demand_hours, one.planned_hours, one.unmet_hours, one.missing_people) == pytest.approx(
        (100, 30, 20, 0.5)
    )
    assert "20.0 h of 100.0 h" in one.sentence


def test_idle_time_shorter_than_a_block_covers_nothing(firm):
    data = firm(planned_hours=[[80.0]], maximum_hours=[[120.0]])
    # 3 h are less than the block of 4 h: 80 - 37 - 40 = 3 h are missing; at 36 h the 4 h left cover them.
    assert [one.unmet_hours for one in shortages(data, np.array([[37.0], [40.0]]))] == pytest.approx([3.0])
    assert shortages(data, np.array([[36.0], [40.0]])) == []


def test_work_done_ahead_is_not_missing_later(firm):
    data = firm(weeks=2, capacity_hours=[[40, 0], [20, 0]])
    # 40 h a week are wanted, 60 h are done in the first: of the 40 h below in the second week only 20 h are missing.
    hours = np.array([[40.0, 0], [20.0, 0]])
    assert missing_hours(data, hours).tolist() == [[0, 20]]
    assert [(one.week, one.unmet_hours) for one in shortages(data, hours)] == [(1, pytest.approx(20.0))]


def test_closed_weeks_want_nobody(firm):
    data = firm(weeks=2, end_week=[1], capacity_hours=[[0, 0], [0, 0]])
    assert [one.week for one in shortages(data, np.zeros((2, 2)))] == [0]


def test_idle_people_help_only_where_they_are_eligible(two_engagements):
    data = two_engagements(capacity_hours=[[40], [0]])
    # E1 and E2 want 40 h each, Ann alone has 40 h: she covers 40 of 80 h, whichever she works on.
    assert coverable_hours(data, np.zeros((4, 1)), missing_hours(data, np.zeros((4, 1)))).tolist() == [[40]]
    assert [one.unmet_hours for one in shortages(data, np.zeros((4, 1)))] == pytest.approx([40.0])


def test_a_full_week_is_that_of_the_people_who_are_there(firm):
    assert week_hours(firm(weeks=2, capacity_hours=[[32, 10], [24, 24]]), 0) == 28  # the median of 32 and 24
    assert week_hours(firm(capacity_hours=[[0], [0]]), 0) == 40
