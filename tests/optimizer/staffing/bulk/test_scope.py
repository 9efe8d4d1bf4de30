"""What may change, the sums of what may not, and the exact worth of a change."""

import numpy as np
import pytest

from optimizer.staffing import score
from optimizer.staffing.bulk import delta
from optimizer.staffing.bulk.index import index_of
from optimizer.staffing.bulk.model import assemble
from optimizer.staffing.bulk.scope import free_entries
from optimizer.staffing.bulk.totals import Totals
from optimizer.staffing.bulk.values import column_values

FEATURES = ["plain", "stability", "all"]


def random_hours(data, rng, share=0.4):
    drawn = rng.uniform(4, 12, data.active.shape).round(2)
    return np.where(data.active & (rng.random(data.active.shape) < share), drawn, 0)


def test_what_may_change_is_given_as_flags_or_as_pairs(random_firm):
    index = index_of(random_firm(0, "plain"))
    pairs = np.array([1, 4])
    flags = np.zeros(len(index.team), dtype=bool)
    flags[pairs] = True
    table = np.repeat(flags[:, None], index.week_count, axis=1)
    (pair, week), *others = [free_entries(index, free) for free in (pairs, flags, table)]
    assert set(pair) == {1, 4}
    assert index.usable[pair, week].all()
    assert len(pair) == index.usable[pairs].sum()
    for other in others:
        assert np.array_equal(other, (pair, week))


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(6))
def test_the_worth_of_a_change_is_the_difference_of_the_scores(random_firm, seed, feature):
    data, rng = random_firm(seed, feature), np.random.default_rng(seed)
    before = random_hours(data, rng)
    after = np.where(rng.random(before.shape) < 0.2, random_hours(data, rng), before)
    old, new = score.parts(data, before), score.parts(data, after)
    found = delta.between(data, before, after)
    assert found.keys() == old.keys()
    for part, points in found.items():
        assert points == pytest.approx(new[part] - old[part], abs=1e-7), part


def test_entries_in_any_order_are_worth_the_same(random_firm):
    data, rng = random_firm(2, "all"), np.random.default_rng(2)
    totals = Totals(index_of(data), random_hours(data, rng))
    pair, week = np.nonzero(data.active & (rng.random(data.active.shape) < 0.3))
    hours = rng.choice([0.0, 8.0, 11.5], len(pair))
    turned = np.arange(len(pair))[::-1]
    assert delta.points(totals, pair, week, hours) == delta.points(totals, pair[turned], week[turned], hours[turned])


def test_sums_follow_the_plan(random_firm):
    data, rng = random_firm(1, "plain"), np.random.default_rng(1)
    before, after = random_hours(data, rng), random_hours(data, rng)
    pair, week = np.nonzero(before != after)
    totals, fresh = Totals(index_of(data), before.copy()), Totals(index_of(data), after)
    totals.put(pair, week, after[pair, week])
    for name, value in vars(fresh).items():
        if isinstance(value, np.ndarray):
            assert vars(totals)[name] == pytest.approx(value, abs=1e-9), name


def test_sums_by_hand(firm):
    data = firm(2)
    totals = Totals(index_of(data), np.array([[30.0, 0.0], [10.0, 20.0]]))
    assert totals.booked.tolist() == [[30, 0], [10, 20]]
    assert totals.phase_hours.tolist() == [[40, 20]]
    assert totals.target_on[:1].tolist() == [[2, 1]]
    assert totals.cost_amount.tolist() == [6000]
    assert totals.extracted_amount.tolist() == [30 * 100 + 30 * 90]
    assert totals.internal_hours.tolist() == [[30, 0]]
    assert totals.external_on.tolist() == [[1, 1]]
    assert totals.without(np.array([1]), np.array([0])).phase_hours.tolist() == [[30, 20]]


@pytest.mark.parametrize("seed", range(6))
def test_the_values_of_a_plan_are_worth_its_score(random_firm, seed):
    """With everything free there is no constant, but the one of moves that nobody can make any more."""
    data, rng = random_firm(seed, "plain"), np.random.default_rng(seed)
    model = assemble(data)
    hours = np.where(model.index.usable, random_hours(data, rng), 0)
    values = column_values(model, hours[model.scope.pair, model.scope.week])
    assert model.of_columns("cost") @ values == pytest.approx(score.objective(data, hours), rel=1e-9)
    assert np.array_equal(model.hours_of(values), hours)
