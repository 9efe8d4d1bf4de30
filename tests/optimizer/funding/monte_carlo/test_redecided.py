"""The decision of each draw against HiGHS on the model itself, and by hand."""

import numpy as np
import pytest

from config.errors import UsageError
from optimizer.funding import model as funding_model
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.terms import terms
from optimizer.funding.check import broken_amounts
from optimizer.funding.data import Firm, Horizon, Limit
from optimizer.funding.monte_carlo.bounded import redecide_with_bounds
from optimizer.funding.monte_carlo.draws import draw
from optimizer.funding.monte_carlo.exact import redecide_exactly
from optimizer.funding.monte_carlo.rules import rules_of
from optimizer.funding.monte_carlo.subsets import count_of_sets, subsets
from optimizer.funding.monte_carlo.uncertainty import Uncertainty
from optimizer.solver import Clock, Status

LONG_SECONDS = 60.0


def _nobody(_done: int, _count: int) -> None:
    """Nobody looks on."""


def _best(data, worth) -> float | None:
    """What HiGHS finds for one draw; None where no decision keeps the rules."""
    model = funding_model.build(data)
    model.objective = terms(model.amounts[:, 0], worth)
    answer = highs.solve(model, seconds=20, relative_gap=1e-9)
    return None if answer.status == Status.INFEASIBLE else answer.objective


@pytest.mark.parametrize("seed", [1, 2, 3, 5, 8, 13])
def test_each_decision_is_the_best_one_under_every_kind_of_rule(many_rules, seed) -> None:
    data = many_rules(seed)
    worth = draw(data.requests, Uncertainty(spread_ratio=0.4), 60, seed).worth
    found = redecide_exactly(rules_of(data), worth, Clock(LONG_SECONDS), _nobody)
    if found is None:
        assert _best(data, worth[0]) is None
        return
    for one in range(0, 60, 6):
        assert found.value[one] == pytest.approx(_best(data, worth[one]), rel=2e-7, abs=1e-4)
    ids = [request.request_id for request in data.requests]
    for amounts, value, drawn in zip(found.amounts, found.value, worth, strict=True):
        assert broken_amounts(data, dict(zip(ids, amounts, strict=True))) == []
        assert value == pytest.approx(amounts @ drawn)
    assert (found.bound - found.value <= 1.1e-7 * np.maximum(found.bound, 1)).all()


def test_three_requests_by_hand(three) -> None:
    """150 to give: A 100 and B 50, or C 50 and the rest to A where B fails; nothing is wasted on who fails."""
    rules = rules_of(three(Limit("total_budget", 150)))
    worth = np.array([[3, 2.5, 2], [3, 0, 2], [0, 2.5, 2], [0, 0, 0]])
    found = redecide_exactly(rules, worth, Clock(LONG_SECONDS), _nobody)
    assert found.amounts.tolist() == [[100, 50, 0], [100, 0, 50], [0, 80, 50], [0, 0, 0]]
    assert found.value.tolist() == [425, 400, 300, 0]


def test_returns_below_nothing_and_requests_that_must_be_funded(three) -> None:
    """C must be funded and loses money: it gets its minimum of 20, which costs 40."""
    rules = rules_of(three(Limit("must_fund", 1, subject=("C",))))
    assert rules.must_fund.tolist() == [False, False, True]
    assert count_of_sets(rules) == 4
    found = redecide_exactly(rules, np.array([[3.0, -1.0, -2.0]]), Clock(LONG_SECONDS), _nobody)
    assert found.amounts.tolist() == [[100, 0, 20]]


def test_a_row_that_a_request_relieves_is_filled_from_the_other_side(three) -> None:
    """At least half of the money to B: each unit of B allows one of A."""
    rules = rules_of(three(Limit("min_group_share", 0.5, "Ratio", ("B",))))
    found = redecide_exactly(rules, np.array([[3.0, 0.0, 0.0], [3.0, -5.0, 0.0]]), Clock(LONG_SECONDS), _nobody)
    assert found.amounts[0].tolist() == pytest.approx([80, 80, 0])
    assert found.amounts[1].tolist() == [0, 0, 0]


