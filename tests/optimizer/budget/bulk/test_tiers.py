"""The arrays reach in every tier what the rules reach in PuLP, solved plainly: one row per tier that is kept."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.solve import solve as solve_arrays
from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData
from optimizer.budget.model import build, solve
from optimizer.budget.objective import first_plan, tiers
from optimizer.solver import Status
from tests.optimizer.budget.row_by_row import Lexicographic, RowEngine

FEATURES = ("plain", "carry_over", "caps", "places", "last_plan", "all")


def by_rules(data: BudgetData, goal: str) -> list[float]:
    """What each tier reaches in the PuLP model, one solve and one row per tier."""
    model = build(data)
    wanted = tiers(model, data, has_value=goal == "value")
    rows = Lexicographic(RowEngine(model.problem), 60)
    rows.settle(wanted, first_plan(model, data))
    assert all(result.status == Status.OPTIMAL for result in rows.results)
    return [result.value for result in rows.results]


def assert_alike(data: BudgetData, goal: str) -> None:
    expected = by_rules(data, goal)
    for is_merged in (False, True):
        settled = solve_arrays(assemble(data, goal, is_merged=is_merged), 60)
        assert all(one.status == Status.OPTIMAL for one in settled.tiers)
        # A row keeps a tier within half a millionth, and that much buys something in the tiers after it.
        assert [one.value for one in settled.tiers] == pytest.approx(expected, rel=2e-5, abs=2e-3)


@pytest.mark.parametrize("goal", ["least_cost", "value"])
@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(3))
def test_every_tier_reaches_what_the_rules_reach(
    random_portfolio: Callable[..., BudgetData], seed: int, feature: str, goal: str
) -> None:
    assert_alike(random_portfolio(seed, feature), goal)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.sampled_from(FEATURES), st.integers(3, 9), st.integers(1, 9))
def test_portfolios_of_all_shapes_reach_what_the_rules_reach(
    random_portfolio: Callable[..., BudgetData], seed: int, feature: str, people: int, initiatives: int
) -> None:
    assert_alike(random_portfolio(seed, feature, people=people, initiatives=initiatives), "least_cost")


@pytest.mark.parametrize("goal", ["least_cost", "value"])
@pytest.mark.parametrize("seed", range(8))
def test_the_plan_for_each_person_keeps_every_rule_and_costs_what_the_tier_says(
    random_portfolio: Callable[..., BudgetData], seed: int, goal: str
) -> None:
    data = random_portfolio(seed, "all")
    plan = solve(data, goal, 60)  # type: ignore[arg-type]
    assert broken_rules(data, plan) == []
    cost = next(tier.value for tier in plan.tiers if tier.name == "cost")
    assert plan.cost_amount == pytest.approx(cost, rel=1e-6, abs=0.1)
    moves = (
        next(tier.value for tier in plan.tiers if tier.name == "moves from the last plan") if data.last_plan else 0.0
    )
    planned = {(a.employee_id, a.initiative_id, a.month): a.share_ratio for a in plan.allocations}
    possible = _possible(data)
    moved = sum(abs(planned.get(key, 0.0) - data.last_plan.get(key, 0.0)) for key in possible)
    assert moved == pytest.approx(moves, abs=1e-3)


def _possible(data: BudgetData) -> set[tuple[str, str, object]]:
    """Who can be planned on what and when, by the rules."""
    return set(build(data).share)


def test_a_hundred_alike_are_planned_as_few(random_portfolio: Callable[..., BudgetData]) -> None:
    """One class, and not a hundredth of the work for each of a hundred people."""
    data = random_portfolio(1, "plain")
    one = replace(data.employees[0], available_ratio={}, monthly_cost_amount=1000.0)
    crowd = tuple(replace(one, employee_id=f"x{n}", name=f"X {n}") for n in range(100))
    initiative = replace(
        data.initiatives[0], effort_man_months=2.5, budget_amount=9000.0, maximum_share_ratio=1.0, team="", sub_team="",
        pod="", requirement=type(data.initiatives[0].requirement)(), months=data.months[:1], phasing_ratio={},
    )  # fmt: skip
    plan = solve(BudgetData(crowd, (initiative,)))
    assert sorted(a.share_ratio for a in plan.allocations) == pytest.approx([0.5, 1.0, 1.0])
    assert len(assemble(BudgetData(crowd, (initiative,)), is_merged=True).people.members) == 1
