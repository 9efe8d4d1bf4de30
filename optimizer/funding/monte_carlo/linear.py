"""The best amounts for one set of funded requests under all rows of the rules: a small linear program, solved warm."""

from dataclasses import dataclass

import highspy
import numpy as np

from optimizer.funding.monte_carlo.draws import Numbers
from optimizer.funding.monte_carlo.rules import Rules

INFINITY = float(highspy.kHighsInf)
COLUMN_WISE = int(highspy.MatrixFormat.kColwise)
MAXIMIZE = int(highspy.ObjSense.kMaximize)


@dataclass(frozen=True)
class Vertex:
    """The best amounts, and what one more unit of each row is worth; None of both where no amounts keep the rows."""

    amounts: Numbers
    prices: Numbers


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
        solution = self.highs.getSolution()
        amounts = np.clip(np.array(solution.col_value), lower, upper)
        return Vertex(amounts, np.maximum(np.array(solution.row_dual), 0.0))
