"""The benchmark's portfolios are workbooks that the product reads, of the size that was asked for, and can be planned."""

from pathlib import Path

import pytest

from benchmarks.budget_peer import build
from benchmarks.portfolios import KINDS, numbers, write
from optimizer.budget.bulk.model import assemble
from optimizer.budget.check import broken_rules
from optimizer.budget.data import BudgetData
from optimizer.budget.model import build_peer, solve
from optimizer.budget.workbook.read import read_workbook
from optimizer.solver import Status


@pytest.fixture(params=sorted(KINDS))
def portfolio(request: pytest.FixtureRequest, tmp_path: Path) -> BudgetData:
    """Thirty people, twelve initiatives, half a year, of either kind."""
    path = tmp_path / "portfolio.xlsx"
    write(path, KINDS[request.param](*numbers("30x12x6"), seed=1, load=0.4))
    return read_workbook(path)


def test_a_portfolio_has_its_size_and_its_load(portfolio: BudgetData) -> None:
    assert (len(portfolio.employees), len(portfolio.initiatives), len(portfolio.months)) == (30, 12, 6)
    efforts = sum(initiative.effort_man_months or 0.0 for initiative in portfolio.initiatives)
    assert efforts == pytest.approx(0.4 * 30 * 6, abs=0.6)


def test_a_portfolio_is_planned(portfolio: BudgetData) -> None:
    plan = solve(portfolio)
    assert plan.status == Status.OPTIMAL
    assert broken_rules(portfolio, plan) == []


def test_the_repeated_kind_has_few_classes_of_people(tmp_path: Path) -> None:
    write(tmp_path / "portfolio.xlsx", KINDS["repeated"](120, 8, 6))
    assert len(assemble(read_workbook(tmp_path / "portfolio.xlsx"), is_merged=True).people.members) <= 36


def test_the_peers_formulation_is_that_of_the_peer_mode(portfolio: BudgetData) -> None:
    """Two writings of the same program: dictionaries here, the rules of the model there."""
    problem, share = build(portfolio)
    other = build_peer(portfolio)
    months = {key for key in share if portfolio.employee[key[0]].available(key[2]) > 0}
    assert months == set(other.share)
    worth = {key: problem.objective[variable] for key, variable in share.items() if key in months}
    for key, variable in other.share.items():
        cost = portfolio.employee[key[0]].monthly_cost_amount
        assert worth[key] * cost == pytest.approx(other.problem.objective[variable], rel=1e-6)
