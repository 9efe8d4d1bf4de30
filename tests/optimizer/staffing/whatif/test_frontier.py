"""Frontiers: checked plans, none beaten by another, within what is proven."""

from itertools import product

import numpy as np
import pytest

from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.check import broken_rules
from optimizer.staffing.parameters import Parameters
from optimizer.staffing.whatif.frontier import frontiers
from optimizer.staffing.whatif.goals import bench_goal, moves_goal
from optimizer.staffing.whatif.limited import tangent
from optimizer.staffing.whatif.sweep import sweep
from tests.optimizer.staffing.conftest import make_two_engagements

# Ann-E1, Ann-E2, Ben-E1, Ben-E2: Ann works 20 of her 40 h, Ben all of his.
PLAN = np.array([[20.0], [0.0], [0.0], [40.0]])
STEPS = [0.0, 10, 20, 30, 40]


def firm():
    """A start costs more than a bench hour, so that bench, moves and value pull at each other."""
    return make_two_engagements(parameters=Parameters(bench_price=0.001, internal_first_price=0.0, switch_price=0.05))


def grid(data):
    plans = (np.array(one)[:, None] for one in product(STEPS, repeat=4))
    return [plan for plan in plans if not broken_rules(data, plan)]


@pytest.fixture(scope="module")
def points():
    return frontiers(firm(), PLAN, seconds=30)


def test_every_plan_passes_the_check_and_has_the_figures_that_it_shows(points):
    data = firm()
    for one in points:
        assert broken_rules(data, one.hours) == []
        bench, moved = score.bench_hours(data, one.hours).sum(), np.abs(one.hours - PLAN).sum()
        assert {one.x_name: one.x_value, one.z_name: one.z_value} == pytest.approx({"bench": bench, "moves": moved})
        assert one.gap is None or one.gap >= 0
        assert one.is_estimate == (one.gap is None)


def test_the_frontiers_rise_and_nobody_is_beaten(points):
    for name in ("value_against_bench", "value_against_moves"):
        mine = [one for one in points if one.frontier_name == name]
        assert [one.point_number for one in mine] == list(range(1, len(mine) + 1))
        assert np.all(np.diff([one.x_value for one in mine]) > 0)
        assert np.all(np.diff([one.y_value for one in mine]) > 0)


def test_the_chosen_plan_is_where_nothing_moves(points):
    first = next(one for one in points if one.frontier_name == "value_against_moves")
    assert (first.x_value, first.is_chosen) == (0, True)
    assert first.y_value == pytest.approx(score.objective(firm(), PLAN))
    assert len(points) <= 12


@pytest.mark.parametrize("goal", [bench_goal(PLAN), moves_goal(PLAN)], ids=["bench", "moves"])
def test_no_plan_in_steps_of_ten_hours_beats_a_point(points, goal):
    data = firm()
    others = [(goal.hours_of(data, plan), goal.rest(data, plan)) for plan in grid(data)]
    for one in points:
        if one.frontier_name == goal.frontier_name:
            assert one.y_value >= max(rest for hours, rest in others if hours <= one.x_value) - 2  # the solver's gap


@pytest.mark.parametrize("goal", [bench_goal(PLAN), moves_goal(PLAN)], ids=["bench", "moves"])
def test_the_bound_holds_for_every_plan_at_every_limit(goal):
    data = firm()
    bound = tangent(data, goal, 20.0, Clock(20))
    for plan in grid(data):
        assert goal.rest(data, plan) <= bound.at(goal.hours_of(data, plan)) + 1e-6


def test_the_rest_and_the_goal_make_the_objective_of_another_price():
    data = firm()
    for goal in (bench_goal(PLAN), moves_goal(np.zeros((4, 1)))):
        priced = score.objective(goal.priced(data, 3.0), PLAN)
        assert priced == pytest.approx(goal.rest(data, PLAN) - 3.0 * goal.hours_of(data, PLAN))


def test_weeks_that_were_not_published_count_no_moves():
    assert moves_goal(np.array([[10.0], [np.nan], [0], [40]])).hours_of(firm(), PLAN) == 10


def test_a_sweep_never_makes_a_plan_worse_and_keeps_the_rules():
    data = firm()
    better = sweep(data, PLAN, Clock(10))
    assert broken_rules(data, better) == []
    assert score.objective(data, better) >= max(score.objective(data, plan) for plan in grid(data)) - 2
    assert (sweep(data, PLAN, Clock(0)) == PLAN).all()
