"""Re-optimising a part of a plan: as good as the whole model with the rest fixed, never worse, never against a rule."""

import numpy as np
import pytest

from optimizer import solver
from optimizer.staffing import score
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.near import best_change, hours_lp, reoptimise
from optimizer.staffing.bulk.solve import solve
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.bulk.values import column_values
from optimizer.staffing.check import broken_rules
from optimizer.staffing.model import build

FEATURES = ["plain", "stability", "load", "pins", "all"]


def pinned_only(data):
    hours = np.zeros(data.active.shape)
    for pin in data.pins:
        hours[data.pair_index[pin.consultant, pin.phase], pin.week] = pin.hours
    return hours


def some_plan(data, seed):
    """A plan that keeps every hard rule and is not the best: one person after the other."""
    hours = pinned_only(data)
    for person in np.random.default_rng(seed).permutation(len(data.consultants.ids))[:4]:
        hours = reoptimise(data, hours, data.pairs.consultant == person, seconds=10, relative_gap=0.01)
    assert not broken_rules(data, hours)
    return hours


def best_by_pulp(data, hours, free, *, pattern=None):
    """The optimum of the PuLP model with everything but ``free`` fixed, and switches where ``pattern`` says."""
    model = build(data)
    for (p, w), variable in model.hours.items():
        if not free[p, w]:
            variable.bounds(hours[p, w], hours[p, w])
            model.is_on[p, w].bounds(float(hours[p, w] > 0), float(hours[p, w] > 0))
        elif pattern is not None:
            model.is_on[p, w].bounds(float(pattern[p, w]), float(pattern[p, w]))
    solved = solver.solve(model.problem, time_limit_seconds=30, relative_gap=1e-9)
    assert solved.status == solver.Status.OPTIMAL
    return solved.objective


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(2))
def test_the_optimum_is_that_of_the_whole_model_with_the_rest_fixed(random_firm, seed, feature):
    data = random_firm(seed, feature)
    hours = some_plan(data, seed)
    rng = np.random.default_rng(seed)
    free = rng.random(hours.shape) < 0.5
    model = assemble(data, free=free, kept_hours=hours)
    start = column_values(model, model.scope.hours)
    answer = solve(model, seconds=30, relative_gap=1e-9, start=start)
    gain = answer.objective - model.of_columns("cost") @ start
    expected = best_by_pulp(data, hours, free) - score.objective(data, hours)
    assert answer.is_optimal
    assert gain == pytest.approx(expected, abs=0.01)
    assert answer.bound >= answer.objective - 1e-6


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(2, 5))
def test_a_plan_keeps_every_rule_of_the_part_that_may_change(random_firm, seed, feature):
    """The values of a valid plan satisfy every row, tightening included."""
    data = random_firm(seed, feature)
    hours = some_plan(data, seed)
    for free in (None, np.random.default_rng(seed).random(hours.shape) < 0.5):
        model = assemble(data, free=free, kept_hours=hours)
        sides = model.matrix @ column_values(model, model.scope.hours)
        for block in model.rows.values():
            assert (sides[block.rows] >= block.lower - 1e-7).all(), block.kind
            assert (sides[block.rows] <= block.upper + 1e-7).all(), block.kind


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(5, 8))
def test_never_worse_never_against_a_rule_and_all_else_kept(random_firm, seed, feature):
    data, rng = random_firm(seed, feature), np.random.default_rng(seed)
    hours = pinned_only(data)
    worth = score.objective(data, hours)
    for _ in range(3):
        free = rng.random(hours.shape) < 0.4
        before = hours.copy()
        new = reoptimise(data, hours, free, seconds=10, relative_gap=0.001)
        assert np.array_equal(hours, before)
        assert np.array_equal(new[~free], hours[~free])
        assert not broken_rules(data, new)
        assert score.objective(data, new) >= worth - 1e-6
        hours, worth = new, score.objective(data, new)


def test_ann_takes_over_from_ben(firm):
    """Ann is idle and Ben, an external, works 40 of the 60 h; every hour is worth more than it costs, hers the most."""
    data = firm()
    start = np.array([[0.0], [40.0]])
    new = reoptimise(data, start, np.array([0, 1]), seconds=10)
    assert new.tolist() == [[40], [20]]
    assert reoptimise(data, start, np.zeros(0, dtype=int), seconds=10).tolist() == start.tolist()


def test_the_gain_is_exact_and_below_its_bound(random_firm):
    data = random_firm(3, "all")
    hours = some_plan(data, 3)
    change = best_change(Totals(index_of(data), hours), data.pairs.consultant < 3, seconds=10)
    after = hours.copy()
    after[change.pair, change.week] = change.hours
    assert change.gain == pytest.approx(score.objective(data, after) - score.objective(data, hours), abs=1e-6)
    assert change.gain_bound >= change.gain


def test_a_switch_that_is_forced_is_obeyed_at_its_price(random_firm):
    data = random_firm(1, "plain")
    hours = some_plan(data, 1)
    index = index_of(data)
    left = data.phases.maximum_hours - Totals(index, hours).phase_hours
    has_room = left[data.pairs.phase] >= data.parameters.minimum_block_hours
    p, w = np.argwhere((hours == 0) & index.usable & has_room)[0]
    switches = np.full(hours.shape, -1)
    switches[p, w] = 1
    free = data.pairs.consultant == data.pairs.consultant[p]
    best = reoptimise(data, hours, free, seconds=10, relative_gap=1e-9)
    change = best_change(Totals(index, best), free, seconds=10, switches=switches)
    forced = best.copy()
    forced[change.pair, change.week] = change.hours
    assert forced[p, w] >= data.parameters.minimum_block_hours
    assert not broken_rules(data, forced)
    assert best[p, w] > 0 or change.gain < 0.5


def test_switches_against_a_rule_have_no_plan(firm):
    """Ben already works the 40 h that the phase can take, so that Ann cannot be switched on."""
    plan = Totals(index_of(firm(maximum_hours=[[40.0]])), np.array([[0.0], [40.0]]))
    assert best_change(plan, np.array([0]), seconds=5, switches=np.array([[1], [-1]])) is None
    assert best_change(plan, np.array([0]), seconds=5).gain == 0


@pytest.mark.parametrize("feature", ["plain", "all"])
@pytest.mark.parametrize("seed", range(3))
def test_hours_of_a_fixed_pattern_are_the_best_there_are(random_firm, seed, feature):
    data = random_firm(seed, feature)
    hours = some_plan(data, seed)
    new = hours_lp(data, hours)
    assert np.array_equal(new > 0, hours > 0)
    assert not broken_rules(data, new)
    assert score.objective(data, new) >= score.objective(data, hours) - 1e-6
    everything = np.ones(hours.shape, dtype=bool)
    best = best_by_pulp(data, hours, everything, pattern=hours > 0)
    assert score.objective(data, new) == pytest.approx(best, rel=2e-3, abs=1)
    alone = hours_lp(data, hours > 0)
    assert score.objective(data, alone) == pytest.approx(best, rel=2e-3, abs=1)


def test_a_pattern_alone_is_enough(firm):
    data = firm(2)
    new = hours_lp(data, np.array([[True, True], [False, False]]))
    assert new.tolist() == [[40, 40], [0, 0]]
    assert hours_lp(data, np.zeros((2, 2), dtype=bool)).tolist() == [[0, 0], [0, 0]]
