"""Two consultants at 100 an hour; Mars takes 40 h a week, and 9,000 are due at the end of three weeks."""

from dataclasses import replace

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.staffing.changes.apply import apply_changes
from optimizer.staffing.changes.kinds import EngagementAdded, EngagementLost, EngagementMoved, Role, WinProbability
from optimizer.staffing.data import Note, Pin

SENIORS = (Role("Advisory", "Senior", 1.0),)


@pytest.fixture
def three_weeks(firm):
    return firm(3, pv_amount=[9000.0])


def test_work_lost_in_the_second_week_is_due_for_the_first_alone(three_weeks):
    after = apply_changes(three_weeks, [EngagementLost("Mars", from_week=1)])
    assert after.phases.planned_hours.tolist() == [[40, 0, 0]]
    assert after.phases.maximum_hours.tolist() == [[60, 0, 0]]
    assert after.phases.end_week.tolist() == [1]
    assert after.engagements.pv_amount.tolist() == [1000]  # 9,000 less two weeks of 40 h at 100
    assert after.notes[-1].sentence == (
        "Mars is lost from the week of 2026-01-12: 80 less planned hours, 8,000 less due by the end of these weeks."
    )
    assert three_weeks.phases.planned_hours.tolist() == [[40, 40, 40]]


def test_a_date_stands_for_its_week(three_weeks):
    from datetime import date

    after = apply_changes(three_weeks, [EngagementLost("E1", from_week=date(2026, 1, 15))])
    assert after.phases.planned_hours.tolist() == [[40, 0, 0]]


def test_work_lost_at_once_leaves_the_others_as_they_are(two_engagements):
    before = replace(two_engagements(2), notes=(Note("about Mars", 0), Note("about Flora", 1), Note("about all")))
    after = apply_changes(before, [EngagementLost("Mars")])
    assert (after.engagements.ids, after.phases.ids, after.targets.phase.tolist()) == (("E2",), ("P2",), [0])
    assert after.phases.engagement.tolist() == [0]
    assert list(zip(after.pairs.consultant.tolist(), after.pairs.phase.tolist(), strict=True)) == [(0, 0), (1, 0)]
    assert [(note.sentence, note.engagement) for note in after.notes[:2]] == [("about Flora", 0), ("about all", None)]


def test_pins_of_lost_weeks_fall_away(firm):
    before = firm(2, pins=[Pin(0, 0, 0, 8.0), Pin(0, 0, 1, 8.0)])
    after = apply_changes(before, [EngagementLost("Mars", from_week=1)])
    assert after.pins == (Pin(0, 0, 0, 8.0),)
    assert "Pinned assignments that fall away: 1." in after.notes[-1].sentence


def test_work_lost_after_the_horizon_changes_nothing(three_weeks):
    after = apply_changes(three_weeks, [EngagementLost("Mars", from_week=3)])
    assert after.phases.planned_hours.tolist() == [[40, 40, 40]]


def test_work_that_starts_a_week_later_loses_the_last_week_of_the_horizon(three_weeks):
    after = apply_changes(three_weeks, [EngagementMoved("Mars", 1)])
    assert after.phases.planned_hours.tolist() == [[0, 40, 40]]
    assert (after.phases.start_week.tolist(), after.phases.end_week.tolist()) == ([1], [3])
    assert after.engagements.pv_amount.tolist() == [5000]


def test_work_moved_beyond_the_horizon_is_not_planned(two_engagements):
    after = apply_changes(two_engagements(2), [EngagementMoved("Flora", 2)])
    assert after.engagements.names == ("Mars",)


def test_work_moved_earlier_brings_its_hours_along(firm):
    before = firm(3, start_week=[1], end_week=[2], planned_hours=[[0, 40, 0]], maximum_hours=[[0, 60, 0]])
    after = apply_changes(before, [EngagementMoved("Mars", -1)])
    assert after.phases.planned_hours.tolist() == [[40, 0, 0]]
    assert (after.phases.start_week.tolist(), after.phases.end_week.tolist()) == ([0], [1])
    assert after.engagements.pv_amount.tolist() == [8000]


def test_work_that_goes_on_beyond_the_horizon_shows_one_more_week_of_its_last_kind(firm):
    before = firm(3, start_week=[1], planned_hours=[[0, 40, 30]], maximum_hours=[[0, 60, 45]], pv_amount=[7000.0])
    after = apply_changes(before, [EngagementMoved("Mars", -2)])  # no earlier than the first week: by 1
    assert after.phases.planned_hours.tolist() == [[40, 30, 30]]
    assert after.engagements.pv_amount.tolist() == [10000]
    assert "by 1 week, earlier (not 2" in after.notes[-1].sentence


def test_work_open_in_the_first_week_cannot_move_earlier(three_weeks):
    after = apply_changes(three_weeks, [EngagementMoved("Mars", -1)])
    assert after.phases is three_weeks.phases


def test_half_a_chance_counts_half(firm):
    after = apply_changes(firm(1), [WinProbability("Mars", 0.5)])
    one, phase = after.engagements, after.phases
    assert (one.weight[0], one.bac_amount[0], one.pv_amount[0], one.ac_amount[0]) == (0.5, 5000, 4000, 1000)
    assert (phase.planned_hours[0, 0], phase.maximum_hours[0, 0], phase.remaining_amount[0]) == (20, 30, 4000)


