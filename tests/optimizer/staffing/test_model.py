"""The model: small optima by hand, agreement with the score, trivial problems, contradictions, a golden LP."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.solver import Status
from optimizer.solver import solve as solve_problem
from optimizer.staffing import score
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.model import build, solve
from optimizer.staffing.parameters import Parameters

GOLDEN = Path(__file__).parent / "two_employees_one_week.lp"
PRICES = {"bench_price": 0.01, "internal_first_price": 0.02}


def test_the_model_of_a_two_employee_week_reads_like_the_rules(firm, tmp_path):
    build(firm()).problem.writeLP(tmp_path / "week.lp")
    assert (tmp_path / "week.lp").read_text() == GOLDEN.read_text()


def test_both_work_as_long_as_spi_is_short(firm):
    # An hour is worth 0.98 x 100 / 8000 x (10 + 0.6) = 0.13 of a point until SPI is 0.85 and far more than any price.
    plan = solve(firm(), 10)
    assert plan.status == Status.OPTIMAL
    assert plan.hours.tolist() == [[40.0], [20.0]]


def test_without_need_the_internal_works_and_the_external_does_not(firm):
    # Nothing is due and VEC earns 0.004 a point per hour; starting Ben costs 0.005 + 0.001 an hour, worth 0.0036.
    premium = firm(pv_amount=[0.0], external_premium=[0.0, 0.0037])
    assert solve(premium, 10).hours.tolist() == [[40.0], [0.0]]


def test_the_objective_of_the_model_is_the_score_of_its_plan(two_engagements):
    data = two_engagements(3, capacity_hours=[[40, 0, 40], [32, 40, 40]], was_assigned=[True, False])
    model = build(data)
    solved = solve_problem(model.problem, time_limit_seconds=20)
    hours = np.zeros(data.active.shape)
    for key, variable in model.hours.items():
        hours[key] = variable.varValue
    assert solved.status == Status.OPTIMAL
    assert solved.objective == pytest.approx(score.objective(data, hours), abs=1e-3)


@pytest.mark.parametrize("seed", range(4))
def test_no_random_plan_that_passes_the_check_is_worth_more_than_the_bound(two_engagements, seed):
    rng = np.random.default_rng(seed)
    data = two_engagements(2, capacity_hours=rng.choice([0.0, 20.0, 40.0], (2, 2)), pv_amount=[5000.0])
    best = solve(data, 20)
    assert best.bound - best.objective < 1  # rounding to hundredths costs a little
    kept = 0
    for _ in range(300):
        hours = np.where(rng.random((4, 2)) < 0.5, rng.integers(4, 41, (4, 2)), 0) * data.active
        if not broken_rules(data, hours.astype(float)):
            kept += 1
            assert score.objective(data, hours.astype(float)) <= best.bound + 1e-6
    assert kept > 0


def test_the_same_data_give_the_same_plan(two_engagements):
    first, second = (solve(two_engagements(3), 20) for _ in range(2))
    assert (first.hours == second.hours).all()
    assert first.objective == second.objective


def test_c11_a_pin_stays_even_where_it_costs(firm):
    data = firm(pins=[Pin(consultant=0, phase=0, week=0, hours=4.0)])
    plan = solve(data, 10)
    assert plan.hours[0, 0] == 4.0
    assert not broken_rules(data, plan)


def test_c11_the_smallest_set_of_contradicting_pins_is_named(two_engagements):
    pins = [Pin(0, 0, 0, 30.0), Pin(0, 1, 0, 22.0), Pin(1, 0, 0, 8.0), Pin(1, 1, 0, 8.0)]
    with pytest.raises(ModelError) as error:
        solve(replace(two_engagements(), pins=tuple(pins)), 10)
    assert str(error.value) == (
        "Staffing, week of 2026-01-05: Ann is pinned to 52.0 h and has 40.0 h (30 h of Ann on Mars design; "
        "22 h of Ann on Flora design). Nothing was planned. Unpin one of these assignments, or correct the hours behind the rule."
    )


@pytest.mark.parametrize(
    ("pins", "words"),
    [
        ([Pin(0, 0, 0, 3.0)], "less than the minimum block of 4 h"),
        ([Pin(0, 0, 0, 40.0), Pin(1, 0, 0, 21.0)], "Mars design has 61.0 h pinned and can take 60.0 h"),
        ([Pin(0, 0, 0, 8.0), Pin(0, 0, 0, 9.0)], "has two pins on the same phase"),
    ],
)
def test_c11_a_pin_that_no_plan_can_keep_is_named(firm, pins, words):
    with pytest.raises(ModelError, match=words):
        solve(firm(pins=pins), 10)


def test_c11_a_pin_on_leave_is_named(firm):
    with pytest.raises(ModelError, match="Ann is pinned while the phase is closed or the consultant is away"):
        solve(firm(capacity_hours=[[0.0], [40.0]], pins=[Pin(0, 0, 0, 8.0)]), 10)


def test_c12_a_published_plan_stays_where_moving_it_earns_less_than_it_costs(firm):
    # Ben could do Ann's work; last week's plan gave it to him.
    prices = Parameters(bench_price=0, internal_first_price=0, stability_price=0.01)
    changes = {"pv_amount": [0.0], "maximum_hours": [[40.0]], "external_premium": [0.0, 0.0]}
    assert solve(firm(parameters=prices, **changes), 10).hours.tolist() == [[40.0], [0.0]]
    kept = solve(firm(parameters=prices, published_hours=[[0.0], [40.0]], **changes), 10)
    assert kept.hours.tolist() == [[0.0], [40.0]]


def test_c13_with_one_engagement_each_nobody_is_on_two(two_engagements):
    data = two_engagements(parameters=Parameters(**PRICES, maximum_engagements=1))
    hours = solve(data, 10).hours
    assert ((hours[[0, 2]] > 0) & (hours[[1, 3]] > 0)).sum() == 0
    assert (hours.sum(axis=1) > 0).sum() == 2


def test_without_capacity_the_plan_is_empty_and_optimal(firm):
    plan = solve(firm(2, capacity_hours=np.zeros((2, 2))), 10)
    assert (plan.status, plan.hours.sum()) == (Status.OPTIMAL, 0)


def test_without_demand_the_plan_is_empty_and_optimal(firm):
    plan = solve(firm(planned_hours=[[0.0]], maximum_hours=[[0.0]]), 10)
    assert (plan.status, plan.hours.sum()) == (Status.OPTIMAL, 0)


def test_an_overspent_engagement_is_not_made_worse_where_that_earns_nothing(firm):
    plan = solve(firm(remaining_amount=[-500.0], pv_amount=[0.0]), 10)
    assert plan.hours.sum() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rate_per_hour": [np.nan, 100.0]}, "consultant A-1 on phase P1: the charge-out rate is nan"),
        ({"bac_amount": [0.0]}, r"engagement E1: the budget \(BAC\) is 0"),
        ({"capacity_hours": [[41.0], [40.0]]}, "consultant A-1, week 1 of the horizon: capacity in hours is 41"),
        ({"ratio": [0.9]}, "phase P1: the sum of its staffing ratios is 0.9"),
        ({"planned_hours": [[np.nan]]}, "phase P1, week 1 of the horizon: planned hours is nan"),
        ({"weight": [-1.0]}, "engagement E1: the weight is -1"),
    ],
)
def test_data_that_cannot_be_planned_with_name_the_culprit(firm, changes, words):
    with pytest.raises(ModelError, match=words):
        firm(**changes)
