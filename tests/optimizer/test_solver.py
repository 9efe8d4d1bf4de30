"""A solve claims no more than it has proven."""

import _thread
import itertools
import threading

import numpy as np
import pulp
import pytest

from optimizer.model_rows import add_row, add_variable, set_objective
from optimizer.solver import Status, relative_gap, solve


def small(sense=pulp.LpMaximize, *, is_integer=False):
    """Maximise 3x + 2y + 100 (or minimise its negative) where 2x + y <= 9.5, x <= 4, y <= 7."""
    problem = pulp.LpProblem("small", sense)
    x, y = add_variable(problem, "x", upper=4, is_integer=is_integer), add_variable(problem, "y", upper=7)
    set_objective(problem, (1 if sense == pulp.LpMaximize else -1) * (3 * x + 2 * y + 100))
    add_row(problem, "limit", 2 * x + y <= 9.5)
    return problem


def knapsack(size=60, seed=3):
    """A market-split problem: easy to find something, hard to prove."""
    rng = np.random.default_rng(seed)
    problem = pulp.LpProblem("knapsack", pulp.LpMinimize)
    x = [add_variable(problem, f"x{i}", upper=1, is_integer=True) for i in range(size)]
    off = [add_variable(problem, f"off{k}", upper=10_000) for k in range(8)]
    set_objective(problem, pulp.lpSum(off))
    for k in range(4):
        weight = rng.integers(1, 100, size)
        row = pulp.lpSum(int(w) * v for w, v in zip(weight, x, strict=True)) - off[2 * k] + off[2 * k + 1]
        add_row(problem, f"split{k}", row == int(weight.sum() // 2))
    return problem


def test_an_optimum_counts_the_objectives_constant():
    # y = 7 leaves 2.5 for 2x: 3 x 1.25 + 14 + 100.
    solved = solve(small(), time_limit_seconds=10)
    assert (solved.status, solved.objective, solved.bound, solved.gap) == (Status.OPTIMAL, 117.75, 117.75, 0)
    assert solved.values == {"x": 1.25, "y": 7}


@pytest.mark.parametrize(("sense", "sign"), [(pulp.LpMaximize, 1), (pulp.LpMinimize, -1)])
def test_shadow_prices_say_what_one_more_unit_buys_in_the_models_own_sense(sense, sign):
    solved = solve(small(sense), time_limit_seconds=10)
    assert solved.shadow_prices == pytest.approx({"limit": sign * 1.5})
    assert solved.reduced_costs == pytest.approx({"x": 0, "y": sign * 0.5})


@pytest.mark.parametrize(("sense", "sign"), [(pulp.LpMaximize, 1), (pulp.LpMinimize, -1)])
def test_integers_are_kept_and_have_no_shadow_prices(sense, sign):
    solved = solve(small(sense, is_integer=True), time_limit_seconds=10)
    assert (solved.status, solved.objective, solved.bound) == (Status.OPTIMAL, sign * 117, sign * 117)
    assert not solved.shadow_prices


def test_rows_that_contradict_each_other_are_infeasible():
    problem = small()
    add_row(problem, "more", pulp.lpSum(problem.variables()) >= 50)
    solved = solve(problem, time_limit_seconds=10)
    assert (solved.status, solved.objective, dict(solved.values)) == (Status.INFEASIBLE, None, {})


@pytest.mark.parametrize("is_integer", [True, False])
def test_an_unbounded_model_has_failed_with_a_reason(is_integer):
    problem = pulp.LpProblem("endless", pulp.LpMaximize)
    x, y = add_variable(problem, "x", is_integer=is_integer), add_variable(problem, "y")
    set_objective(problem, x + y)
    add_row(problem, "equal", x - y == 0)
    solved = solve(problem, time_limit_seconds=10)
    assert (solved.status, solved.reason) == (Status.FAILED, "HiGHS: unbounded, no plan found")


def test_a_plan_at_the_time_limit_is_feasible_with_an_honest_bound():
    solved = solve(knapsack(), time_limit_seconds=1)
    assert (solved.status, solved.is_cut_by_clock) == (Status.FEASIBLE, True)
    assert solved.bound <= solved.objective
    assert solved.gap == pytest.approx(relative_gap(solved.objective, solved.bound))


def test_no_plan_at_the_limit_is_no_plan():
    problem = knapsack()
    for variable in problem.variables():
        if variable.name.startswith("off"):
            variable.upBound = 0
    solved = solve(problem, time_limit_seconds=0.3)
    assert solved.status in {Status.FAILED, Status.INFEASIBLE}
    assert solved.objective is None


def test_a_start_is_used():
    problem = knapsack()
    first = solve(problem, time_limit_seconds=5, node_limit=5)
    again = solve(problem, time_limit_seconds=5, node_limit=0, start=first.values)
    assert again.objective <= first.objective


def test_a_node_limit_gives_the_same_plan_twice():
    first, second = (solve(knapsack(), time_limit_seconds=30, node_limit=50) for _ in range(2))
    assert dict(first.values) == dict(second.values)


def test_a_model_without_rows_is_solved():
    problem = pulp.LpProblem("nothing", pulp.LpMaximize)
    set_objective(problem, pulp.lpSum([]) + 3)
    assert solve(problem, time_limit_seconds=1).objective == 3


def solve_until_interrupted():
    for seed in itertools.count():
        solve(knapsack(seed=seed), time_limit_seconds=60)


def test_ctrl_c_stops_the_solver_at_once():
    threading.Timer(0.5, _thread.interrupt_main).start()
    with pytest.raises(KeyboardInterrupt):
        solve_until_interrupted()
