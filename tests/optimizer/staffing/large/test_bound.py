"""A bound is above every plan, at any prices; with hand figures where it is exact."""

import pickle
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import solver
from optimizer.solver import Clock
from optimizer.staffing import score
from optimizer.staffing.check import broken_rules
from optimizer.staffing.large import bound as bounds
from optimizer.staffing.large.blocks import alone, merged
from optimizer.staffing.large.prices import Prices, none
from optimizer.staffing.large.refined_prices import is_worth_refining, refined_prices
from optimizer.staffing.model import build
from optimizer.staffing.solution import hours_of
from tests.optimizer.staffing.bulk.conftest import variant
from tests.optimizer.staffing.conftest import make_firm

FEATURES = ["plain", "stability", "load", "pins", "all"]
POINTS = 1e-3  # milli-points that HiGHS's tolerances may hide in the optimum


@cache
def optimum(seed, feature):
    """The best plan's worth by the PuLP model, scored from its hours."""
    data = variant(seed, feature)
    model = build(data)
    solved = solver.solve(model.problem, time_limit_seconds=30, relative_gap=1e-6)
    assert solved.has_plan
    hours = hours_of(model, solved.values)
    assert not broken_rules(data, np.round(hours, 2)) or feature == "plain"
    return solved.objective


def random_prices(data, seed, size=1.0):
    """Prices of the size of what an hour is worth, of either sign but for demand."""
    rng = np.random.default_rng(seed)
    return Prices(
        cost=size * rng.normal(0, 0.02, len(data.phases.ids)),
        value=size * rng.normal(0, 0.02, len(data.engagements.ids)),
        demand=size * np.maximum(rng.normal(0, 2, data.phases.maximum_hours.shape), 0),
        total=size * rng.normal(0, 2, (data.targets.ratio.size, len(data.weeks))),
    )


def bound_at(data, prices, seconds=60.0, **options):
    return bounds.bound(data, prices, Clock(seconds), **options)


@pytest.fixture
def without_refining(monkeypatch):
    """Prices as they are given."""
    monkeypatch.setattr(bounds, "is_worth_refining", lambda *_: False)


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(2))
def test_no_plan_is_worth_more_than_the_bound(seed, feature):
    data = variant(seed, feature)
    best, found = optimum(seed, feature), bound_at(data, none(data))
    assert found.value >= best - POINTS
    assert found.value <= best + 0.2 * abs(best) + 200
    assert {int(cell) for block in found.blocks for cell in block.cells} == set(range(len(data.cells)))


@pytest.mark.parametrize("feature", FEATURES)
def test_at_no_prices_and_at_random_ones_it_is_still_a_bound(feature, without_refining):
    data = variant(1, feature)
    for prices in (none(data), random_prices(data, 0), random_prices(data, 1, 0.1)):
        assert bound_at(data, prices).value >= optimum(1, feature) - POINTS


@given(seed=st.integers(0, 10**6), size=st.sampled_from([0.01, 1.0, 100.0]))
@settings(max_examples=12, deadline=None)
def test_any_prices_give_a_bound(seed, size):
    data = variant(0, "all")
    task = [
        bounds.BlockTask(
            bounds.block_of(data, cells, random_prices(data, seed, size)), is_relaxed=False, time_limit_seconds=10.0
        )
        for cells in alone(data)
    ]
    share = bounds.engagement_share(data, random_prices(data, seed, size))
    value = share + sum(bounds.bound_block(data, one).value for one in task)
    assert value >= optimum(0, "all") - POINTS


def test_by_hand_where_nobody_starts_it_is_the_optimum():
    firm = make_firm(was_assigned=[True, True])
    # Ann 40 h and Ben 20 h of at most 60 h: SPI (1960 + 0.98 x 6000) / 8000 = 0.98, VEC (2000 + 4000 + 1800) / 10000
    # = 0.78, Burn 0.8; 0.6 x 0.98 + 0.4 x 0.78 = 0.9 points, less the premium of 20 x 0.001.
    assert bound_at(firm, none(firm)).value == pytest.approx(880, abs=0.01)


def test_by_hand_two_whole_starts_are_paid():
    firm = make_firm()
    # The same 60 h need Ann and Ben, who both start: 880 less 2 x 5. Ben's 20 h would pay a half of his start only.
    found = bound_at(firm, none(firm))
    assert 870 - POINTS <= found.value <= 872.5


def test_work_without_planned_value_earns_its_value_alone():
    firm = make_firm(was_assigned=[True, True], pv_amount=[0.0])
    # No SPI: 0.4 x 0.78 = 0.312 less 0.02
    assert bound_at(firm, none(firm)).value == pytest.approx(292, abs=0.01)


def test_refined_prices_are_better_than_none(without_refining):
    data = variant(0, "plain")
    free, refined = bound_at(data, none(data)), bound_at(data, refined_prices(data, 10.0))
    assert refined.value < free.value - 100


def test_prices_are_refined_where_the_time_is_long_for_the_size():
    data = variant(0, "plain")
    assert is_worth_refining(data, 10.0)
    assert not is_worth_refining(data, 0.0)


def test_when_the_clock_is_over_there_is_still_a_bound():
    data = variant(0, "plain")
    late = bound_at(data, none(data), seconds=0.0)
    assert late.value >= bound_at(data, none(data)).value - POINTS


def test_blocks_travel_to_workers_and_the_result_is_the_same():
    data = variant(1, "all")

    def elsewhere(function, items, *, shared):
        return [pickle.loads(pickle.dumps(function(shared, pickle.loads(pickle.dumps(item))))) for item in items]

    here, there = bound_at(data, none(data)), bound_at(data, none(data), each=elsewhere, workers=2)
    assert here.value == there.value
    assert [block.cells.tolist() for block in here.blocks] == [block.cells.tolist() for block in there.blocks]


def test_each_block_hands_back_its_hours():
    firm = make_firm(was_assigned=[True, True])
    (block,) = bound_at(firm, none(firm)).blocks
    assert block.pairs.tolist() == [0, 1]
    assert block.hours.sum() <= 60 + POINTS
    assert block.hours.shape == (2, 1)


def test_cells_are_merged_within_their_practice():
    data = variant(0, "plain")  # cells: Tax senior, Tax junior, IT senior
    together = [group.tolist() for group in merged(data, 10**6)]
    assert sorted(together) == [[0, 1], [2]]
    assert sorted(group.tolist() for group in merged(data, 0)) == [[0], [1], [2]]


def test_a_bound_of_nobody():
    data = make_firm(capacity_hours=[[0.0], [0.0]])
    # Nothing can be worked: 0.6 x 0.245 + 0.4 x 0.2, SPI 0.605 below its floor at 10; 0 hours keep the ratio
    assert bound_at(data, none(data)).value == pytest.approx(1000 * (0.6 * 0.245 + 0.08 - 6.05), abs=0.01)
    assert score.objective(data, np.zeros((2, 1))) == pytest.approx(1000 * (0.6 * 0.245 + 0.08 - 6.05))
