"""Truly lexicographic: one solve per tier, what earlier tiers reached is kept within 1e-6."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulp

from config.errors import ModelError
from optimizer import model_rows
from optimizer.budget.objective import Tier
from optimizer.solver import Solved, Status, solve

KEPT_WITHIN = 1e-6


@dataclass(frozen=True)
class TierResult:
    """What one tier reached; ``shadow_prices`` by row, in units of the tier, where the model has no whole numbers."""

    name: str
    value: float
    unit: str
    status: Status
    seconds: float
    shadow_prices: Mapping[str, float]


class Lexicographic:
    """Solves the tiers of one problem in order, within one time limit for all of them together."""

    def __init__(self, problem: pulp.LpProblem, time_limit_seconds: float) -> None:
        self.problem = problem
        self.ends_at = time.monotonic() + time_limit_seconds
        self.results: list[TierResult] = []
        self.values: Mapping[str, float] = {}

    def settle(self, tiers: Sequence[Tier]) -> None:
        """Settle ``tiers`` in order.

        Tiers that cannot fall below 0 are first tried together: where their sum reaches 0, each is at its best. Where
        it does not, the first half is settled before the second, down to one solve per tier.

        Raises
        ------
        ModelError
            A tier ended without a plan.
        """
        if not tiers:
            return
        if len(tiers) == 1:
            self._settle_one(tiers[0])
        elif not (all(tier.can_reach_zero for tier in tiers) and self._all_reach_zero(tiers)):
            half = self._first_part(tiers)
            self.settle(tiers[:half])
            self.settle(tiers[half:])

    def _first_part(self, tiers: Sequence[Tier]) -> int:
        """How many tiers to settle first: half of those that can be tried together, else those up to the next kind."""
        if all(tier.can_reach_zero for tier in tiers):
            return len(tiers) // 2
        run = next((number for number, tier in enumerate(tiers) if not tier.can_reach_zero), len(tiers))
        return max(run, 1)

    def _all_reach_zero(self, tiers: Sequence[Tier]) -> bool:
        total = pulp.LpAffineExpression()
        for tier in tiers:
            total += tier.term
        solved = self._solve("all of " + tiers[0].name, total)
        if solved.status != Status.OPTIMAL or (solved.objective or 0.0) > KEPT_WITHIN:
            return False
        for tier in tiers:
            self._keep(tier, solved, 0.0)
        return True

    def _settle_one(self, tier: Tier) -> None:
        solved = self._solve(tier.name, tier.term)
        self._keep(tier, solved, solved.objective or 0.0)

    def _keep(self, tier: Tier, solved: Solved, value: float) -> None:
        if tier.term:
            model_rows.add_row(self.problem, f"kept__t{len(self.results) + 1}", tier.term <= value + KEPT_WITHIN)
        self.values = solved.values
        self.results.append(
            TierResult(tier.name, value, tier.unit, solved.status, solved.seconds, solved.shadow_prices)
        )

    def _solve(self, what: str, term: pulp.LpAffineExpression) -> Solved:
        model_rows.set_objective(self.problem, term)
        solved = solve(
            self.problem, time_limit_seconds=max(self.ends_at - time.monotonic(), 0.01), start=dict(self.values)
        )
        if not solved.has_plan:
            raise ModelError(
                f"Initiatives, {what}: {solved.status} ({solved.reason or 'time is up'}). "
                "No plan was made and nothing was published. Give the solver more time or relax a minimum."
            )
        return solved
