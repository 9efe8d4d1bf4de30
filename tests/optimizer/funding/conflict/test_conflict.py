"""Conflicts: never larger than need be, and the cheapest way out really is one."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from optimizer.funding.conflict import smallest
from optimizer.funding.conflict.explain import InfeasibleError, explain_infeasible
from optimizer.funding.data import FundingData, Limit
from optimizer.funding.measures import is_broken
from optimizer.funding.model import solve

STEPS = {"A": (0, 60, 70, 80, 90, 100), "B": (0, 40, 50, 60, 70, 80), "C": (0, 20, 30, 40, 50)}


def _levels(rng: np.random.Generator) -> tuple[Limit, ...]:
    """Limits whose levels are multiples of 10 and whose amounts can be, so that a grid of tens decides them."""
    pool = [
        Limit("total_budget", int(rng.integers(0, 12)) * 10),
        Limit("max_single_service_allocation", int(rng.integers(2, 8)) * 10),
        Limit("min_funded_projects", int(rng.integers(1, 4))),
        Limit("max_funded_projects", int(rng.integers(0, 3))),
        Limit("must_fund", 1, subject=("ABC"[rng.integers(3)],)),
        Limit("either_or", int(rng.integers(0, 2)), subject=("A", "B")),
        Limit("requires", 1, subject=("A", "C")),
        Limit("min_group_amount", int(rng.integers(3, 15)) * 10, subject=("B", "C")),
        Limit("max_group_amount", int(rng.integers(1, 8)) * 10, subject=("A", "B")),
    ]
    return tuple(pool[place] for place in rng.permutation(len(pool))[:7])


def _can_keep(data: FundingData, limits: tuple[Limit, ...]) -> bool:
    for amounts in itertools.product(*STEPS.values()):
        given = dict(zip(STEPS, map(float, amounts), strict=True))
        if not any(is_broken(data, limit, given, 1e-9) for limit in limits):
            return True
    return False


def _fewest(data: FundingData) -> int:
    """The size of the smallest set that no grid point keeps, by trying them all."""
    for size in range(1, len(data.limits) + 1):
        if any(not _can_keep(data, subset) for subset in itertools.combinations(data.limits, size)):
            return size
    return 0


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_set_of_limits_contradicts_itself(three, seed) -> None:
    data = three(*_levels(np.random.default_rng(seed)))
    fewest = _fewest(data)
    if not fewest:
        assert solve(data, is_compared=False).status == "Optimal"
        return
    with pytest.raises(InfeasibleError) as caught:
        solve(data)
    assert caught.value.is_smallest
    assert len(caught.value.conflict) == fewest
    assert not _can_keep(data, caught.value.conflict)


@pytest.mark.parametrize("seed", range(12))
def test_the_way_out_is_one(three, seed) -> None:
    """With the new levels (must-fund and requires dropped) there is a decision."""
    data = three(*_levels(np.random.default_rng(seed)))
    if not _fewest(data):
        return
    with pytest.raises(InfeasibleError) as caught:
        solve(data)
    ways = {way.limit: way for way in caught.value.relaxations}
    kept = [
        replace(limit, value=ways[limit].new_level) if limit in ways else limit
        for limit in data.limits
        if limit not in ways or limit.code not in ("must_fund", "requires")
    ]
    assert ways
    assert solve(replace(data, limits=tuple(kept)), is_compared=False).status == "Optimal"


def test_the_cheaper_of_two_ways_out_is_named(three) -> None:
    """Budget 50 against A's least of 60: 20 % more money, against leaving A out altogether."""
    error = explain_infeasible(three(Limit("total_budget", 50), Limit("must_fund", 1, subject=("A",))), 30)
    assert [(way.limit.code, way.new_level, way.change_ratio) for way in error.relaxations] == [
        ("total_budget", pytest.approx(60), pytest.approx(0.2))
    ]
    assert error.facts == ("the minimums of Line A add up to 60 USD",)


def test_no_budget_and_a_least_number_of_requests_is_a_conflict(three) -> None:
    error = explain_infeasible(three(Limit("total_budget", 0), Limit("min_funded_projects", 2)), 30)
    assert {limit.code for limit in error.conflict} == {"total_budget", "min_funded_projects"}
    assert error.relaxations[0].new_level == pytest.approx(60, abs=0.01)  # C and B, 20 + 40


def test_a_decision_that_funds_nothing_says_why(three) -> None:
    """No budget, or shares that only nothing has."""
    plan = solve(three(Limit("total_budget", 0), Limit("max_funded_projects", 2)))
    assert plan.amount == 0
    assert "no room for any request: All funding together is at most 0 USD" in plan.notes[-1]
    shares = [Limit("min_group_share", 0.6, "Ratio", (name,)) for name in "AB"]
    assert "A together get at least 60.0% of all funding; B together get" in solve(three(*shares)).notes[-1]


def test_without_time_for_the_proof_no_limit_is_there_in_vain(three, monkeypatch) -> None:
    def no_time(*_arguments: object) -> None:
        raise smallest.OutOfTimeError

    monkeypatch.setattr(smallest, "_smallest", no_time)
    limits = (Limit("max_funded_projects", 2), Limit("total_budget", 50), Limit("must_fund", 1, subject=("A",)))
    error = explain_infeasible(three(*limits), 30)
    assert not error.is_smallest
    assert {limit.code for limit in error.conflict} == {"total_budget", "must_fund"}
    assert "not found out in time" in str(error)
