"""Several periods, decided by hand: what is left is carried over, returns ramp up, a request has a time of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from optimizer.funding.check import broken_amounts, broken_rules
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData, Horizon, Limit
from optimizer.funding.model import build, solve
from optimizer.solver import Status

GOLDEN = Path(__file__).parent / "golden" / "two_periods.lp"


def _budgets(*levels: float) -> tuple[Limit, ...]:
    return tuple(Limit("total_budget", level, period=period) for period, level in enumerate(levels, 1))


def _money(data: FundingData, objective: str = "return") -> dict[tuple[str, int], float]:
    plan = solve(data, objective, 30)
    assert plan.status == Status.OPTIMAL
    assert broken_rules(data, plan) == []
    return {(row.request_id, row.period): round(row.amount, 4) for row in plan.schedule}


def test_what_a_period_leaves_is_carried_over(three) -> None:
    """50 and 50: alone, period 1 pays B 50 (A needs 60) and period 2 C 50. Carried over, A gets 100 in period 2."""
    data = three(*_budgets(50, 50), horizon=Horizon(2))
    assert _money(data) == {("A", 2): 100}
    apart = replace(data, horizon=Horizon(2, is_carried_over=False))
    assert _money(apart) == {("B", 1): 50, ("C", 2): 50} or _money(apart) == {("B", 2): 50, ("C", 1): 50}


def test_a_request_gets_at_most_what_it_asks_for_in_all_periods_together(three) -> None:
    """With 60 in each of two periods A could have 60 twice; it asks for 100, so once, and B has the other 60."""
    data = three(*_budgets(60, 60), horizon=Horizon(2, is_carried_over=False))
    assert sorted(_money(data).values()) == [60, 60]
    assert sorted({name for name, _ in _money(data)}) == ["A", "B"]


def test_returns_ramp_up_and_late_money_returns_less_by_the_end(three) -> None:
    """A returns 20 % at once and 80 % a period later: 100 in period 1 is worth 300, in period 2 only 60."""
    data = three(Limit("total_budget", 100), A={"return_ramp": (0.2, 0.8)}, horizon=Horizon(2))
    plan = solve(data, "return", 30)
    assert [(row.request_id, row.period) for row in plan.schedule] == [("A", 1)]
    assert plan.expected_return_amount == pytest.approx(300)
    late = replace(data, limits=_budgets(0, 100))
    assert _money(late) == {("B", 2): 80, ("C", 2): 20}  # 200 + 40; A would bring 60
    longer = replace(late, horizon=Horizon(3), limits=_budgets(0, 100, 0))
    assert solve(longer, "return", 30).expected_return_amount == pytest.approx(300)


def test_a_discount_counts_what_comes_later_for_less(three) -> None:
    """Half is lost a period: A in period 2 is worth 150."""
    data = three(*_budgets(0, 100), horizon=Horizon(2, discount_ratio=0.5))
    plan = solve(data, "return", 30)
    assert plan.objective_value == pytest.approx(150)
    assert plan.expected_return_amount == pytest.approx(150)


def test_a_request_is_funded_in_its_own_periods_only(three) -> None:
    windows = {"A": {"first_period": 2, "last_period": 2}, "B": {"last_period": 1}}
    data = three(Limit("total_budget", 230), horizon=Horizon(3), **windows)
    money = _money(data)
    assert money["A", 2] == 100
    assert money["B", 1] == 80
    assert "it may be funded only in its own periods" in broken_amounts(data, _grid(data, {("A", 0): 100}))[0]


def test_what_is_required_comes_first_or_at_once(three) -> None:
    """C may be funded from period 2 on, so A, which requires it, is not funded before."""
    data = three(Limit("requires", 1, subject=("A", "C")), C={"first_period": 2}, horizon=Horizon(2))
    assert {period for (name, period) in _money(data) if name == "A"} == {2}
    kept, broken = _grid(data, {("A", 1): 100, ("C", 1): 50}), _grid(data, {("A", 0): 100, ("C", 1): 50})
    assert broken_amounts(data, kept) == []
    assert "the first is funded only with all the others" in broken_amounts(data, broken)[0]


def test_what_is_required_in_one_period_may_have_come_before(three) -> None:
    """Asked of period 2 alone: A then needs C then or before, and nothing is asked of A in period 1."""
    data = three(Limit("requires", 1, subject=("A", "C"), period=2), horizon=Horizon(2))
    assert broken_amounts(data, _grid(data, {("C", 0): 50, ("A", 1): 100})) == []
    assert broken_amounts(data, _grid(data, {("A", 0): 100})) == []
    assert broken_amounts(data, _grid(data, {("A", 1): 100}))[0].startswith("Period 2: A | C: the first is funded only")


def test_counts_of_a_period_and_of_all_periods(three) -> None:
    data = three(Limit("max_funded_projects", 1, period=1), Limit("max_funded_projects", 2), horizon=Horizon(2))
    money = _money(data)
    assert len({name for name, period in money if period == 1}) <= 1
    assert {name for name, _ in money} == {"A", "B"}


def test_people_and_cash_add_up_over_the_periods(three) -> None:
    """10 people for A at 100: with at most 5 by the end of period 1, A's least 60 (6 people) must wait."""
    from optimizer.funding.data import Firm

    growth = Limit("max_headcount_growth", 5, "%", period=1)
    data = three(growth, firm=Firm(headcount=100), horizon=Horizon(2))
    plan = solve(data, "return", 30)
    first = plan.money(data)[:, 0] / data.array("requested_amount") * 10
    assert first.sum() <= 5 + 1e-6
    assert plan.expected_return_amount == pytest.approx(300 + 200 + 100)


