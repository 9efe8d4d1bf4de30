"""Settle all tiers of an array model in order: few shares in the solver, proof over all of them."""

import time
from dataclasses import dataclass

import highspy
import numpy as np

from config.errors import ModelError
from optimizer.budget.bulk.arrays import ArrayTier, BudgetArrays
from optimizer.budget.bulk.columns import Method, best_per_cell, cost_unit, first_plan
from optimizer.budget.bulk.kinds import Numbers
from optimizer.budget.bulk.master import LATE_RULES, OPTIMAL, PRICE_ZERO, PRIMAL_SIMPLEX, Master
from optimizer.budget.bulk.start import first_shares
from optimizer.budget.tiers import KEPT_WITHIN, VERIFIED_WITHIN
from optimizer.solver import Clock, Status

NO_PROOF = {highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt}
Prices = dict[str, Numbers]


@dataclass(frozen=True)
class SettledTier:
    """What one tier reached; ``prices`` by key of the rows and per unit of each row, None where nothing was priced."""

    tier: ArrayTier
    value: float
    status: Status
    seconds: float
    prices: Prices | None
    reason: str = ""


@dataclass(frozen=True)
class Settled:
    """A value per column of the model, and every tier in order."""

    values: Numbers
    tiers: tuple[SettledTier, ...]


def solve(model: BudgetArrays, time_limit_seconds: float = 120.0) -> Settled:
    """The best plan, tier by tier; what an earlier tier reached is kept within 1e-6.

    Parameters
    ----------
    model
        Of ``assemble``, with classes of people or without; its rows and tiers may have been added to.
    time_limit_seconds
        For all tiers together. When it is up, the plan at hand is Feasible in the tiers that are left.

    Raises
    ------
    ModelError
        No plan was found in time, or the rules contradict each other.
    KeyboardInterrupt
        Ctrl-C.
    """
    return _Solver(model, time_limit_seconds).settle()


class _Solver:
    """One model on its way through the tiers."""

    def __init__(self, model: BudgetArrays, time_limit_seconds: float) -> None:
        self.model, self.clock = model, Clock(time_limit_seconds)
        self.start = first_plan(model)
        price = np.zeros(len(model.shares)) if self.start.shares is None else self.start.shares
        self.master = Master(model, first_shares(model, price))
        self.settled: list[SettledTier] = []
        self.stopped_by = ""

    def settle(self) -> Settled:
        """All tiers in order."""
        self._minimize(self.start, Method.start())
        for tier in self.model.tiers:
            self._settle(tier)
        self._verify()
        return Settled(self.master.all_values(), tuple(self.settled))

    def _settle(self, tier: ArrayTier) -> None:
        began, master = time.perf_counter(), self.master
        prices: Prices | None = None
        if tier.can_reach_zero and master.value(tier) <= KEPT_WITHIN:
            master.fix_columns(tier.columns - master.share_count, np.zeros(len(tier.columns)))
        elif not self.stopped_by:
            self._bring_late_rows(tier)
            prices = self._minimize(tier, Method.of(tier))
            if prices is not None:
                self._hold(tier, prices)
        is_best = prices is not None or not self.stopped_by
        status, reason = (Status.OPTIMAL, "") if is_best else (Status.FEASIBLE, self.stopped_by)
        value, seconds = master.value(tier), time.perf_counter() - began
        self.settled.append(SettledTier(tier, value, status, seconds, prices, reason))

    def _minimize(self, tier: ArrayTier, method: Method) -> Prices | None:
        """Solve, price all shares, bring in what improves, until nothing does: prices, or None without a proof."""
        master = self.master
        costs = master.costs(tier)
        scale = cost_unit(costs)
        while True:
            status = self._run(costs / scale, method)
            master.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
            if status not in OPTIMAL:
                self._stop(tier, status)
                return None
            prices = {key: price * scale for key, price in master.prices().items()}
            outside = np.flatnonzero(master.is_open & ~master.is_inside).astype(np.int32)
            reduced = master.pricing.reduced_costs(tier, prices, outside)
            better = np.flatnonzero(reduced < -PRICE_ZERO * scale)
            if not len(better):
                return prices
            new = best_per_cell(self.model, outside[better], reduced[better])
            master.add_shares(new)
            costs = master.costs(tier)
            method.has_new(len(new), len(costs), master.row_count)

    def _run(self, costs: Numbers, method: Method) -> highspy.HighsModelStatus:
        """The simplex method as long as it is quick, else an interior point."""
        master, ends_at = self.master, self.master.highs.getRunTime() + max(self.clock.left_seconds, 0.01)
        if not method.is_interior:
            status = master.run(costs, ends_at, most_iterations=method.most_iterations)
            if status in OPTIMAL or status in NO_PROOF or status == highspy.HighsModelStatus.kInfeasible:
                return status
            method.was_slow = True
        status = master.run(costs, ends_at, is_interior=True)
        return status if status in OPTIMAL or status in NO_PROOF else master.run(costs, ends_at)

    def _stop(self, tier: ArrayTier, status: highspy.HighsModelStatus) -> None:
        """Without a proof the plan at hand stays, if there is one."""
        if status == highspy.HighsModelStatus.kInterrupt:
            raise KeyboardInterrupt
        words = self.master.highs.modelStatusToString(status).lower()
        if status == highspy.HighsModelStatus.kInfeasible or not self.master.has_plan:
            raise ModelError(
                f"Initiatives, {tier.name}: no plan ({words}). Nothing was published. "
                "Give the solver more time or relax a minimum."
            )
        self.stopped_by = "time was up" if status == highspy.HighsModelStatus.kTimeLimit else f"HiGHS: {words}"

    def _hold(self, tier: ArrayTier, prices: Prices) -> None:
        """Fix what has a price: the rest is the optimal face, and nothing is lost or rounded."""
        master = self.master
        scale = cost_unit(master.costs(tier))
        shares = master.pricing.reduced_costs(tier, prices, master.shares)
        inside = np.concatenate([master.further_reduced(tier, prices), shares])
        fixed = np.flatnonzero(np.abs(inside) > PRICE_ZERO * scale)
        master.fix_columns(fixed, master.values[fixed])
        master.fix_rows({key: price / scale for key, price in prices.items()})
        outside = np.flatnonzero(master.is_open & ~master.is_inside).astype(np.int32)
        reduced = master.pricing.reduced_costs(tier, prices, outside)
        master.is_open[outside[reduced > PRICE_ZERO * scale]] = False

    def _bring_late_rows(self, tier: ArrayTier) -> None:
        """The rows of this preference, which no earlier tier needed."""
        self.master.add_rows(
            [
                key
                for key, block in self.model.rows.items()
                if block.rule in LATE_RULES
                and key not in self.master.first_row
                and any(np.isin(column, tier.columns).any() for _, column, _ in block.entries)
            ]
        )

    def _verify(self) -> None:
        """Whether the last plan still has what each tier reached."""
        for one in self.settled:
            reached = self.master.value(one.tier)
            if reached > one.value + VERIFIED_WITHIN * max(1.0, abs(one.value)):
                raise ModelError(
                    f"Initiatives: {one.tier.name} was {one.value:.6f} {one.tier.unit} and became {reached:.6f} "
                    "for the sake of a later tier. Nothing was published. Please report the input that led here."
                )
