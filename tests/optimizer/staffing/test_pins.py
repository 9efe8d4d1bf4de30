"""The set of contradicting pins that is named is the smallest, by trying all sets against the check (STAFFING C11)."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.pins import contradictions, refuse_contradictions


def cannot_stay(data, pins):
    """Whether no plan keeps the pins: with all other hours at 0 they break a rule, or two of them disagree."""
    hours = np.zeros(data.active.shape)
    for pin in pins:
        if (pin.consultant, pin.phase) not in data.pair_index:
            return True
        hours[data.pair_index[pin.consultant, pin.phase], pin.week] = pin.hours
    return bool(broken_rules(replace(data, pins=tuple(pins)), hours))


def fewest(data):
    """The size of the smallest set that cannot stay, None when all can."""
    for size in range(1, len(data.pins) + 1):
        if any(cannot_stay(data, pins) for pins in combinations(data.pins, size)):
            return size
    return None


@pytest.mark.parametrize("seed", range(150))
def test_no_smaller_set_of_pins_contradicts_itself(two_engagements, seed):
    rng = np.random.default_rng(seed)
    parameters = Parameters(bench_price=0.01, internal_first_price=0.02, maximum_engagements=rng.choice([None, 1]))
    data = two_engagements(
        2,
        parameters=parameters,
        capacity_hours=rng.choice([0.0, 30.0, 40.0], (2, 2), p=[0.1, 0.3, 0.6]),
        maximum_hours=rng.choice([20.0, 40.0, 60.0], (1, 2)),
        end_week=[int(rng.choice([1, 2], p=[0.1, 0.9]))],
    )
    lengths = [0.0, 4.0, 8.0, 16.5, 22.0] if seed % 4 else [0.0, 2.0, 8.0]
    pins = [
        Pin(int(rng.integers(2)), int(rng.integers(2)), int(rng.integers(2)), float(rng.choice(lengths)))
        for _ in range(rng.integers(1, 7))
    ]
    data = replace(data, pins=tuple(pins))
    found = contradictions(data)
    assert (len(found[0][0]) if found else None) == fewest(data)
    assert all(cannot_stay(data, few) for few, _ in found)


def test_a_pin_given_twice_binds_once(firm):
    refuse_contradictions(firm(pins=[Pin(0, 0, 0, 24.0), Pin(0, 0, 0, 24.0)]))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"capacity_hours": [[0.0], [40.0]]}, "Ann has no hours"),
        ({"capacity_hours": [[3.0], [40.0]]}, "Ann has 3 h, less than the smallest booking of 4 h"),
        ({"start_week": [1], "end_week": [2], "weeks": 2}, "Mars design opens in the week of 2026-01-12"),
    ],
)
def test_a_pin_against_the_calendar_says_what_is_in_its_way(firm, changes, words):
    with pytest.raises(ModelError, match=f"Ann is pinned while .*: {words} \\(8 h of Ann on Mars design\\)"):
        refuse_contradictions(firm(pins=[Pin(0, 0, 0, 8.0)], **changes))


def test_a_pin_in_fractions_of_a_hundredth_is_refused(firm):
    with pytest.raises(ModelError, match="pinned to hours that are no hundredths of an hour"):
        refuse_contradictions(firm(pins=[Pin(0, 0, 0, 8.005)]))
    with pytest.raises(ModelError, match="no hundredths"):
        refuse_contradictions(firm(pins=[Pin(0, 0, 0, float("nan")), Pin(0, 0, 0, 8.0)]))