def test_each_fund_has_its_budget(three) -> None:
    data = three(
        Limit("total_budget", 40, subject=("Grants",)),
        Limit("total_budget", 130),
        B={"fund": "Grants"},
        C={"fund": "Grants"},
    )
    plan = solve(data, "return", 30)
    assert plan.amounts == pytest.approx({"A": 90, "B": 40, "C": 0}) or plan.expected_return_amount == pytest.approx(
        370
    )
    assert "Funding of Grants together is at most 40 USD" in broken_amounts(data, {"B": 40, "C": 20})[0]


def test_a_conflict_names_the_period(three) -> None:
    data = three(*_budgets(10, 30), Limit("min_funded_projects", 1, period=1), horizon=Horizon(2))
    with pytest.raises(InfeasibleError) as caught:
        solve(data)
    assert {limit.name for limit in caught.value.conflict} == {"total_budget (@ 1)", "min_funded_projects (@ 1)"}
    assert "Period 1: all funding together is at most 10 USD" in str(caught.value)


def test_strategies_give_the_same_money_in_each_period(three) -> None:
    data = three(*_budgets(100, 90), horizon=Horizon(2))
    plan = solve(data, "return", 30)
    for alternative in plan.alternatives:
        assert sum(alternative.amounts.values()) == pytest.approx(plan.amount, abs=0.1)
        assert alternative.expected_return_amount <= plan.expected_return_amount + 0.1


def test_the_model_of_two_periods_is_the_golden_one(three, tmp_path: Path) -> None:
    limits = (*_budgets(50, 60), Limit("requires", 1, subject=("C", "B")), Limit("min_funded_projects", 1, period=2))
    written = tmp_path / "two_periods.lp"
    build(three(*limits, A={"first_period": 2}, horizon=Horizon(2))).problem.writeLP(str(written))
    assert written.read_text() == GOLDEN.read_text()


def _grid(data: FundingData, amounts: dict[tuple[str, int], float]):
    import numpy as np

    money = np.zeros((len(data.requests), data.horizon.period_count))
    for (name, period), amount in amounts.items():
        money[data.place[name], period] = amount
    return money
