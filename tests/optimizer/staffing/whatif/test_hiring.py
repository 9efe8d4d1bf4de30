"""Whole people against shortages; the exact answers are found by trying all."""

from itertools import product

import numpy as np
import pytest

from optimizer.staffing.whatif.hiring import Terms, hires, whole_people
from optimizer.staffing.whatif.shortage import shortages

SOON = Terms(least_weeks=1)


def worth(unmet, starts, hours, terms):
    """Used hours less the least use of the paid ones."""
    total = 0.0
    for w, missing in enumerate(unmet):
        paid = sum(count * hours for s, count in enumerate(starts) if s <= w)
        able = sum(
            count * hours * (terms.onboarding_ratio if w - s < terms.onboarding_weeks else 1)
            for s, count in enumerate(starts)
            if s <= w
        )
        total += min(able, missing) - terms.least_use_ratio * paid
    return total


def test_a_shortage_that_lasts_is_worth_a_hire_and_one_that_does_not_is_none():
    # 32 h of 40 h are the least use: 33 h a week are enough, 31 h are not.
    assert whole_people(np.full(4, 33.0), 40, Terms()) == [1, 0, 0, 0]
    assert whole_people(np.full(4, 31.0), 40, Terms()) == [0, 0, 0, 0]


def test_people_start_when_their_hours_are_needed_and_stay_to_the_end():
    assert whole_people(np.array([0, 0, 40.0, 40, 80, 80]), 40, Terms(least_weeks=2)) == [0, 0, 1, 0, 1, 0]
    # In the first weeks alone one person would be idle for two thirds of the horizon.
    assert whole_people(np.array([40.0, 40, 0, 0, 0, 0]), 40, Terms()) == [0] * 6


def test_nobody_is_hired_for_the_last_weeks_or_before_the_lead_time():
    late = np.array([0, 0, 0, 40.0, 40, 40])
    assert whole_people(late, 40, Terms()) == [0] * 6
    assert whole_people(late, 40, Terms(least_weeks=3)) == [0, 0, 0, 1, 0, 0]
    assert whole_people(np.full(6, 40.0), 40, Terms(lead_weeks=2)) == [0, 0, 1, 0, 0, 0]
    assert whole_people(np.full(3, 40.0), 40, Terms(lead_weeks=4)) == [0, 0, 0]


def test_onboarding_makes_short_stays_not_worth_it():
    # Half a week in the first two weeks: (20 + 20 + 40 + 40) / 160 = 75 % of the paid hours, below 80 %.
    halves = Terms(onboarding_weeks=2, onboarding_ratio=0.5)
    assert whole_people(np.full(4, 40.0), 40, halves) == [0, 0, 0, 0]
    assert whole_people(np.full(6, 40.0), 40, halves) == [1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize("seed", range(6))
def test_no_other_hiring_is_worth_more(seed):
    random = np.random.default_rng(seed)
    unmet = np.round(random.uniform(0, 100, 4), 1)
    terms = Terms(least_weeks=1, onboarding_weeks=int(seed % 2), onboarding_ratio=0.6, least_use_ratio=0.7)
    best = max(worth(unmet, starts, 40, terms) for starts in product(range(5), repeat=4))
    assert worth(unmet, whole_people(unmet, 40, terms), 40, terms) == pytest.approx(max(best, 0), abs=1e-3)


def test_a_hire_says_who_from_when_at_what_cost(firm):
    data = firm(weeks=4, capacity_hours=np.zeros((2, 4)))
    missing = shortages(data, np.zeros((2, 4)))
    (one,) = hires(data, missing, monthly_cost_amount={0: 5200.0})
    assert (one.cell, one.start_week, one.start_date, one.people) == (0, 0, data.weeks[0], 1)
    assert (one.unrounded_people, one.paid_hours, one.used_hours) == (1, 160, 160)
    # 4 weeks of 52 / 12 a month.
    assert (one.monthly_cost_amount, one.cost_amount, one.is_cost_estimated) == (5200, pytest.approx(4800), False)
    assert one.sentence.startswith("Hire 1 Advisory Senior from 2026-01-05: 100%")


def test_without_a_known_cost_the_charge_out_rate_stands_for_it_and_it_is_said(firm):
    data = firm(weeks=4, capacity_hours=np.zeros((2, 4)))
    (one,) = hires(data, shortages(data, np.zeros((2, 4))))
    assert one.is_cost_estimated
    assert one.cost_amount == pytest.approx(16000)  # 160 h at 100
    assert "charge-out rate stands for it" in one.sentence


def test_without_shortages_nobody_is_hired(firm):
    assert hires(firm(), []) == []
    assert whole_people(np.zeros(3), 40, SOON) == [0, 0, 0]
