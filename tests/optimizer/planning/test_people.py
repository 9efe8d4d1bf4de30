"""Whole people, ramps, hires."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.errors import ModelError
from optimizer.planning.people import people_for, productive_ratio, whole_people


@pytest.mark.parametrize(
    ("people", "whole"),
    [(0, 0), (3, 3), (3.0000000001, 3), (2.9999999999, 3), (3.000001, 4), (3.2, 4), (0.1 + 0.2, 1), (0.1 * 3 * 10, 3),
     (1e9 / 3, 333333334), (1e-12, 0), (1e-3, 1)],
)  # fmt: skip
def test_people_are_rounded_up_but_not_for_a_rounding_error(people, whole):
    assert float(whole_people(people)) == whole


@given(st.integers(1, 10_000), st.integers(1, 997), st.integers(1, 997))
def test_whole_people_stay_whole_through_products_and_quotients(people, first, second):
    assert float(whole_people(people * (first / second) * second / first)) == people


@pytest.mark.parametrize(
    ("ramp", "lag", "before", "ratio"),
    [
        (0, 0, 0, 1.0),
        (6, 0, 0, 9 / 12),  # half of six months, then six full ones
        (6, 3, 0, 6 / 12),  # nothing for three, half of six, three full
        (6, 3, 3, 9 / 12),  # the cycle is over when the year begins
        (6, 3, 12, 12 / 12),  # nine months of output behind: the ramp is over too
        (24, 0, 0, 3 / 12),  # half way up after the year: 12 x 1/4
        (0, 12, 0, 0.0),
        (0, 4, 0, 8 / 12),
    ],
)
def test_a_new_colleague_brings_a_part_of_the_year(ramp, lag, before, ratio):
    assert float(productive_ratio(ramp, lag, before)) == pytest.approx(ratio, abs=1e-12)


@given(st.floats(0, 36), st.floats(0, 36), st.floats(0, 12))
def test_the_ramp_is_the_integral_of_a_straight_line(ramp, lag, before):
    months = (np.arange(40_000) + 0.5) * 12 / 40_000
    worked = months + before - lag
    output = np.where(worked >= ramp, worked > 0, worked / max(ramp, 1e-9)) if ramp > 1e-9 else worked > 0
    expected = float(np.clip(output, 0, 1).mean())
    assert float(productive_ratio(ramp, lag, before)) == pytest.approx(expected, abs=1e-3)


def test_hires_replace_who_leaves_and_come_up_to_speed():
    found = people_for(12.0, 10, 0.15, 0.75, "…")
    assert (float(found.leaving), float(found.staying)) == (2, 8)  # 1.5 people leave: two do
    assert float(found.unrounded_hires) == pytest.approx(4 / 0.75)
    assert (float(found.hires), float(found.headcount)) == (6, 14)
    assert float(found.unrounded_headcount) == pytest.approx(8 + 4 / 0.75)
    assert float(found.productive) == pytest.approx(8 + 6 * 0.75)
    assert float(found.surplus) == 0


def test_too_many_people_are_kept_and_said():
    found = people_for(3.5, 10, 0.0, 1.0, "…")
    assert (float(found.hires), float(found.headcount), float(found.surplus)) == (0, 10, 6.5)


def test_nobody_of_use_within_the_year_is_an_error_only_where_somebody_is_needed():
    assert float(people_for(3.0, 3, 0.0, 0.0, "No.").hires) == 0
    with pytest.raises(ModelError, match=r"No\. Nothing was computed\."):
        people_for(np.array([3.0, 4.0]), 3, 0.0, 0.0, "No.")
