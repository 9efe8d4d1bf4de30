"""The best amounts for one set of funded requests under all rows of the rules: a small linear program, solved warm."""

from contextlib import suppress
from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.funding.data import Indexes, Numbers
from optimizer.funding.monte_carlo.rules import Rules

INFINITY = float(highspy.kHighsInf)
COLUMN_WISE = int(highspy.MatrixFormat.kColwise)
MAXIMIZE = int(highspy.ObjSense.kMaximize)
BASIC = highspy.HighsBasisStatus.kBasic


@dataclass(frozen=True)
class Vertex:
    """The best amounts for one draw, and its basis: the rows that are used up, and the amounts that they decide."""

    amounts: Numbers
    of_amount: Numbers
    rows: Indexes
    columns: Indexes

    def prices(self, worth: Numbers) -> Numbers:
        """What one more unit of each row is worth, rows x draws, if this vertex were the best one of every draw.

        Parameters
        ----------
        worth
            Requests x draws. Where the vertex is the best one, these prices prove it; elsewhere they still bound.
        """
        prices = np.zeros((len(self.of_amount), worth.shape[1]))
        if len(self.rows):
            square = self.of_amount[np.ix_(self.rows, self.columns)]
            with suppress(np.linalg.LinAlgError):  # prices of 0 bound as well
                prices[self.rows] = np.maximum(np.linalg.solve(square.T, worth[self.columns]), 0.0)
        return prices


class AmountsProgram:
    """Amounts under ``of_amount @ amounts <= level``; bounds, levels and worth change from one solve to the next."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        rows, columns = rules.of_amount.shape
        self.highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self.highs.silent()
        for option, value in (("parallel", "off"), ("random_seed", 0), ("presolve", "off"), ("solver", "simplex")):
            self.highs.setOptionValue(option, value)
        starts = np.arange(columns, dtype=np.int32) * rows
        places = np.tile(np.arange(rows, dtype=np.int32), columns)
        self.highs.passModel(
            columns, rows, rows * columns, COLUMN_WISE, MAXIMIZE, 0.0,
            np.zeros(columns), np.zeros(columns), rules.most, np.full(rows, -INFINITY), rules.level,
            starts, places, rules.of_amount.T.ravel(), np.zeros(columns, dtype=np.int32),
        )  # fmt: skip
        self.columns = np.arange(columns, dtype=np.int32)
        self.row_numbers = np.arange(rows, dtype=np.int32)

    def best(self, lower: Numbers, upper: Numbers, level: Numbers, worth: Numbers) -> Vertex | None:
        """The vertex at which these amounts return most; None where the rows contradict each other."""
        count = len(self.columns)
        self.highs.changeColsBounds(count, self.columns, lower, upper)
        self.highs.changeColsCost(count, self.columns, worth)
        for row in self.row_numbers:
            self.highs.changeRowBounds(int(row), -INFINITY, float(level[row]))
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        amounts = np.clip(np.array(self.highs.getSolution().col_value), lower, upper)
        basis = self.highs.getBasis()
        rows = [row for row, status in enumerate(basis.row_status) if status != BASIC]
        columns = [column for column, status in enumerate(basis.col_status) if status == BASIC]
        return Vertex(amounts, self.rules.of_amount, np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64))
