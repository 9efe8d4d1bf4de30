"""Explanations and violations name the rule, the person and the numbers."""

import numpy as np
import pytest

from optimizer.staffing import score
from optimizer.staffing.data import Pin
from optimizer.staffing.explanation.explain import explain
from optimizer.staffing.explanation.marginal import Marginal, split_parts
from optimizer.staffing.explanation.prices import hour_prices
from optimizer.staffing.explanation.violations import violations
from optimizer.staffing.explanation.words import signed
from optimizer.staffing.solution import plan_of


def explained(data, *hours):
    return explain(data, plan_of(data, np.array(hours, dtype=float), None))


def bent(data, *hours):
    return violations(data, plan_of(data, np.array(hours, dtype=float), None))


def test_a_booking_earns_what_would_be_lost_without_it(firm):
    (ann,) = explained(firm(), [40], [0])
    # 4,000 at charge-out rates: SPI 0.49 x 600 + 0.49 x 10,000; VEC 0.4 x 400; 32 h of bench at 10 less one start at 5.
    assert ann.spi_points == pytest.approx(0.49 * 600 + 0.49 * 10000)
    assert ann.vec_points == pytest.approx(160)
    assert ann.cost_points == pytest.approx(32 * 10 - 5)


def test_the_rule_that_limits_a_booking_is_named(firm):
    assert [one.limiting_rule for one in explained(firm(), [40], [0])] == ["C1"]
    assert [one.limiting_rule for one in explained(firm(maximum_hours=[[30.0]]), [30], [0])] == ["C4"]
    assert [one.limiting_rule for one in explained(firm(pins=[Pin(0, 0, 0, 20.0)]), [20], [0])] == ["C11"]
    tight = firm(remaining_amount=[3000.0], pv_amount=[0.0])
    assert [one.limiting_rule for one in explained(tight, [30], [0])] == ["C4"]


def test_an_hour_more_where_there_is_none_has_its_shadow_price(firm):
    # 100 more at charge-out rates: SPI 0.01225 x (600 + 10,000) and 4 of VEC, 133.85
    data = firm()
    prices = hour_prices(data, np.array([[40.0], [0.0]]))
    assert prices.of_person == pytest.approx(np.array([[0.01225 * 10600 + 4], [0]]))
    assert prices.of_phase == pytest.approx(np.array([[0.0]]))
    (ann,) = explained(data, [40], [0])
    assert ann.sentence.endswith(
        "because the consultant has no more hours in these weeks; an hour more in the week of 2026-01-05 would be worth "
        "+133.8, other hours following."
    )
    of_phase = hour_prices(firm(maximum_hours=[[30.0]]), np.array([[30.0], [0.0]]))
    assert of_phase.of_phase == pytest.approx(np.array([[0.01225 * 10600 + 4 + 10]]))  # and 2 h of bench at 10


def test_pins_of_some_weeks_are_told_beside_the_rule_of_the_others(firm):
    (ann,) = explained(firm(2, pins=[Pin(0, 0, 0, 40.0)]), [40, 40], [0, 0])
    assert ann.limiting_rule == "C1"
    assert "in these weeks, and 1 week is pinned" in ann.sentence


def test_what_a_booking_is_above_all_there_for_is_told(firm):
    (schedule,) = explained(firm(), [40], [0])
    assert "above all because it lifts SPI towards its floor" in schedule.sentence
    (bench,) = explained(firm(pv_amount=[0.0]), [40], [0])
    assert "above all because the time would otherwise be on the bench" in bench.sentence
    (dear,) = explained(firm(pv_amount=[0.0], remaining_amount=[0.0]), [40], [0])
    assert "alone it costs more than it earns" in dear.sentence


def test_an_hour_that_would_gain_is_said_to_be_an_improvement(firm):
    (ann,) = explained(firm(), [20], [0])
    assert ann.limiting_rule is None
    assert ann.sentence.endswith(
        "One hour more in the week of 2026-01-05 would gain +143.8: the plan is near the best, not proven best."
    )


def test_nobody_without_hours_is_explained(firm):
    assert explained(firm(), [0], [0]) == []


