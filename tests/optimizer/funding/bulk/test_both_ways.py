"""The same model through PuLP and as arrays."""

import warnings
from dataclasses import replace

import numpy as np
import pulp
import pytest

from optimizer.funding.bulk import highs, pulp_form
from optimizer.funding.data import Horizon
from optimizer.funding.model import build
from optimizer.solver import Status


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("periods", [1, 3])
def test_pulp_and_arrays_are_the_same_rows_and_columns(many, seed, periods) -> None:
    """Row by row and column by column, as PuLP holds them and as HiGHS is given them."""
    model = build(replace(many(20, seed), horizon=Horizon(periods)))
    problem, variables = pulp_form.to_pulp(model)
    highs_model = highs.to_highs(model).getLp()
    place = {variable.name: number for number, variable in enumerate(variables)}
    dense = np.zeros((model.row_count, model.column_count))
    matrix = model.matrix()
    for row in range(model.row_count):
        entries = slice(matrix.start[row], matrix.start[row + 1])
        dense[row, matrix.columns[entries]] = matrix.values[entries]
    names = [name for block in model.rows for name in block.names()]
    assert len(problem.constraints()) == len(names) == len(set(names))
    for row, name in enumerate(names):
        constraint = problem.get_constraint_by_name(name)
        assert {place[variable.name]: value for variable, value in constraint.items()} == {
            int(column): dense[row, column] for column in np.flatnonzero(dense[row])
        }
        level = highs_model.row_upper_[row] if constraint.sense == -1 else highs_model.row_lower_[row]
        assert level == pytest.approx(-constraint.constant)
    for number, variable in enumerate(variables):
        assert highs_model.col_upper_[number] == (np.inf if variable.upBound is None else variable.upBound)
        assert highs_model.col_cost_[number] == pytest.approx(problem.objective.get(variable, 0.0))


@pytest.mark.parametrize(("seed", "status"), [(0, Status.OPTIMAL), (1, Status.INFEASIBLE), (2, Status.OPTIMAL)])
def test_pulp_and_arrays_come_to_the_same_value(many, seed, status) -> None:
    """Told by CBC as well, which shares nothing with either."""
    model = build(many(20, seed))
    through_pulp = pulp_form.solve(model, seconds=30)
    as_arrays = highs.solve(model, seconds=30)
    assert through_pulp.status == as_arrays.status == status
    problem, _ = pulp_form.to_pulp(model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # PuLP will not bundle CBC for ever
        told = problem.solve(pulp.PULP_CBC_CMD(msg=False))
    assert (told == pulp.LpStatusOptimal) == (status == Status.OPTIMAL)
    if status == Status.OPTIMAL:
        assert through_pulp.objective == pytest.approx(as_arrays.objective, rel=2e-6)
        assert through_pulp.objective == pytest.approx(pulp.value(problem.objective), rel=2e-6)
