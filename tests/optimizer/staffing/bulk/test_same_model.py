"""The model in bulk and the PuLP model are the same, row by row and column by column."""

from collections import Counter

import numpy as np
import pulp
import pytest

from optimizer.staffing.bulk.model import RULES, TERMS, TIGHTENING, assemble
from optimizer.staffing.bulk.names import column_names, row_names
from optimizer.staffing.model import RULES as PULP_RULES
from optimizer.staffing.model import TERMS as PULP_TERMS
from optimizer.staffing.model import TIGHTENING as PULP_TIGHTENING
from optimizer.staffing.model import build

FEATURES = ["plain", "stability", "load", "pins", "all"]


def pulp_columns(problem):
    infinity = float("inf")
    return {
        v.name: (
            -infinity if v.lowBound is None else v.lowBound,
            infinity if v.upBound is None else v.upBound,
            problem.objective.get(v, 0.0),
            float(v.cat == pulp.LpInteger),
        )
        for v in problem.variables()
    }


def pulp_rows(problem):
    result = {}
    for row in problem.constraints():
        side = -row.constant
        lower = side if row.sense in (pulp.LpConstraintGE, pulp.LpConstraintEQ) else -np.inf
        upper = side if row.sense in (pulp.LpConstraintLE, pulp.LpConstraintEQ) else np.inf
        result[row.name] = ({v.name: value for v, value in row.items() if value}, lower, upper)
    return result


def bulk_columns(model):
    fields = [model.of_columns(name).tolist() for name in ("lower", "upper", "cost", "is_integer")]
    return dict(zip(column_names(model), zip(*fields, strict=True), strict=True))


def bulk_rows(model):
    names, matrix = column_names(model), model.matrix
    sides = zip(model.of_rows("lower").tolist(), model.of_rows("upper").tolist(), strict=True)
    result = {}
    for i, (name, (lower, upper)) in enumerate(zip(row_names(model), sides, strict=True)):
        part = slice(matrix.indptr[i], matrix.indptr[i + 1])
        result[name] = (
            {names[c]: v for c, v in zip(matrix.indices[part], matrix.data[part], strict=True)},
            lower,
            upper,
        )
    return result


def upright(row):
    """A row and its negative are the same: the first coefficient by name is made positive."""
    terms, lower, upper = row
    sign = 1 if not terms or terms[min(terms)] > 0 else -1
    lower, upper = sorted((sign * lower, sign * upper))
    return {name: sign * value for name, value in terms.items()}, lower, upper


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(4))
def test_columns_are_the_same(random_firm, seed, feature):
    data = random_firm(seed, feature)
    mine, other = bulk_columns(assemble(data)), pulp_columns(build(data).problem)
    assert mine.keys() == other.keys()
    for name, column in mine.items():
        assert column == pytest.approx(other[name], rel=1e-12, abs=1e-12), name


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize("seed", range(4))
def test_rows_are_the_same(random_firm, seed, feature):
    data = random_firm(seed, feature)
    mine, other = bulk_rows(assemble(data)), pulp_rows(build(data).problem)
    mine = {name: row for name, row in mine.items() if row[0]}
    other = {name: row for name, row in other.items() if row[0]}
    assert mine.keys() == other.keys()
    for name, row in mine.items():
        (terms, *sides), (expected, *limits) = upright(row), upright(other[name])
        assert terms == pytest.approx(expected, rel=1e-9, abs=1e-15), name
        assert sides == pytest.approx(limits, rel=1e-9, abs=1e-9), name


def test_the_random_firms_have_every_kind_of_row_and_column(random_firm):
    models = [assemble(random_firm(seed, feature)) for seed in range(4) for feature in FEATURES]
    columns = Counter(kind for model in models for kind, block in model.columns.items() if len(block.columns))
    rows = Counter(kind for model in models for kind, block in model.rows.items() if len(block.rows))
    assert columns.keys() == models[0].columns.keys()
    assert rows.keys() == {kind for model in models for kind in model.rows}


def test_both_list_the_same_rules_and_terms():
    for mine, other in ((RULES, PULP_RULES), (TIGHTENING, PULP_TIGHTENING), (TERMS, PULP_TERMS)):
        assert [one.__name__ for one in mine] == [one.__name__ for one in other]
