"""The rows that tie requests together, as matrices over amounts and over being funded."""

from dataclasses import dataclass

import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.variables import FundingModel

STRUCTURE = ("at_most_requested", "at_least_viable")
FINITE = 1e300


@dataclass(frozen=True)
class Coupling:
    """``of_amount @ amount + of_funded @ funded <= level``, and amounts that are 0 or from ``least`` to ``most``.

    Rows are those of the model that are about more than one amount, columns the requests in the data's order;
    ``rows`` are their numbers in the model.
    """

    of_amount: Numbers
    of_funded: Numbers
    level: Numbers
    least: Numbers
    most: Numbers
    rows: Indexes


def coupling(model: FundingModel) -> Coupling:
    """The coupling rows of a model of one period; rows about one amount alone become its ``most``."""
    count = len(model.data.requests)
    matrix, lower, upper = model.matrix(), model.of_rows("lower"), model.of_rows("upper")
    structure = np.concatenate([block.members for block in model.rows if block.kind in STRUCTURE])
    is_free = np.ones(model.row_count, dtype=bool)
    is_free[structure] = False
    most = model.of_columns("upper")[:count].copy()
    sizes = np.diff(matrix.start)
    single = np.flatnonzero(is_free & (sizes == 1))
    places = matrix.columns[matrix.start[single]]
    values = matrix.values[matrix.start[single]]
    is_cap = (places < count) & (values > 0) & (lower[single] < -FINITE)
    np.minimum.at(most, places[is_cap], upper[single][is_cap] / values[is_cap])
    is_free[single[is_cap]] = False
    rows = np.flatnonzero(is_free)
    of_columns = np.zeros((len(rows), 2 * count))
    for place, row in enumerate(rows):
        entries = slice(matrix.start[row], matrix.start[row + 1])
        of_columns[place, matrix.columns[entries]] = matrix.values[entries]
    above, below = upper[rows] < FINITE, lower[rows] > -FINITE
    both = np.concatenate([of_columns[above], -of_columns[below]])
    return Coupling(
        of_amount=both[:, :count],
        of_funded=both[:, count:],
        level=np.concatenate([upper[rows][above], -lower[rows][below]]),
        least=-_least_rows(model, count),
        most=most,
        rows=np.concatenate([rows[above], rows[below]]),
    )


def _least_rows(model: FundingModel, count: int) -> Numbers:
    """The coefficient of being funded in ``at_least_viable``: minus the least amount."""
    block = next(block for block in model.rows if block.kind == "at_least_viable")
    matrix = model.matrix()
    last = matrix.start[block.first + 1 : block.first + block.count + 1] - 1
    values: Numbers = matrix.values[last]
    return values if len(values) == count else np.zeros(count)
