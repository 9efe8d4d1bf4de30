"""A plan repaired after a change: valid, cheap in moves, and honest about what a free hand would gain."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.changes.kinds import EngagementAdded, EngagementLost, PersonLeaves, Role
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.replan.changes import DemandChanged, Pinned, Rejected, apply
from optimizer.staffing.replan.replan import against_whole_firm, repair, repair_today, usual_price, worth

# Ann-E1, Ann-E2, Ben-E1, Ben-E2 in two weeks: Ann is on Mars, Ben on Flora with half of his time.
PLAN = np.array([[40.0, 40.0], [0.0, 0.0], [0.0, 0.0], [20.0, 20.0]])
CHANGES = {
    "leave": PersonLeaves("Ann", 1, 1),
    "resignation": PersonLeaves("Ann", 0),
    "rejection": Rejected("Ann", "P1"),
    "pin": Pinned("Ann", "P2", 0, 16.0),
    "loss": EngagementLost("E1"),
    "demand": DemandChanged("P2", 1.25),
    "addition": EngagementAdded("E3", hours_per_week=20, roles=(Role("Advisory", "Senior", 1.0),), weight=1.0),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_repair_keeps_the_rules_and_moves_no_more_than_a_free_hand(two_engagements, name):
    data = two_engagements(weeks=2)
    found = repair(data, PLAN, [CHANGES[name]])
    assert broken_rules(found.data, found.hours) == []
    assert found.moved_hours <= found.free.moved_hours
    assert found.free.gain >= 0
    assert found.objective_after >= found.objective_kept
    assert found.objective_before == pytest.approx(worth(data, PLAN))
    assert found.free.gain_bound is None  # a neighborhood proves nothing


def test_what_nobody_touches_stays(two_engagements):
    data = two_engagements(weeks=2)
    found = repair(data, PLAN, [CHANGES["leave"]], price_per_hour=1e6)
    assert (found.hours == found.kept).all()  # at this price nothing is worth a move
    assert found.kept.tolist() == [[40, 0], [0, 0], [0, 0], [20, 20]]
    assert (found.dropped_hours, found.dropped_people, found.moved_hours, found.moved_people) == (40, 1, 0, 0)


def test_the_hole_that_a_leave_tears_is_filled_by_who_has_time(two_engagements):
    data = two_engagements(weeks=2)
    found = repair(data, PLAN, [CHANGES["leave"]], price_per_hour=0.1)
    # Ben has 20 h left in each week. Flora, where he is, reaches SPI 1 at (8000 - 1960) / 98 = 61.63 h, for 21.63 h;
    # the other 18.37 h go to Mars.
    assert found.hours[3].sum() == pytest.approx(61.63, abs=0.01)
    assert found.hours[2].sum() == pytest.approx(18.37, abs=0.01)
    assert (found.hours >= found.kept).all()
    assert found.objective_after > found.objective_kept


@pytest.mark.parametrize("price", [0.0, 3.0])
@pytest.mark.parametrize("name", ["leave", "rejection", "loss", "demand"])
def test_no_plan_in_steps_of_ten_hours_is_better_at_the_price(two_engagements, name, price):
    data = two_engagements(weeks=1, parameters=Parameters(bench_price=0.002, internal_first_price=0.004))
    change = PersonLeaves("Ann", 0) if name == "leave" else CHANGES[name]
    before = PLAN[:, :1]
    found = repair(data, before, [change], price_per_hour=price, seconds=20)

    def value(hours):
        return worth(found.data, hours) - price * np.abs(hours - found.kept).sum()

    grid = product([0.0, 10, 20, 30, 40], repeat=found.data.pairs.phase.size)
    plans = (np.array(one)[:, None] for one in grid)
    best = max(value(hours) for hours in plans if not broken_rules(found.data, hours))
    assert value(found.hours) >= best - 1e-6


def test_a_new_plan_of_the_whole_firm_proves_how_much_freedom_is_worth(two_engagements):
    found = against_whole_firm(repair(two_engagements(weeks=2), PLAN, [CHANGES["leave"]], price_per_hour=1e6), 10)
    # Nothing was moved; the best plan gains exactly what is proven, by moving hours.
    assert found.free.is_whole_firm
    assert found.free.gain == pytest.approx(found.free.gain_bound, rel=1e-3)
    assert (found.moved_hours, found.free.moved_hours > 0) == (0, True)


def test_the_objectives_leave_the_price_of_moves_out(firm):
    prices = Parameters(bench_price=0.01, internal_first_price=0.02, stability_price=5.0)
    data = firm(parameters=prices, published_hours=[[40], [0]])
    hours = np.array([[30.0], [0.0]])
    assert score.parts(data, hours)["plan_changes"] == -50000  # 10 h at 5 points
    assert worth(data, hours) == pytest.approx(score.objective(data, hours) + 50000)


def test_an_hour_of_the_plan_earns_its_share_of_spi_and_vec(firm):
    data = firm()
    # 40 h of Ann: SPI 0.6 x 0.98 x 4000 / 8000, VEC 0.4 x 4000 / 10000, over 40 h, in thousandths.
    assert usual_price(data, np.array([[40.0], [0.0]])) == pytest.approx(1000 * (0.294 + 0.16) / 40)
    assert usual_price(data, np.zeros((2, 1))) == 0


def test_contradicting_pins_are_refused_before_anything_is_planned(two_engagements):
    with pytest.raises(ModelError, match="pinned"):
        repair(two_engagements(weeks=2), PLAN, [Pinned("Ann", "P1", 0, 30.0), Pinned("Ann", "P2", 0, 30.0)])


def test_no_time_at_all_still_gives_a_plan_that_keeps_the_rules(two_engagements):
    found = repair(two_engagements(weeks=2), PLAN, [CHANGES["leave"]], seconds=0.0)
    assert (found.hours == found.kept).all()
    assert broken_rules(found.data, found.hours) == []


def test_the_published_plan_is_repaired_for_what_holds_today(two_engagements):
    data = two_engagements(weeks=2, capacity_hours=[[40, 0], [40, 40]])
    today = replace(data, pairs=replace(data.pairs, published_hours=PLAN))
    found = repair_today(today, clock=Clock(10), price_per_hour=0.1, lost_elsewhere=(8.0, 1))
    assert (found.dropped_hours, found.dropped_people) == (48, 2)  # Ann's second week, and 8 h that were elsewhere
    assert found.hours[2].sum() == pytest.approx(18.37, abs=0.01)
    assert broken_rules(found.data, found.hours) == []


def test_a_week_that_was_not_published_is_planned_and_counts_as_no_move(firm):
    data = firm(weeks=2, published_hours=[[40, np.nan], [20, np.nan]])
    found = repair_today(data, clock=Clock(10), price_per_hour=100.0)
    assert found.hours[:, 1].sum() > 0
    assert found.hours[:, 0].tolist() == [40, 20]
    assert found.moved_hours == 0


def test_a_pin_of_today_makes_room_in_the_published_plan(two_engagements):
    data = apply(two_engagements(weeks=2), [])
    today = replace(data, pairs=replace(data.pairs, published_hours=PLAN), pins=(Pin(0, 1, 0, 16.0),))
    found = repair_today(today, clock=Clock(10))
    assert (found.hours[1, 0], found.hours[0, 0]) == (16, 24)
