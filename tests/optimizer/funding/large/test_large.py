"""Thousands of requests by prices: as good as the whole model given to HiGHS, and never better than it can be."""

from dataclasses import replace

import numpy as np
import pytest

from optimizer.funding import engines
from optimizer.funding.bulk import highs
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.check import broken_amounts, broken_rules
from optimizer.funding.comparison.nearest import MOST_CELLS, nearest
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import Limit
from optimizer.funding.large import solve as large
from optimizer.funding.model import build, solve
from optimizer.solver import Status


@pytest.mark.parametrize(("seed", "is_rich"), [(0, False), (1, False), (2, True), (3, True)])
def test_prices_and_the_whole_model_agree(many, seed, is_rich) -> None:
    data = many(1200, seed, is_rich=is_rich)
    model = build(data)
    assert large.suits(model)
    found = large.solve(model, seconds=20, relative_gap=1e-6)
    whole = highs.solve(model, seconds=20, relative_gap=1e-5)
    assert broken_amounts(data, model.amounts_at(found.point)) == []
    assert found.objective == pytest.approx(model.costs() @ found.point, rel=1e-9)
    assert found.objective <= whole.bound * (1 + 1e-9)
    assert found.bound >= whole.objective * (1 - 1e-9)
    assert found.bound - found.objective <= 2e-5 * found.bound


def test_a_plan_of_many_requests_keeps_every_rule_and_says_how_good_it_is(many) -> None:
    data = many(5000, 4)
    plan = solve(data, is_compared=False, is_priced=False)
    assert broken_rules(data, plan) == []
    assert plan.gap <= 1e-5
    assert plan.status == (Status.OPTIMAL if plan.gap <= 1e-6 else Status.FEASIBLE)


def test_limits_that_contradict_each_other_are_told_by_prices(many) -> None:
    """The 400 smallest minimums of 1,200 are far more than a million; one request less in each is as impossible."""
    data = many(1200, 5, is_rich=False)
    data = replace(data, limits=(*data.limits[2:], Limit("total_budget", 1_000_000)))
    assert large.solve(build(data), seconds=10, relative_gap=1e-6).status == Status.INFEASIBLE
    least = np.sort(data.array("minimum_viable_amount"))[:400].sum()
    enough = replace(data, limits=(*data.limits[:-1], Limit("total_budget", float(least) + 1)))
    assert large.solve(build(enough), seconds=10, relative_gap=1e-6).point is not None


def test_the_conflict_of_many_requests_is_the_smallest_and_its_way_out_is_exact(many) -> None:
    data = many(1200, 5, is_rich=False)
    least = float(np.sort(data.array("minimum_viable_amount"))[:600].sum())
    kept = tuple(limit for limit in data.limits if limit.code not in ("total_budget", "min_funded_projects"))
    data = replace(data, limits=(Limit("total_budget", 0.9 * least), Limit("min_funded_projects", 600), *kept))
    with pytest.raises(InfeasibleError) as caught:
        solve(data, "return", 60)
    assert caught.value.is_smallest
    assert len(caught.value.conflict) == 2
    ways = {way.limit: way.new_level for way in caught.value.relaxations}
    mended = tuple(replace(limit, value=ways.get(limit, limit.value)) for limit in data.limits)
    assert solve(replace(data, limits=mended), is_compared=False, is_priced=False).status.has_plan


def test_few_requests_and_many_rows_are_left_to_the_whole_model(many) -> None:
    assert not large.suits(build(many(900, 0)))
    data = many(1200, 0, is_rich=False)
    pairs = tuple(Limit("either_or", 1, subject=(f"R{i}", f"R{i + 1}")) for i in range(0, 400, 2))
    assert not large.suits(build(replace(data, limits=pairs)))


def test_the_nearest_decision_gives_the_same_money_and_keeps_every_rule(many) -> None:
    """The wanted amounts are those of the rules' own best plan, less what one group has: little has to move."""
    data = many(1500, 6)
    plan = solve(data, is_compared=False, is_priced=False)
    money = plan.money(data)
    wanted = np.where(np.arange(1500)[:, None] % 5 == 1, 0.0, money)
    found = nearest(data, wanted, money.sum(axis=0), 20)
    assert broken_amounts(data, found) == []
    assert found.sum() == pytest.approx(money.sum(), abs=0.1)
    assert np.abs(found - wanted).sum() < 2.5 * np.abs(money - wanted).sum()


def test_what_prices_do_not_find_near_a_way_is_not_looked_for_among_too_many(many, monkeypatch) -> None:
    """HiGHS looks at tens of thousands of whole numbers for minutes, whatever time it is given."""
    data = many(MOST_CELLS + 1, 4)
    monkeypatch.setattr(large, "solve", lambda *_args, **_options: None)
    monkeypatch.setattr(engines, "solve", lambda *_args, **_options: pytest.fail("handed to the solver"))
    assert nearest(data, np.zeros((len(data.requests), 1)), np.array([1e6]), 10.0) is None


def test_a_small_gap_that_leaves_thousands_unclear_is_stated_and_not_closed(many, monkeypatch) -> None:
    data = many(large.MOST_UNCLEAR + 1, 4)
    answer = Answer(Status.FEASIBLE, objective=100.0, bound=101.0)
    monkeypatch.setattr(highs, "solve", lambda *_args, **_options: pytest.fail("handed to the solver"))
    nobody = np.zeros(len(data.requests), dtype=bool)
    assert large._closed(build(data), answer, (nobody, nobody), 5.0, 1e-6) is answer


def test_the_whole_model_gets_the_time_that_prices_left(many, monkeypatch) -> None:
    given = []
    clock = iter((100.0, 107.0))
    monkeypatch.setattr(engines.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(large, "solve", lambda *_args, **_options: None)
    monkeypatch.setattr(highs, "solve", lambda _model, *, seconds, **_options: given.append(seconds))
    engines.solve(build(many(1200, 1)), seconds=10.0)
    assert given == [3.0]
