"""Changes that a replanning knows, and where hours of one problem stand in another."""

from dataclasses import replace

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.staffing.changes.kinds import EngagementLost, PersonJoins, PersonLeaves
from optimizer.staffing.data import Pin
from optimizer.staffing.replan.carry import carried
from optimizer.staffing.replan.changes import DemandChanged, Pinned, Rejected, WorkAdded, apply


def test_a_rejected_pair_is_no_longer_eligible_and_loses_its_pins(two_engagements):
    data = replace(two_engagements(), pins=(Pin(0, 1, 0, 8.0), Pin(1, 1, 0, 8.0)))
    after = apply(data, [Rejected("A-1", "P2")])
    assert list(after.pair_index) == [(0, 0), (1, 0), (1, 1)]
    assert after.pins == (Pin(1, 1, 0, 8.0),)
    assert data.pairs.phase.size == 4  # what was given stays


def test_a_pin_replaces_an_earlier_one_of_the_same_week(firm):
    data = firm(weeks=2, pins=[Pin(0, 0, 0, 8.0), Pin(0, 0, 1, 16.0)])
    assert set(apply(data, [Pinned("Ann", "P1", 0, 20.0)]).pins) == {Pin(0, 0, 0, 20.0), Pin(0, 0, 1, 16.0)}


def test_demand_grows_with_its_cap_cut_to_hundredths(firm):
    after = apply(firm(weeks=2), [DemandChanged("P1", 1.3333, (1,))])
    assert after.phases.planned_hours[0].tolist() == [40, pytest.approx(53.332)]
    assert after.phases.maximum_hours[0].tolist() == [60, 79.99]  # 79.998


@pytest.mark.parametrize(
    "change",
    [
        Rejected("Zoe", "P1"),
        Rejected("Ann", "P9"),
        Pinned("Ann", "P1", 7, 8.0),
        DemandChanged("P1", -1.0),
        DemandChanged("P1", 2.0, (3,)),
    ],
)
def test_a_change_of_nobody_and_nothing_is_refused(firm, change):
    with pytest.raises(ModelError, match="Nothing was changed"):
        apply(firm(), [change])


def test_a_rejection_of_somebody_who_is_not_eligible_is_refused(two_engagements):
    with pytest.raises(ModelError, match="not eligible"):
        apply(two_engagements(), [Rejected("Ann", "P1"), Rejected("Ann", "P1")])


def test_work_of_another_problem_comes_with_the_people_who_are_known(firm, two_engagements):
    other = two_engagements()
    known = replace(other, consultants=replace(other.consultants, ids=("B-2", "Z-9"), names=("Ben", "Zoe")))
    after = apply(firm(), [WorkAdded(known)])
    assert after.engagements.ids == ("E1", "E2")
    assert list(after.pair_index) == [(0, 0), (1, 0), (1, 1)]  # Ben alone may work on the new phase
    assert after.phases.engagement.tolist() == [0, 1]
    assert after.targets.phase.tolist() == [0, 1]
    with pytest.raises(ModelError, match="no engagement that is new"):
        apply(after, [WorkAdded(known)])


def test_work_of_other_weeks_or_for_unknown_people_is_refused(firm, two_engagements):
    with pytest.raises(ModelError, match="same weeks"):
        apply(firm(weeks=2), [WorkAdded(two_engagements())])
    other = two_engagements()
    strangers = replace(other, consultants=replace(other.consultants, ids=("Y-8", "Z-9")))
    with pytest.raises(ModelError, match="Nobody who is known"):
        apply(firm(), [WorkAdded(strangers)])


def test_hours_keep_their_people_phases_and_weeks(two_engagements):
    before = two_engagements(weeks=2)
    hours = np.arange(1.0, 9).reshape(4, 2)  # Ann-E1, Ann-E2, Ben-E1, Ben-E2
    after = apply(before, [EngagementLost("E1"), PersonJoins("C-3", "Advisory", "Senior")])
    assert carried(before, hours, after).tolist() == [[3, 4], [7, 8], [0, 0]]
    later = replace(before, weeks=tuple(day.fromordinal(day.toordinal() + 7) for day in before.weeks))
    assert carried(before, hours, later).tolist() == [[2, 0], [4, 0], [6, 0], [8, 0]]


def test_changes_of_scenarios_are_known_too(firm):
    after = apply(firm(weeks=3), [PersonLeaves("Ann", 1, 1)])
    assert after.consultants.capacity_hours[0].tolist() == [40, 0, 40]
