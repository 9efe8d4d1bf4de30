"""From today's amounts to the best ones: by hand, and with every limit kept after each move."""

import itertools

import numpy as np
import pytest

from config.errors import ModelError, UsageError
from optimizer.funding import model
from optimizer.funding.check import broken_amounts
from optimizer.funding.conflict.explain import InfeasibleError
from optimizer.funding.data import FundingData, Horizon, Limit, Request
from optimizer.funding.reallocation.near import Reach
from optimizer.funding.reallocation.run import reallocate

BUDGET = Limit("total_budget", 150)


def _changes(move) -> dict[str, tuple[float, float]]:
    return {change.request_id: (round(change.before, 4), round(change.after, 4)) for change in move.changes}


def test_money_goes_from_where_it_is_worth_least_to_where_it_is_worth_most(three) -> None:
    """Today B 80 and C 50 and 20 unused: 300. Best A 100 and B 50: 425."""
    found = reallocate(three(BUDGET), {"A": 0, "B": 80, "C": 50})
    assert (found.current_value, found.target_value) == pytest.approx((300, 425))
    assert sum(move.gain_value for move in found.moves) == pytest.approx(125)
    assert found.moves[-1].cumulative_gain_value == pytest.approx(125)
    assert _changes(found.moves[0]) | _changes(found.moves[-1]) | {"A": (0, 100)} == {
        "A": (0, 100), "B": (80, 50), "C": (50, 0),
    }  # fmt: skip
    assert found.broken_today == ()


def test_each_transfer_says_who_gives_what_to_whom_and_their_gains_add_up(three) -> None:
    found = reallocate(three(BUDGET), {"A": 0, "B": 80, "C": 50})
    for move in found.moves:
        assert sum(transfer.gain_value for transfer in move.transfers) == pytest.approx(move.gain_value)
        for change in move.changes:
            given = sum(t.amount for t in move.transfers if t.from_request_id == change.request_id)
            gotten = sum(t.amount for t in move.transfers if t.to_request_id == change.request_id)
            assert gotten - given == pytest.approx(change.after - change.before)


def test_unused_money_is_a_move_of_its_own_and_the_best_comes_first(three) -> None:
    """A could have 40 more at 3 (120), B 40 more at 2.5 (100); both are free."""
    found = reallocate(three(Limit("total_budget", 180)), {"A": 60, "B": 40, "C": 0})
    assert [(_changes(move), round(move.gain_value)) for move in found.moves] == [
        ({"A": (60, 100)}, 120),
        ({"B": (40, 80)}, 100),
    ]
    assert [move.rank for move in found.moves] == [1, 2]
    assert found.moves[0].transfers[0].from_request_id is None


def test_changes_that_only_work_together_are_one_move(three) -> None:
    """Either A or B: B has to leave in the move in which A comes."""
    found = reallocate(three(Limit("either_or", 1, subject=("A", "B"))), {"A": 0, "B": 80, "C": 50})
    assert [_changes(move) for move in found.moves] == [{"A": (0, 100), "B": (80, 0)}]


def test_at_most_so_many_changes_and_so_much_money(three) -> None:
    """One change from A 60, B 40, C 50: A takes what is left of 160 and gains 30; B would gain 25."""
    data, today = three(Limit("total_budget", 160)), {"A": 60, "B": 40, "C": 50}
    one = reallocate(data, today, reach=Reach(most_changes=1))
    assert one.target == pytest.approx({"A": 70, "B": 40, "C": 50})
    little = reallocate(data, today, reach=Reach(most_money=30))
    assert sum(abs(little.target[i] - today[i]) for i in today) <= 30.001
    assert little.target_value == pytest.approx(380 + 30 + 10)  # 10 of what is left, and 10 from C, all to A
    none = reallocate(data, today, reach=Reach(most_changes=0))
    assert none.moves == ()
    assert none.target == today


def test_more_changes_are_never_worth_less(three) -> None:
    found = reallocate(three(Limit("total_budget", 160)), {"A": 60, "B": 40, "C": 50})
    values = [found.current_value, *(few.objective_value for few in found.few), found.target_value]
    assert values == sorted(values)
    assert [few.change_count for few in found.few] == list(range(1, len(found.few) + 1))


