"""Rows, variables and objectives that PuLP would take silently are refused."""

import pulp
import pytest

from config.errors import ModelError
from optimizer.model_rows import add_row, add_variable, set_objective


@pytest.fixture
def problem():
    return pulp.LpProblem("small", pulp.LpMaximize)


def test_a_row_is_kept_under_its_name(problem):
    x = add_variable(problem, "x", upper=4)
    add_row(problem, "limit__e412__w20260105", 2 * x <= 3)
    assert problem.get_constraint_by_name("limit__e412__w20260105").getUb() == 3
    assert (x.lowBound, x.upBound, x.cat) == (0, 4, "Continuous")


def test_a_forgotten_comparison_is_no_objective(problem):
    x = add_variable(problem, "x")
    with pytest.raises(ModelError, match="row limit is an expression without a comparison"):
        add_row(problem, "limit", 2 * x)
    assert problem.objective is None


@pytest.mark.parametrize("row", [True, False, None, 3.0, "x <= 3"])
def test_what_is_no_row_is_refused(problem, row):
    with pytest.raises(ModelError, match="not a comparison"):
        add_row(problem, "limit", row)


@pytest.mark.parametrize("name", ["", "limit-e4", "limit e4", "4limit", "limit__é", "limit\n", "e->p"])
def test_a_name_that_pulp_would_change_is_refused(problem, name):
    x = add_variable(problem, "x")
    with pytest.raises(ModelError, match="no name for a row or variable"):
        add_row(problem, name, x <= 1)
    with pytest.raises(ModelError, match="no name for a row or variable"):
        add_variable(problem, name)


def test_two_rows_cannot_share_a_name(problem):
    x = add_variable(problem, "x")
    add_row(problem, "limit", x <= 1)
    with pytest.raises(ModelError, match="two rows are named limit"):
        add_row(problem, "limit", x >= 0)


def test_a_row_without_variables_must_be_true(problem):
    add_row(problem, "nobody_is_free", pulp.lpSum([]) <= 40)
    with pytest.raises(ModelError, match="row somebody_must_work has no variable"):
        add_row(problem, "somebody_must_work", pulp.lpSum([]) >= 4)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_must_be_finite(problem, number):
    x = add_variable(problem, "x")
    row = x <= 1
    row.constant = number
    with pytest.raises(ModelError, match="must be finite"):
        add_row(problem, "limit", row)
    with pytest.raises(ModelError, match="must be finite"):
        add_variable(problem, "y", upper=number)
    with pytest.raises(ModelError, match="must be finite"):
        set_objective(problem, pulp.LpAffineExpression({x: number}))


def test_a_variable_needs_room(problem):
    with pytest.raises(ModelError, match=r"must lie in \[5, 4\]"):
        add_variable(problem, "x", lower=5, upper=4)


def test_an_objective_is_an_expression(problem):
    with pytest.raises(ModelError, match="not a linear expression"):
        set_objective(problem, add_variable(problem, "x") <= 3)
    set_objective(problem, add_variable(problem, "y"))
    assert problem.objective.value is not None
