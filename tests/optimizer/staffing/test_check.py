"""Every hard rule, just kept and just broken, without a solver."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.parameters import Parameters


def rules(data, *hours):
    return [broken.rule for broken in broken_rules(data, np.array(hours, dtype=float))]


def test_c1_a_full_week_is_allowed_and_a_hundredth_more_is_not(firm):
    assert rules(firm(), [40], [0]) == []
    assert rules(firm(), [40.01], [0]) == ["C1"]


def test_c1_is_exact_where_floats_are_not(two_engagements):
    data = two_engagements(capacity_hours=[[8.6], [40.0]])
    assert 4.2 + 4.4 > 8.6  # as floats; as decimals they are equal
    assert rules(data, [4.2], [4.4], [0], [0]) == []
    assert rules(data, [4.2], [4.41], [0], [0]) == ["C1"]


def test_c2_hours_end_with_the_phase_and_with_leave(firm):
    data = firm(2, end_week=[1])
    assert rules(data, [40, 0], [0, 0]) == []
    assert rules(data, [0, 8], [0, 0]) == ["C2"]
    on_leave = firm(2, capacity_hours=[[0, 40], [40, 40]])
    assert "C2" in rules(on_leave, [8, 0], [0, 0])


def test_c3_a_block_is_four_hours_or_none(firm):
    assert rules(firm(), [4], [0]) == []
    assert rules(firm(), [3.99], [0]) == ["C3"]
    assert rules(firm(), [-4], [0]) == ["C3"]
    assert rules(firm(), [np.nan], [0]) == ["C3"]


def test_c4_a_phase_takes_half_again_of_what_is_planned(firm):
    assert rules(firm(), [40], [20]) == []
    assert rules(firm(), [40], [20.01]) == ["C4"]


def test_c11_pinned_hours_stay(firm):
    data = firm(pins=[Pin(consultant=0, phase=0, week=0, hours=12.5)])
    assert rules(data, [12.5], [0]) == []
    assert rules(data, [12.51], [0]) == ["C11"]


def test_c13_nobody_works_on_more_engagements_than_allowed(two_engagements):
    one = Parameters(bench_price=0.01, internal_first_price=0.02, maximum_engagements=1)
    data = replace(two_engagements(), parameters=one)
    assert rules(data, [8], [0], [0], [8]) == []
    assert rules(data, [8], [8], [0], [0]) == ["C13"]


def test_a_plan_of_another_shape_is_refused(firm):
    assert rules(firm(2), [40], [0]) == ["C2"]


def test_a_broken_rule_names_who_when_and_how_much(firm):
    (broken,) = broken_rules(firm(), np.array([[40.5], [0.0]]))
    assert (broken.who, broken.sentence) == ("consultant A-1", "booked 40.5 h of 40.0 h in the week of 2026-01-05")


@pytest.mark.parametrize("hours", [0, 4, 40])
def test_an_empty_or_whole_plan_of_one_person_is_fine(firm, hours):
    assert rules(firm(), [hours], [0]) == []
