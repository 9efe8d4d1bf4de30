"""Blocks of columns and rows as HiGHS sees them."""

import numpy as np
import pytest

from config.errors import ModelError
from optimizer.staffing.bulk.arrays import Arrays, find
from optimizer.staffing.bulk.solve import solve


def two_columns(cost: float = 1.0) -> Arrays:
    """At most 3 of x + 2 y, x at most 1.5, both whole numbers; worth x + y."""
    model = Arrays()
    x = model.add_columns("x", (np.array([7]),), upper=1.5, is_integer=True)
    y = model.add_columns("y", (np.array([7]),), is_integer=True)
    x.cost[:], y.cost[:] = cost, 1
    model.add_rows("most", (np.array([0]),), [(0, x.columns, 1), (0, y.columns, 2)], upper=3)
    return model


def test_whole_numbers_and_fractions():
    whole, relaxed = solve(two_columns(), seconds=5), solve(two_columns(), seconds=5, is_relaxed=True)
    assert whole.values.tolist() == [1, 1]
    assert (whole.objective, whole.bound, whole.is_optimal) == (2, 2, True)
    assert relaxed.values.tolist() == [1.5, 0.75]
    assert relaxed.bound == pytest.approx(2.25)


def test_a_contradiction_has_no_values():
    model = two_columns()
    model.add_rows("least", (np.array([0]),), [(0, np.array([0, 1]), 1)], lower=4)
    answer = solve(model, seconds=5)
    assert answer.is_infeasible
    assert answer.values is None


def test_a_number_that_is_none_is_told():
    with pytest.raises(ModelError, match="in bulk, x: a number of the model is missing"):
        two_columns(np.nan).to_highs()
    model = two_columns()
    model.add_rows("odd", (np.array([0]),), [(0, np.array([0]), np.inf)], lower=4)
    with pytest.raises(ModelError, match="a coefficient"):
        model.to_highs()


def test_keys_are_found_or_not():
    keys = np.array([0, 0, 3]), np.array([1, 2, 0])
    assert find(keys, (np.array([3, 0, 1]), np.array([0, 2, 1]))).tolist() == [2, 1, -1]
