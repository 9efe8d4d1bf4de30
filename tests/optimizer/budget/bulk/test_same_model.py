"""The arrays and the PuLP model are the same, row by row, column by column and tier by tier."""

from collections.abc import Callable

import numpy as np
import pulp
import pytest

from optimizer.budget.bulk.arrays import BudgetArrays
from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.names import column_names, row_names
from optimizer.budget.data import BudgetData
from optimizer.budget.model import build, build_peer
from optimizer.budget.objective import tiers

FEATURES = ("plain", "carry_over", "caps", "places", "last_plan", "all")
GOALS = ("least_cost", "value", "peer")
Row = tuple[dict[str, float], float, float]


def pulp_model(data: BudgetData, goal: str) -> tuple[pulp.LpProblem, list[dict[str, float]]]:
    """The problem, and the cost by variable of each tier, to be minimised."""
    if goal == "peer":
        problem = build_peer(data).problem
        return problem, [{v.name: -factor for v, factor in problem.objective.items()}]
    model = build(data)
    wanted = tiers(model, data, has_value=goal == "value")
    return model.problem, [{v.name: factor for v, factor in tier.term.items()} for tier in wanted]


def pulp_rows(problem: pulp.LpProblem) -> dict[str, Row]:
    result = {}
    for row in problem.constraints():
        side = -row.constant
        lower = side if row.sense in (pulp.LpConstraintGE, pulp.LpConstraintEQ) else -np.inf
        upper = side if row.sense in (pulp.LpConstraintLE, pulp.LpConstraintEQ) else np.inf
        terms = {v.name: value for v, value in row.items() if value}
        if terms:
            result[row.name] = (terms, lower, upper)
    return result


def array_rows(model: BudgetArrays) -> dict[str, Row]:
    names, matrix, (lower, upper) = column_names(model), model.matrix(), model.limits()
    result = {}
    for number, name in enumerate(row_names(model)):
        part = slice(matrix.indptr[number], matrix.indptr[number + 1])
        terms = {names[c]: float(v) for c, v in zip(matrix.indices[part], matrix.data[part], strict=True) if v}
        if terms:
            result[name] = (terms, float(lower[number]), float(upper[number]))
    return result


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(4))
def test_the_arrays_are_the_pulp_model(
    random_portfolio: Callable[..., BudgetData], seed: int, feature: str, goal: str
) -> None:
    data = random_portfolio(seed, feature)
    model = assemble(data, goal)
    problem, terms = pulp_model(data, goal)
    upper = {v.name: np.inf if v.upBound is None else v.upBound for v in problem.variables()}
    assert dict(zip(column_names(model), model.upper.tolist(), strict=True)) == pytest.approx(upper, rel=1e-12)
    mine, other = array_rows(model), pulp_rows(problem)
    assert mine.keys() == other.keys()
    for name, (factors, *sides) in mine.items():
        assert factors == pytest.approx(other[name][0], rel=1e-12), name
        assert sides == pytest.approx(list(other[name][1:]), rel=1e-12), name
    assert len(model.tiers) == len(terms)
    for tier, expected in zip(model.tiers, terms, strict=True):
        cost = np.zeros(model.column_count)
        cost[: len(model.shares)] = 0.0 if tier.shares is None else tier.shares
        cost[tier.columns] += tier.costs
        mine_cost = {n: c for n, c in zip(column_names(model), cost.tolist(), strict=True) if c}
        assert mine_cost == pytest.approx({n: c for n, c in expected.items() if c}, rel=1e-12), tier.name


def test_the_random_portfolios_have_every_kind_of_row_and_column(random_portfolio: Callable[..., BudgetData]) -> None:
    models = [assemble(random_portfolio(seed, feature)) for seed in range(4) for feature in FEATURES]
    assert {kind for model in models for kind in model.columns} == {"shortfall", "uneven", "moved"}
    rules = {block.rule for model in models for block in model.rows.values()}
    assert rules == {
        "capacity", "month_budget", "funding_source", "driver", "effort", "place_maximum", "place_minimum", "uneven",
        "moved",
    }  # fmt: skip