def test_a_cap_between_hundredths_is_cut_but_never_below_what_is_pinned(firm):
    assert apply_changes(firm(1), [WinProbability("Mars", 1 / 3)]).phases.maximum_hours[0, 0] == 20
    pinned = firm(1, pins=[Pin(0, 0, 0, 16.0)])
    assert apply_changes(pinned, [WinProbability("Mars", 0.1)]).phases.maximum_hours[0, 0] == 16


@pytest.mark.parametrize(("ratio", "names"), [(0.0, ("Flora",)), (1.0, ("Mars", "Flora"))])
def test_no_chance_leaves_out_and_certainty_keeps(two_engagements, ratio, names):
    assert apply_changes(two_engagements(), [WinProbability("Mars", ratio)]).engagements.names == names


def test_a_probability_must_be_known(firm):
    with pytest.raises(ModelError, match=r"Change 1 \(win_probability\): No probability of winning Mars is known"):
        apply_changes(firm(), [WinProbability("Mars")])


def test_added_work_is_open_to_everybody_of_its_roles(firm):
    change = EngagementAdded("N1", 30, SENIORS, name="Neptune", discount_ratio=0.1, from_week=1, to_week=2)
    after = apply_changes(firm(4), [change])
    assert after.phases.planned_hours[1].tolist() == [0, 30, 30, 0]
    assert after.phases.maximum_hours[1].tolist() == [0, 45, 45, 0]
    assert after.pairs.rate_per_hour[2:].tolist() == [90, 90]
    assert after.pairs.value_per_hour[2:] == pytest.approx([81, 72.9])  # d = 0.9; an external counts 0.9
    assert after.pairs.external_premium[2:].tolist() == [0, 0.001]
    assert (after.engagements.bac_amount[1], after.engagements.pv_amount[1]) == (5400, 5400)  # 2 weeks, 30 h, 90
    assert after.phases.remaining_amount[1] == 5400
    assert after.targets.ratio.tolist() == [1, 1]


def test_the_budget_of_added_work_covers_its_weeks_beyond_the_horizon(firm):
    from datetime import date

    change = EngagementAdded("N1", 10, SENIORS, from_week=date(2026, 1, 5), to_week=date(2026, 2, 9))
    after = apply_changes(firm(2), [change])
    assert (after.engagements.bac_amount[1], after.engagements.pv_amount[1]) == (6000, 2000)  # 6 weeks, 2 of them here


def test_added_work_may_be_won_with_a_probability(firm):
    after = apply_changes(firm(1), [EngagementAdded("N1", 30, SENIORS, weight=2, win_probability_ratio=0.5)])
    assert (after.engagements.weight[1], after.phases.planned_hours[1, 0]) == (1, 15)
    gone = apply_changes(firm(1), [EngagementAdded("N1", 30, SENIORS, win_probability_ratio=0)])
    assert gone.engagements.ids == ("E1",)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (EngagementLost("Marz"), r"There is no engagement Marz .* such as Mars"),
        (EngagementAdded("E1", 10, SENIORS), "There is an engagement E1 already"),
        (EngagementAdded("N1", 10, (Role("Advisory", "Senior", 0.5),)), "sum to 0.5, not to 1"),
        (EngagementAdded("N1", 10, (Role("Advisory", "Partner", 1.0),)), "no practice and level Advisory / Partner"),
        (EngagementAdded("N1", 10, SENIORS, from_week=2, to_week=1), "ends before it begins"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(firm, change, words):
    with pytest.raises(ModelError, match=words) as refused:
        apply_changes(firm(), [change])
    assert "Nothing was changed." in str(refused.value)


def test_several_engagements_of_one_name_must_be_told_apart_by_id(two_engagements):
    data = two_engagements()
    data = replace(data, engagements=replace(data.engagements, names=("Mars", "Mars")))
    with pytest.raises(ModelError, match="Several are called Mars: E1, E2"):
        apply_changes(data, [EngagementLost("Mars")])
    assert apply_changes(data, [EngagementLost("E2")]).engagements.ids == ("E1",)


def test_keys_tell_added_work_from_the_firms(firm):
    data = firm()
    keyed = replace(
        data,
        consultants=replace(data.consultants, keys=(7, 8)),
        engagements=replace(data.engagements, keys=(3,)),
        phases=replace(data.phases, keys=(5,)),
    )
    after = apply_changes(keyed, [EngagementAdded("N1", 10, SENIORS)])
    assert (after.engagements.keys, after.phases.keys, after.consultants.keys) == ((3, -1), (5, -1), (7, 8))


def test_changes_follow_one_another(firm):
    changes = [
        EngagementAdded("N1", 30, SENIORS, from_week=0, to_week=1),
        EngagementMoved("N1", 1),
        EngagementLost("N1", 2),
    ]
    after = apply_changes(firm(3), changes)
    assert after.phases.planned_hours[1].tolist() == [0, 30, 0]
    assert np.isclose(after.engagements.pv_amount[1], 3000)
