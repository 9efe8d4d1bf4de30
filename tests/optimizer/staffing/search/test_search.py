"""The plan of a small firm: as good as the rules read one by one allow, the same every time, trivial where it can be."""

import numpy as np
import pytest

from optimizer.solver import Clock, Status
from optimizer.solver import solve as solve_problem
from optimizer.staffing import score
from optimizer.staffing.check import broken_rules
from optimizer.staffing.data import Pin
from optimizer.staffing.model import build, solve
from optimizer.staffing.search.search import search
from tests.optimizer.staffing.bulk.conftest import variant


@pytest.mark.parametrize(
    "changes",
    [
        {"capacity_hours": [[40.0, 0.0, 40.0], [32.0, 40.0, 40.0]], "was_assigned": [True, False]},
        {"pv_amount": [5000.0], "capacity_hours": [[20.0, 40.0, 30.0], [38.5, 24.0, 40.0]]},
    ],
)
def test_the_plan_is_worth_what_the_written_model_allows(two_engagements, changes):
    data = two_engagements(3, **changes)
    written = solve_problem(build(data).problem, time_limit_seconds=20, relative_gap=0)
    found = search(data, Clock(20))
    assert written.status == Status.OPTIMAL
    assert found.bound >= written.objective - 1e-4
    assert score.objective(data, found.hours) == pytest.approx(written.objective, abs=0.5)  # hundredths of an hour
    assert not broken_rules(data, found.hours)


@pytest.mark.parametrize(("seed", "feature"), [(0, "plain"), (1, "load"), (2, "pins"), (3, "all")])
def test_every_feature_ends_at_the_optimum_of_the_written_model(seed, feature):
    data = variant(seed, feature)
    written = solve_problem(build(data).problem, time_limit_seconds=20, relative_gap=0)
    plan = solve(data, 20)
    assert written.status == Status.OPTIMAL
    assert plan.status.has_plan
    assert plan.gap <= 2.5e-4  # what hundredths of an hour cost so small a firm
    assert plan.bound >= written.objective - 1e-3
    assert plan.objective == pytest.approx(written.objective, rel=2.5e-4)


def test_two_searches_end_with_the_same_plan(two_engagements):
    data = two_engagements(3, capacity_hours=[[40.0, 24.0, 40.0], [32.0, 40.0, 20.0]], pv_amount=[5000.0])
    first, second = (search(data, Clock(20)) for _ in range(2))
    assert (first.hours == second.hours).all()
    assert first.bound == second.bound


def test_a_clock_that_is_over_leaves_a_plan_that_keeps_the_rules(two_engagements):
    data = two_engagements(3, pins=[Pin(0, 0, 0, 8.0)])
    found = search(data, Clock(0.0))
    assert found.hours[0, 0] == 8.0
    assert not broken_rules(data, found.hours)
    assert found.bound is None or found.bound >= score.objective(data, found.hours) - 1e-6


def test_without_anybody_who_may_work_the_plan_is_empty_and_proven(firm):
    found = search(firm(2, capacity_hours=np.zeros((2, 2))), Clock(10))
    assert found.hours.sum() == 0
    assert found.bound == pytest.approx(score.objective(firm(2, capacity_hours=np.zeros((2, 2))), found.hours))


def test_one_person_on_one_engagement_works_as_long_as_that_earns(firm):
    plan = solve(firm(2, capacity_hours=[[40.0, 32.0], [0.0, 0.0]]), 10)
    assert plan.status == Status.OPTIMAL
    assert plan.hours.tolist() == [[40.0, 32.0], [0.0, 0.0]]


def test_size_of_the_model_is_told(firm):
    data = firm()
    found, written = search(data, Clock(10)), build(data).problem
    assert (found.row_count, found.column_count) == (written.numConstraints(), written.numVariables())
