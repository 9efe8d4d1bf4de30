"""Rounding to hundredths keeps every hard rule and hardly changes the totals."""

import numpy as np
import pytest

from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.rounding import rounded


def test_a_consultants_week_keeps_its_hours(two_engagements):
    hours = rounded(two_engagements(), np.array([[16.6327], [23.3673], [0.0], [0.0]]))
    assert hours.tolist() == [[16.63], [23.37], [0.0], [0.0]]


def test_what_a_solver_calls_40_hours_and_a_bit_is_40_hours(two_engagements):
    data = two_engagements()
    hours = rounded(data, np.array([[20.0000004], [20.0000004], [3.9999996], [1e-9]]))
    assert hours.tolist() == [[20.0], [20.0], [4.0], [0.0]]
    assert not broken_rules(data, hours)


@pytest.mark.parametrize("seed", range(20))
def test_random_plans_keep_every_hard_rule(two_engagements, seed):
    rng = np.random.default_rng(seed)
    data = two_engagements(3, capacity_hours=rng.choice([7.995, 20.0, 37.333333, 40.0], (2, 3)))
    hours = np.where(rng.random((4, 3)) < 0.8, rng.uniform(4, 20, (4, 3)), 0) * data.active
    booked = np.add.reduceat(hours, [0, 2])
    scale = np.minimum(1, data.consultants.capacity_hours / np.maximum(booked, 1))
    exact = hours * np.repeat(scale, 2, axis=0)
    exact[exact < 4] = 0
    result = rounded(data, exact)
    assert not broken_rules(data, result)
    assert np.abs(result - exact).max() <= 0.01 + 1e-9
    assert np.abs(np.add.reduceat(result - exact, [0, 2])).max() <= 0.01 + 1e-9


def test_pinned_hours_are_not_touched(firm):
    data = firm(pins=[Pin(0, 0, 0, 12.34)])
    assert rounded(data, np.array([[12.3400001], [0.0]]))[0, 0] == 12.34
