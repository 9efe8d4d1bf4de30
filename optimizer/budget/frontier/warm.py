"""One linear program of all initiatives that is solved again and again with other limits, each time to the proof."""

import sys
from contextlib import redirect_stdout

import highspy
import numpy as np

from config.errors import ModelError
from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.columns import best_per_cell, cost_unit
from optimizer.budget.bulk.kinds import Indexes, Numbers
from optimizer.budget.bulk.master import OPTIMAL, PRICE_ZERO, PRIMAL_SIMPLEX, Master
from optimizer.budget.bulk.model import assemble
from optimizer.budget.bulk.start import first_shares
from optimizer.budget.data import BudgetData
from optimizer.solver import Clock

SHORTFALL_LIMIT, MOVES_LIMIT, COST_LIMIT = "shortfall_limit", "moves_limit", "cost_limit"
DUAL_SIMPLEX = 1
DEAR = 20.0  # times the dearest month, for a man-month of shortfall in the first solve


class OutOfTimeError(Exception):
    """The clock ran out before the proof."""


class Warm:
    """The portfolio in HiGHS: its goals, limits on them, and the best plan within the limits.

    Moves are a goal where the data has a last plan.
    """

    def __init__(self, data: BudgetData, clock: Clock) -> None:
        self.clock = clock
        self.model: BudgetArrays = assemble(data, is_merged=True)
        shortfall = self.model.columns["shortfall"].columns
        self.cost = ArrayTier("cost", data.currency, shares=self.model.cost_amount)
        self.shortfall = ArrayTier("shortfall", "man-months", columns=shortfall, costs=np.ones(len(shortfall)))
        self.moves = next((tier for tier in self.model.tiers if tier.name == "moves from the last plan"), None)
        self._add_limit(SHORTFALL_LIMIT, self.shortfall)
        if self.moves is not None:
            self._add_limit(MOVES_LIMIT, self.moves)
            cells = np.zeros(self.model.cell_count("initiative_month"), dtype=np.int32)
            self.model.add_rows(COST_LIMIT, {"n": np.zeros(1, dtype=np.int32)}, row_of=cells, is_cost=True)
        first = first_shares(self.model, self.model.cost_amount)
        self.master = Master(self.model, np.union1d(first, self._last_shares()).astype(np.int32))
        self._last_tier: ArrayTier | None = None
        if self.moves is not None:
            self.master.add_rows([key for key, block in self.model.rows.items() if block.rule == "moved"])

    @property
    def values(self) -> Numbers:
        """Of every column, at the last plan."""
        return self.master.all_values()

    def limit(self, name: str, most: float) -> None:
        """Hold a goal to at most this from now on."""
        unit = self.master.money_unit if self.model.rows[name].is_cost else 1.0
        self.master.highs.changeRowBounds(self.master.first_row[name], -np.inf, most / unit)

    def first(self) -> None:
        """A plan with little shortfall at little cost, to start from: it proves nothing."""
        dear = DEAR * float(self.model.people.cost_amount.max(initial=1.0))
        columns, costs = self.shortfall.columns, dear * self.shortfall.costs
        self.minimize(ArrayTier("start", "", shares=self.model.cost_amount, columns=columns, costs=costs))

    def minimize(self, tier: ArrayTier) -> dict[str, Numbers]:
        """The best plan within the limits: prices of all rows, per unit of each.

        Raises
        ------
        OutOfTimeError
            Before it was proven.
        ModelError
            The rules contradict each other.
        """
        master = self.master
        self._choose(DUAL_SIMPLEX if tier is self._last_tier else PRIMAL_SIMPLEX)
        self._last_tier = tier
        while True:
            costs = master.costs(tier)
            scale = cost_unit(costs)
            if self.clock.is_over:
                raise OutOfTimeError
            with redirect_stdout(sys.stderr):  # HiGHS says there that Ctrl-C was pressed
                status = master.run(costs / scale, master.highs.getRunTime() + self.clock.left_seconds)
            if status not in OPTIMAL:
                self._refuse(status)
            prices = {key: price * scale for key, price in master.prices().items()}
            outside = np.flatnonzero(~master.is_inside).astype(np.int32)
            reduced = master.pricing.reduced_costs(tier, prices, outside)
            better = np.flatnonzero(reduced < -PRICE_ZERO * scale)
            if not len(better):
                return prices
            self._choose(PRIMAL_SIMPLEX)
            master.add_shares(best_per_cell(self.model, outside[better], reduced[better]))

    def _choose(self, strategy: int) -> None:
        """The dual method where only limits have changed, the primal one where costs or columns have."""
        self.master.highs.setOptionValue("simplex_strategy", strategy)

    def _last_shares(self) -> Indexes:
        """The shares that the last plan has: whoever wants few moves wants them."""
        if self.moves is None or self.moves.shares is None:
            return np.zeros(0, dtype=np.int32)
        return np.flatnonzero(self.moves.shares == 0).astype(np.int32)

    def _add_limit(self, name: str, tier: ArrayTier) -> None:
        """A row for a goal, without a limit yet."""
        shares = np.zeros(0, dtype=np.int32) if tier.shares is None else np.flatnonzero(tier.shares).astype(np.int32)
        columns = np.concatenate([shares, tier.columns]).astype(np.int32)
        of_shares = np.zeros(0) if tier.shares is None else tier.shares[shares]
        entries = [(np.zeros(len(columns), dtype=np.int32), columns, np.concatenate([of_shares, tier.costs]))]
        self.model.add_rows(name, {"n": np.zeros(1, dtype=np.int32)}, entries=entries)

    def _refuse(self, status: highspy.HighsModelStatus) -> None:
        if self.clock.is_over or status == highspy.HighsModelStatus.kTimeLimit:
            raise OutOfTimeError
        if status == highspy.HighsModelStatus.kInterrupt:
            raise KeyboardInterrupt
        raise ModelError(
            f"Initiatives, frontier: HiGHS ends with {status}. No plan was made. Relax a minimum of a location."
        )
