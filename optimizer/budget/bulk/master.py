"""A restricted model in HiGHS: a few of the shares, all rows, and proof by prices over all other shares."""

import highspy
import numpy as np

from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays, Rows
from optimizer.budget.bulk.kinds import Flags, Indexes, Numbers
from optimizer.budget.bulk.pricing import Pricing

PRICE_ZERO = 1e-7  # HiGHS's own tolerance: smaller prices are rounding
PRIMAL_SIMPLEX = 4
NO_LIMIT = 2**31 - 1
INFINITY = float(highspy.kHighsInf)
LATE_RULES = ("uneven", "moved")  # rows that only a preference needs: they come with it
OPTIMAL = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}


class Master:
    """The restricted model: further columns first, then the shares in the order in which they came.

    Rows in money are divided by ``money_unit``, so that all numbers are near 1. ``is_open`` says which shares may
    still move: the others stay where they are in every plan that is as good in the tiers so far.
    """

    def __init__(self, model: BudgetArrays, shares: Indexes) -> None:
        self.model, self.pricing = model, Pricing(model)
        self.money_unit = float(model.people.cost_amount.max(initial=1.0))
        self.share_count = len(model.shares)
        self.further_count = model.column_count - self.share_count
        self.shares = np.zeros(0, dtype=np.int32)
        self.is_inside: Flags = np.zeros(self.share_count, dtype=bool)
        self.is_open: Flags = np.ones(self.share_count, dtype=bool)
        self.first_row: dict[str, int] = {}
        self.is_fixed: dict[str, Flags] = {}
        self.row_count, self.has_plan = 0, False
        self.values: Numbers = np.zeros(self.further_count)
        self.upper = _without_what_capacity_says(model)
        self.highs = _silent()
        self._add_further_columns()
        self.add_rows([key for key, block in model.rows.items() if block.rule not in LATE_RULES])
        self.add_shares(shares)

    def add_rows(self, keys: list[str]) -> None:
        """The rows of these blocks, over the columns that are there."""
        if not keys:
            return
        blocks = [self.model.rows[key] for key in keys]
        for key, block in zip(keys, blocks, strict=True):
            self.first_row[key] = self.row_count
            self.row_count += len(block)
        scale = self._scale(blocks)
        matrix = self.model.matrix(self.shares, blocks)
        is_share = matrix.indices < len(self.shares)
        columns = np.where(is_share, matrix.indices + self.further_count, matrix.indices - len(self.shares))
        values = matrix.data / np.repeat(scale, np.diff(matrix.indptr))
        lower = np.concatenate([np.zeros(0), *(block.lower for block in blocks)]) / scale
        upper = np.concatenate([np.zeros(0), *(block.upper for block in blocks)]) / scale
        starts, indices = matrix.indptr[:-1].astype(np.int32), columns.astype(np.int32)
        self.highs.addRows(len(lower), lower, upper, len(values), starts, indices, values)

    def add_shares(self, shares: Indexes) -> None:
        """Further columns for ``shares``, in all rows that are there."""
        if not len(shares):
            return
        blocks = [self.model.rows[key] for key in self.first_row]
        matrix = self.model.matrix(shares, blocks).tocsc()[:, : len(shares)]
        values = matrix.data / self._scale(blocks)[matrix.indices]
        count, starts, indices = len(shares), matrix.indptr[:-1].astype(np.int32), matrix.indices.astype(np.int32)
        nothing, upper = np.zeros(count), self.upper[shares]
        self.highs.addCols(count, nothing, nothing, upper, len(values), starts, indices, values)
        self.shares = np.concatenate([self.shares, shares.astype(np.int32)])
        self.values = np.concatenate([self.values, nothing])
        self.is_inside[shares] = True

    def costs(self, tier: ArrayTier) -> Numbers:
        """Of the columns in the restricted model."""
        further = np.zeros(self.further_count)
        further[tier.columns - self.share_count] = tier.costs
        return np.concatenate(
            [further, np.zeros(len(self.shares)) if tier.shares is None else tier.shares[self.shares]]
        )

    def run(
        self, costs: Numbers, ends_at: float, *, most_iterations: int = NO_LIMIT, is_interior: bool = False
    ) -> highspy.HighsModelStatus:
        """Minimise; the values are kept where there is a plan.

        From the last basis by the simplex method, or by an interior point from scratch, which then finds a basis.
        """
        highs = self.highs
        highs.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        highs.setOptionValue("time_limit", ends_at)
        highs.setOptionValue("solver", "ipm" if is_interior else "choose")
        highs.setOptionValue("simplex_iteration_limit", most_iterations)
        if is_interior:
            highs.clearSolver()
        highs.solve()
        if highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible:
            self.values = np.asarray(highs.getSolution().col_value, dtype=np.float64)
            self.has_plan = True
        return highs.getModelStatus()

    def prices(self) -> dict[str, Numbers]:
        """Of all rows after a run that ended at the optimum, by key, per unit of the row."""
        return self.by_block(np.asarray(self.highs.getSolution().row_dual, dtype=np.float64))

    def by_block(self, prices: Numbers) -> dict[str, Numbers]:
        """Prices of HiGHS's rows, by key, per unit of the row."""
        found = {}
        for key, first in self.first_row.items():
            block = self.model.rows[key]
            found[key] = prices[first : first + len(block)] / (self.money_unit if block.is_cost else 1.0)
        return found

    def all_values(self) -> Numbers:
        """Of every column of the model."""
        values = np.zeros(self.model.column_count)
        values[self.share_count :] = self.values[: self.further_count]
        values[self.shares] = np.clip(self.values[self.further_count :], 0.0, self.model.shares.upper[self.shares])
        return values

    def value(self, tier: ArrayTier) -> float:
        """The tier at the plan at hand."""
        further = float(tier.costs @ self.values[tier.columns - self.share_count])
        if tier.shares is None:
            return further
        shares = np.clip(self.values[self.further_count :], 0.0, self.model.shares.upper[self.shares])
        return further + float(tier.shares[self.shares] @ shares)

    def further_reduced(self, tier: ArrayTier, prices: dict[str, Numbers]) -> Numbers:
        """Reduced costs of the further columns."""
        reduced = np.zeros(self.further_count)
        reduced[tier.columns - self.share_count] = tier.costs
        for key, price in prices.items():
            for row, column, value in self.model.rows[key].entries:
                is_further = column >= self.share_count
                at = column[is_further] - self.share_count
                np.subtract.at(reduced, at, price[row[is_further]] * value[is_further])
        return reduced

    def fix_columns(self, columns: Indexes, values: Numbers) -> None:
        """Let these columns of the restricted model stay at ``values``."""
        self.highs.changeColsBounds(len(columns), columns.astype(np.int32), values, values)

    def fix_rows(self, prices: dict[str, Numbers]) -> None:
        """Let every row with a price stay at the side that it has reached, once and for all."""
        for key, price in prices.items():
            block = self.model.rows[key]
            is_priced = np.abs(price) * (self.money_unit if block.is_cost else 1.0) > PRICE_ZERO
            rows = np.flatnonzero(is_priced & ~self.is_fixed.setdefault(key, np.zeros(len(block), dtype=bool)))
            self.is_fixed[key][rows] = True
            side = np.where(price[rows] < 0, block.upper[rows], block.lower[rows])
            side = side / (self.money_unit if block.is_cost else 1.0)
            self.highs.changeRowsBounds(len(rows), (rows + self.first_row[key]).astype(np.int32), side, side)  # type: ignore[attr-defined]

    def _scale(self, blocks: list[Rows]) -> Numbers:
        parts = [np.full(len(block), self.money_unit if block.is_cost else 1.0) for block in blocks]
        return np.concatenate([np.zeros(0), *parts])

    def _add_further_columns(self) -> None:
        upper = np.concatenate([np.zeros(0), *(block.upper for block in self.model.columns.values())])
        nothing = np.zeros(len(upper))
        empty = np.zeros(0, dtype=np.int32)
        starts = np.zeros(len(upper), dtype=np.int32)
        self.highs.addCols(len(upper), nothing, nothing, upper, 0, starts, empty, np.zeros(0))


def _silent() -> highspy.Highs:
    """HiGHS in one thread; Ctrl-C stops it."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.HandleKeyboardInterrupt = True
    options: dict[str, str | int] = {"parallel": "off", "threads": 1, "random_seed": 0}
    for option, value in options.items():
        highs.setOptionValue(option, value)
    return highs


def _without_what_capacity_says(model: BudgetArrays) -> Numbers:
    """The limit of each share, none where capacity alone is as tight: so all of its price is capacity's."""
    people = model.people
    capacity = (people.count[:, None] * people.available).ravel()[model.cells("person_month")]
    return np.where(model.shares.upper < capacity, model.shares.upper, INFINITY)
