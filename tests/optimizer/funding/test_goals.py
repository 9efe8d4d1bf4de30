"""Several objectives one after the other, and return under bad luck."""

import itertools

import numpy as np
import pytest
from scipy.optimize import linprog

from config.errors import ModelError, UsageError
from optimizer.funding.check import broken_rules
from optimizer.funding.data import Limit
from optimizer.funding.goal import Goal, Tail, goal_of
from optimizer.funding.model import solve
from optimizer.funding.tail_risk import drawn_worth


def test_the_first_objective_decides_before_the_second(three) -> None:
    """Return is the same for A and B (3 a unit), and B is likelier to succeed: 60 for B, though A comes first.

    Priority alone would take C: 50 × 2 × 0.8 × 5 = 400 against 60 × 3 × 0.9 × 1 = 162.
    """
    changes = {
        "A": {"strategic_priority": 1},
        "B": {"roi_ratio": 3.0, "success_probability_ratio": 0.9, "strategic_priority": 1},
        "C": {"strategic_priority": 5},
    }
    data = three(Limit("total_budget", 60), **changes)
    plan = solve(data, "return,risk_adjusted")
    assert plan.amounts == pytest.approx({"A": 0, "B": 60, "C": 0}, abs=0.01)
    assert [(tier.objective, round(tier.value, 2)) for tier in plan.tiers] == [("return", 180), ("risk_adjusted", 162)]
    assert solve(data, "priority_weighted,return").amounts["C"] == pytest.approx(50, abs=0.01)
    assert broken_rules(data, plan) == []


def test_objectives_are_named_as_people_write_them() -> None:
    assert goal_of("Return, CVaR").tiers == ("return", "cvar")
    for text in ("fame", "return,return", ""):
        with pytest.raises(UsageError, match="Nothing was solved"):
            goal_of(text)
    for odd in ({"alpha_ratio": 1.0}, {"weight": 2.0}, {"draw_count": 3}):
        with pytest.raises(UsageError, match="Nothing was solved"):
            Tail(**odd)


def _mean_of_worst(returned: np.ndarray, part: float) -> float:
    worst = np.sort(returned)[: round(part * len(returned))]
    return float(worst.mean())


@pytest.mark.parametrize("seed", range(2))
def test_bad_luck_counts_as_an_independent_linear_program_says(three, seed) -> None:
    """For each set of funded requests a linear program of its own (scipy); the best of them is the plan's value."""
    data = three(Limit("total_budget", 130))
    tail = Tail(alpha_ratio=0.8, draw_count=40, seed=seed, weight=0.6)
    worth = drawn_worth(data, tail)
    draws = len(worth)
    best = -np.inf
    for funded in itertools.product((0, 1), repeat=3):
        bounds = [(least * on, most * on) for on, least, most in zip(funded, (60, 40, 20), (100, 80, 50), strict=True)]
        cost = np.r_[-0.4 * worth.mean(axis=0), -0.6, np.full(draws, 0.6 / (0.2 * draws))]
        below = np.c_[-worth, np.ones(draws), -np.eye(draws)]
        budget = np.r_[np.ones(3), np.zeros(draws + 1)]
        done = linprog(
            cost,
            np.r_[below, budget[None]],
            np.r_[np.zeros(draws), 130],
            bounds=[*bounds, (None, None), *[(0, None)] * draws],
        )
        best = max(best, -done.fun) if done.success else best
    plan = solve(data, Goal(("cvar",), tail))
    assert plan.objective_value == pytest.approx(best, rel=1e-5)
    assert broken_rules(data, plan) == []
    returned = worth @ np.array([plan.amounts[name] for name in "ABC"])
    assert plan.tail.mean_amount == pytest.approx(returned.mean())
    assert plan.tail.worst_mean_amount == pytest.approx(_mean_of_worst(returned, 0.2))


def test_a_floor_of_bad_luck_is_kept_and_costs_mean_return(three) -> None:
    data = three(Limit("total_budget", 130))
    free = solve(data, Goal(("cvar",), Tail(0.8, weight=0.0, draw_count=50)))
    safest = solve(data, Goal(("cvar",), Tail(0.8, weight=1.0, draw_count=50)))
    floor = (free.tail.worst_mean_amount + safest.tail.worst_mean_amount) / 2
    held = solve(data, Goal(("cvar",), Tail(0.8, floor, draw_count=50)))
    assert held.tail.worst_mean_amount >= floor - 1e-4
    assert safest.tail.mean_amount - 1e-4 <= held.tail.mean_amount <= free.tail.mean_amount + 1e-4
    with pytest.raises(ModelError, match="no decision reaches more than"):
        solve(data, Goal(("cvar",), Tail(0.8, safest.tail.worst_mean_amount + 10, draw_count=50)))