def test_limits_that_today_breaks_are_mended_by_the_first_move(three) -> None:
    data = three(BUDGET)
    found = reallocate(data, {"A": 100, "B": 80, "C": 50})
    assert "All funding together is at most 150 USD; the plan has 230." in found.broken_today
    assert broken_amounts(data, {"A": 100, "B": 80, "C": 50} | _after(found.moves[0])) == []
    with pytest.raises(ModelError, match="no decision within 0 changed requests"):
        reallocate(data, {"A": 100, "B": 80, "C": 50}, reach=Reach(most_changes=0))


def test_an_amount_below_the_minimum_changes_at_once(three) -> None:
    found = reallocate(three(BUDGET), {"A": 10, "B": 50, "C": 0})
    assert "A" in _changes(found.moves[0])
    assert "Line A gets 10.00 USD" in found.broken_today[0]


def test_of_equals_the_nearest_is_taken(request_of) -> None:
    """A and B return the same: today's A stays."""
    data = FundingData((request_of("A", 100, 10, 2.0), request_of("B", 100, 10, 2.0)), (Limit("total_budget", 100),))
    assert reallocate(data, {"A": 70, "B": 30}).moves == ()


def test_contradicting_limits_are_named_as_such(three) -> None:
    data = three(Limit("total_budget", 50), Limit("must_fund", 1, subject=("A",)))
    with pytest.raises(InfeasibleError):
        reallocate(data, {"A": 0, "B": 0, "C": 0})


def test_what_nobody_can_mean_is_refused(three) -> None:
    with pytest.raises(UsageError, match="--most-changes -1"):
        Reach(most_changes=-1)
    with pytest.raises(UsageError, match="--most-money -5"):
        Reach(most_money=-5)
    base = three(BUDGET)
    with pytest.raises(UsageError, match="one period"):
        reallocate(FundingData(base.requests, base.limits, horizon=Horizon(2)), {"A": 0, "B": 0, "C": 0})


def _after(move) -> dict[str, float]:
    return {change.request_id: change.after for change in move.changes}


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_every_stop_keeps_every_limit_and_no_smaller_part_of_a_move_would(seed) -> None:
    """Random requests under budget, counts, a requirement and a share; today is the best plan for other returns."""
    stream = np.random.default_rng(seed)
    rows = tuple(
        Request(f"r{n}", f"L{n}", float(a := stream.integers(50, 300)), float(stream.integers(5, int(a * 0.6))),
                float(stream.uniform(1, 4)), 0.8, 3, group=f"G{n % 2}")
        for n in range(9)
    )  # fmt: skip
    limits = (
        Limit("total_budget", 0.5 * sum(row.requested_amount for row in rows)), Limit("min_funded_projects", 4),
        Limit("requires", 1, subject=("r1", "r2")), Limit("max_group_share", 60, "%", ("G0",)),
    )  # fmt: skip
    others = tuple(
        Request(r.request_id, r.service_line, r.requested_amount, r.minimum_viable_amount, float(stream.uniform(1, 4)),
                0.8, 3, group=r.group)
        for r in rows
    )  # fmt: skip
    today = model.solve(FundingData(others, limits), is_compared=False, is_priced=False).amounts
    data = FundingData(rows, limits)
    found = reallocate(data, today)
    best = model.solve(data, is_compared=False, is_priced=False)
    assert found.target_value == pytest.approx(best.objective_value, rel=2e-5)
    now = dict(today)
    for move in found.moves:
        for size in range(1, len(move.changes)):
            for part in itertools.combinations(move.changes, size):
                tried = now | {change.request_id: change.after for change in part}
                gain = sum((c.after - c.before) * data.request[c.request_id].roi_ratio for c in part)
                assert broken_amounts(data, tried) or gain <= 1e-6 or move.gain_value <= 0
        now |= _after(move)
        assert broken_amounts(data, now) == []
    assert now == pytest.approx(found.target)