def test_a_cap_below_the_minimum_and_contradicting_rules(three) -> None:
    capped = rules_of(three(Limit("max_single_service_allocation", 50)))
    assert redecide_exactly(capped, np.array([[3.0, 2.5, 2.0]]), Clock(LONG_SECONDS), _nobody).amounts.tolist() == [
        [0, 50, 50]
    ]
    assert redecide_exactly(
        rules_of(three(Limit("total_budget", 50), Limit("must_fund", 1, subject=("A",)))), np.ones((1, 3)), Clock(LONG_SECONDS), _nobody
    ) is None  # fmt: skip
    both = three(Limit("min_group_share", 0.9, "Ratio", ("A",)), Limit("min_group_share", 0.9, "Ratio", ("B",)),
                 Limit("min_funded_projects", 1))  # fmt: skip
    assert redecide_exactly(rules_of(both), np.ones((1, 3)), Clock(LONG_SECONDS), _nobody) is None


def test_without_any_rule_everything_that_returns_is_funded(three) -> None:
    found = redecide_exactly(rules_of(three()), np.array([[1.0, 0.0, 2.0]]), Clock(LONG_SECONDS), _nobody)
    assert found.amounts.tolist() == [[100, 0, 50]]


def test_sets_that_counting_rules_out_are_not_looked_at(three) -> None:
    rules = rules_of(three(Limit("min_funded_projects", 2), Limit("either_or", 1, subject=("A", "B"))))
    assert sorted(row.tolist() for row in subsets(rules).is_funded) == [[False, True, True], [True, False, True]]


@pytest.mark.parametrize("seed", [1, 2, 5])
def test_bounds_hold_and_plans_keep_the_rules_where_sets_are_too_many(many_rules, seed) -> None:
    data = many_rules(seed)
    worth = draw(data.requests, Uncertainty(), 200, seed).worth
    exact = redecide_exactly(rules_of(data), worth, Clock(LONG_SECONDS), _nobody)
    found = redecide_with_bounds(data, worth, Clock(1.0), _nobody)
    if exact is None:
        assert found is None
        return
    assert (found.bound >= exact.value * (1 - 1e-6) - 1e-4).all()
    assert (found.value <= exact.bound * (1 + 1e-6) + 1e-4).all()
    assert ((exact.value - found.value) / exact.value).mean() < 0.05
    ids = [request.request_id for request in data.requests]
    for amounts in found.amounts:
        assert broken_amounts(data, dict(zip(ids, amounts, strict=True))) == []


def test_one_budget_and_many_requests_leave_hardly_a_gap(many_rules) -> None:
    base = many_rules(4, 60)
    data = type(base)(base.requests, base.limits[:1])
    worth = draw(data.requests, Uncertainty(), 300, 4).worth
    found = redecide_with_bounds(data, worth, Clock(0.5), _nobody)
    gap = (found.bound - found.value) / found.bound
    assert gap.mean() < 0.005
    assert found.value[7] <= _best(data, worth[7]) * (1 + 1e-6) <= found.bound[7] * (1 + 2e-6)


def test_several_periods_are_not_decided_anew(three) -> None:
    data = three(Limit("total_budget", 150), firm=Firm())
    with pytest.raises(UsageError, match="these data have several"):
        rules_of(type(data)(data.requests, data.limits, horizon=Horizon(2)))


def test_when_time_is_up_each_draw_has_a_plan_and_a_bound(many_rules) -> None:
    data = many_rules(3)
    worth = draw(data.requests, Uncertainty(), 100, 3).worth
    rules = rules_of(data)
    cut, exact = (redecide_exactly(rules, worth, clock, _nobody) for clock in (Clock(0.0), Clock(LONG_SECONDS)))
    assert rules.are_kept(cut.amounts).all()
    assert (cut.value <= exact.bound + 1e-4).all()
    assert (cut.bound >= exact.value - 1e-4).all()
