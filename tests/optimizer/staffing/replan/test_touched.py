"""Whom a change touches."""

from dataclasses import replace

import numpy as np

from optimizer.staffing.changes.kinds import EngagementLost, PersonLeaves
from optimizer.staffing.replan.carry import carried
from optimizer.staffing.replan.changes import DemandChanged, Rejected, apply
from optimizer.staffing.replan.kept import kept_hours
from optimizer.staffing.replan.touched import touched_by_change, touched_today

HOURS = np.array([[20.0], [0.0], [0.0], [30.0]])  # Ann on E1, Ben on E2


def touched(before, change):
    after = apply(before, [change])
    kept = kept_hours(after, carried(before, HOURS, after))
    found = touched_by_change(before, HOURS, after, kept)
    return found.phases.tolist(), found.consultants.tolist()


def test_a_leave_touches_the_person_and_the_phase_that_loses_hours(two_engagements):
    assert touched(two_engagements(), PersonLeaves("Ann")) == ([True, False], [True, False])


def test_a_rejection_touches_the_pair(two_engagements):
    assert touched(two_engagements(), Rejected("Ben", "P2")) == ([False, True], [False, True])


def test_a_rejection_of_somebody_without_hours_touches_nobody(two_engagements):
    assert touched(two_engagements(), Rejected("Ann", "P2")) == ([False, False], [False, False])


def test_a_lost_engagement_frees_its_people(two_engagements):
    assert touched(two_engagements(), EngagementLost("E1")) == ([False], [True, False])


def test_changed_demand_touches_the_phase_alone(two_engagements):
    assert touched(two_engagements(), DemandChanged("P2", 1.5)) == ([False, True], [False, False])


def test_today_hours_that_cannot_stay_and_phases_without_any_are_touched(two_engagements):
    data = two_engagements(capacity_hours=[[10], [40]])
    published = replace(data, pairs=replace(data.pairs, published_hours=HOURS))
    found = touched_today(published, kept_hours(published, HOURS))
    assert (found.phases.tolist(), found.consultants.tolist()) == ([True, False], [True, False])
    without_two = HOURS * [[1], [1], [1], [0]]
    published = replace(two_engagements(), pairs=replace(data.pairs, published_hours=without_two))
    found = touched_today(published, without_two)
    assert (found.phases.tolist(), found.consultants.tolist()) == ([False, True], [False, False])


def test_a_week_that_the_published_plan_did_not_cover_is_open(firm):
    data = firm(weeks=2, published_hours=[[20, np.nan], [0, np.nan]])
    assert touched_today(data, np.array([[20.0, 0], [0, 0]])).weeks.tolist() == [False, True]
