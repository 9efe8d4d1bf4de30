"""Alternatives: exchanges are valued exactly, planning again never loses more, and the best three are told in order."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.staffing import score
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.explanation.alternative import Kind
from optimizer.staffing.explanation.alternatives import alternatives
from optimizer.staffing.explanation.marginal import Marginal
from optimizer.staffing.explanation.screen import Screen
from optimizer.staffing.explanation.why_not import Effort

EXACT = Effort(most_pairs=100, nodes=10_000, seconds=20.0, relative_gap=1e-9)


def random_plan(data, seed):
    """Some bookings that keep every hard rule."""
    rng = np.random.default_rng(seed)
    hours = np.where(rng.random(data.active.shape) < 0.6, np.round(rng.uniform(4, 18, data.active.shape), 2), 0)
    assert broken_rules(data, hours) == []
    return hours


@pytest.mark.parametrize("seed", range(10))
def test_an_exchange_is_a_plan_and_worth_the_difference_of_the_whole_objective(two_engagements, seed):
    hours = random_plan(two_engagements(3), seed)
    data = two_engagements(3, pins=[Pin(0, 0, 0, hours[0, 0]), Pin(1, 1, 2, hours[3, 2])])
    screen = Screen(Totals(index_of(data), hours), Marginal(data, hours))
    for pair in np.flatnonzero(hours.any(axis=1)).tolist():
        for one in screen.exchanges(pair):
            after = hours.copy()
            after[pair] -= screen.leaving_hours(pair)
            if one.pair is not None:
                after[one.pair] = one.hours
            assert broken_rules(data, after) == []
            assert one.change_points == pytest.approx(
                score.objective(data, after) - score.objective(data, hours), abs=1e-6
            )


@pytest.mark.parametrize("seed", range(6))
def test_planning_again_loses_no_more_than_the_exchange_alone(two_engagements, seed):
    data = two_engagements(2)
    hours = random_plan(data, seed)
    screen = Screen(Totals(index_of(data), hours), Marginal(data, hours))
    found = alternatives(data, hours, effort=EXACT)
    by_booking = {}
    for one in found.found:
        by_booking.setdefault((one.consultant, one.phase), []).append(one)
    for (c, j), mine in by_booking.items():
        if j is None:  # nobody near is planned again for those without a booking
            continue
        assert [one.rank for one in mine] == list(range(1, len(mine) + 1))
        assert [one.regret_points for one in mine] == sorted(one.regret_points for one in mine)
        estimates = {(e.kind, e.pair): -e.change_points for e in screen.exchanges(data.pair_index[c, j])}
        for one in mine:
            assert not one.is_estimate
            who, where = (one.other_consultant, j) if one.kind is Kind.EMPLOYEE else (c, one.other_phase)
            assert one.regret_points <= max(estimates[one.kind, data.pair_index[who, where]], 0) + 1e-6


def test_the_best_alternatives_are_told_with_points_and_money(two_engagements):
    # Ann works 40 h on Mars, nobody else anything; SPI is not due. Flora has the same price for her hours, so that she
    # loses nothing there; Ben extracts 0.9 of her value, costs 1 an hour, and leaves her idle beside him.
    data = two_engagements(pv_amount=[0.0])
    hours = np.array([[40.0], [0.0], [0.0], [0.0]])
    flora, ben = alternatives(data, hours, pairs=[0], most_solves=0).found
    assert flora.sentence == (
        "Ann on Flora design (+40 h) instead of Mars design: the plan would lose nothing "
        "(an estimate: nobody else was planned again)."
    )
    assert (flora.kind, flora.other_phase, flora.regret_points, flora.revenue_change_amount) == (Kind.PHASE, 1, 0, 0)
    # Value 400 x 0.04, premium 40, bench 320, 40 idle hours at 20; a unit of Ann's work on Mars earns 0.04.
    assert ben.regret_points == pytest.approx(16 + 40 + 320 + 800)
    assert ben.regret_amount == pytest.approx(1176 / 0.04)
    assert ben.sentence.startswith(
        "Ben instead of Ann on Mars design (+40 h): the plan would lose 1,176.0 milli-points, as much as "
        "29,400 of work on Mars design earns"
    )


def test_a_pinned_booking_has_no_alternative_and_says_so(firm):
    data = firm(pins=[Pin(0, 0, 0, 20.0)])
    (one,) = alternatives(data, np.array([[20.0], [0.0]]), pairs=[0]).found
    assert (one.forbidding_rule, one.regret_points, one.is_estimate) == ("C11", None, False)
    assert one.sentence == "Ann stays on Mars design: the hours are pinned (C11)."


def test_where_nobody_else_could_work_the_alternative_is_nobody(firm):
    data = firm(capacity_hours=[[40.0], [0.0]], pv_amount=[0.0])
    (one,) = alternatives(data, np.array([[40.0], [0.0]]), pairs=[0]).found
    assert one.kind is Kind.NOBODY
    assert one.regret_points == pytest.approx(160 + 320 - 5)
    assert one.sentence.startswith("Nobody in the place of Ann on Mars design, since nobody else has time")


def test_somebody_without_a_booking_has_alternatives_too(two_engagements):
    data = two_engagements(pv_amount=[0.0])
    found = alternatives(data, np.zeros((4, 1))).found
    assert {(one.consultant, one.phase, one.other_phase) for one in found} >= {(0, None, 0), (0, None, 1)}
    ann = next(one for one in found if one.consultant == 0)
    # 40 h: VEC 160 and 320 of bench, less a start: the empty plan is far from the best, and that is said.
    assert ann.regret_points == 0
    assert ann.sentence.startswith("Ann, without a booking, on Mars design (+40 h): the plan would gain 475.0")


def test_a_limit_of_engagements_is_kept(two_engagements):
    data = two_engagements()
    data = replace(data, parameters=replace(data.parameters, maximum_engagements=1))
    hours = np.array([[20.0], [0.0], [0.0], [20.0]])
    screen = Screen(Totals(index_of(data), hours), Marginal(data, hours))
    assert {one.pair for one in screen.exchanges(0)} == {None}  # Ben is on Flora already, and so is not for Mars


def test_the_count_of_those_planned_again_is_told(two_engagements):
    data = two_engagements(2)
    hours = random_plan(data, 1)
    found = alternatives(data, hours, most_solves=2)
    assert found.replanned_count == 2
    assert found.sentence.startswith(f"2 of {len(found.found)} alternatives were planned again")
    again = alternatives(data, hours, most_solves=2)
    assert again == found