def test_a_booking_of_today_that_the_plan_drops_says_what_keeping_it_would_do(firm):
    data = firm(current_hours=[[8.0], [0.0]], pv_amount=[0.0])
    (ann,) = explained(data, [0], [0])
    assert ann.sentence.startswith("Ann comes off Mars")
    assert "(8 h today)" in ann.sentence
    kept = score.parts(data, np.array([[8.0], [0.0]]))
    dropped = score.parts(data, np.zeros((2, 1)))
    difference = sum(kept.values()) - sum(dropped.values())
    assert ann.spi_points + ann.vec_points + ann.cost_points == pytest.approx(difference)


def test_points_that_vanish_are_not_negative():
    assert [signed(points) for points in (-0.04, 0.0, -0.06, 12.34)] == ["+0.0", "+0.0", "-0.1", "+12.3"]


@pytest.mark.parametrize("seed", range(5))
def test_the_local_difference_is_the_difference_of_the_whole_objective(two_engagements, seed):
    rng = np.random.default_rng(seed)
    data = two_engagements(3)
    hours = np.where(rng.random((4, 3)) < 0.6, rng.uniform(4, 20, (4, 3)), 0)
    for pair in range(4):
        without = hours.copy()
        without[pair] = 0
        after, before = split_parts(data, without), split_parts(data, hours)
        expected = {name: after[name] - before[name] for name in before}
        assert Marginal(data, hours).gain(pair, np.zeros(3)) == pytest.approx(expected, abs=1e-9)


def test_a_missed_floor_says_how_much_and_what_would_mend_it(firm):
    schedule = next(one for one in bent(firm(), [31], [0]) if one.rule == "C5")
    # SPI 0.98 x 5,100 / 8,000 = 0.62475; 0.22525 x 8,000 / 0.98 = 1,838.78 missing, 18.4 h at 100 per hour.
    assert schedule.sentence == (
        "Mars ends the horizon at SPI 0.625, 0.225 below 0.85: work worth 1,839 at charge-out rates is missing."
    )
    # 19 h lift SPI by 0.23275: 600 x 0.23275 + 2,252.5 of the floor + 400 x 0.19 of VEC - 5 for the start = 2,463.15;
    # of Ben 0.171 of VEC, 19 of premium, 180 for the 9 h of Ann who is idle beside him: 2,256.55 and no more people.
    # To be at 0.85 only 0.98 x 5,100 / 0.85 = 5,880 may be due: 2,120 less, at 4,000 a week. SPI then counts up to 1.
    assert schedule.repair == (
        "19 h more of Ben, who has time (the plan changes by +2,256.5 milli-points), "
        "or 19 h of one more Advisory Senior in the week of 2026-01-05 (1,900 at charge-out rates, the plan +2,463.1), "
        "or moving the milestone by 1 week (4,000 due later, the plan +2,477.6)."
    )
    assert schedule.amount == pytest.approx(0.22525)


def test_bench_that_no_plan_could_fill_is_reported_apart(firm):
    data = firm(maximum_hours=[[10.0]])
    kinds = {one.unit: one.amount for one in bent(data, [10], [0]) if one.rule == "C7"}
    assert kinds == {"hours, unavoidable": pytest.approx(22)}
    some = {one.unit: one.amount for one in bent(data, [6], [0]) if one.rule == "C7"}
    assert some == {"hours": pytest.approx(4), "hours, unavoidable": pytest.approx(22)}


def test_every_priced_rule_has_a_violation_of_the_same_size(firm):
    data = firm(remaining_amount=[3000.0], extracted_amount=[100.0])
    hours = np.array([[30.0], [10.0]])
    amount = {one.rule: one.amount for one in violations(data, plan_of(data, hours, None))}
    parts = score.parts(data, hours)
    assert amount["C4"] / 10000 * 10_000 == pytest.approx(-parts["over_budget"])
    assert amount["C5"] * 10_000 == pytest.approx(-parts["spi_below_floor"])
    assert amount["C6"] * 10_000 == pytest.approx(-parts["vec_off_burn"])
    assert amount["C7"] * 10 == pytest.approx(-parts["bench"])
    assert amount["C9"] * 20 == pytest.approx(-parts["external_before_internal"])


def test_a_plan_that_bends_nothing_has_no_violations(firm):
    assert bent(firm(pv_amount=[0.0]), [40], [0]) == []
