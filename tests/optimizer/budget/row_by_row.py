"""The plain way to be lexicographic, on the rows of the PuLP model: slow and easy to read, what the arrays are tested by."""

from collections.abc import Mapping, Sequence

import pulp

from config.errors import ModelError
from optimizer import model_rows
from optimizer.budget.objective import Tier
from optimizer.budget.tiers import KEPT_WITHIN, VERIFIED_WITHIN, TierResult
from optimizer.solver import Clock, Solved, Status, solve


class RowEngine:
    """Every tier is a row of its own, within a millionth of its value; every solve starts from the last plan."""

    def __init__(self, problem: pulp.LpProblem) -> None:
        self.problem = problem
        self.held_count = 0
        self.at_hand: Mapping[str, float] = {}

    def minimize(self, term: pulp.LpAffineExpression, seconds: float) -> Solved:
        """Solve for ``term``, from where the last solve ended; the problem's own sense is kept."""
        model_rows.set_objective(self.problem, term)
        solved = solve(self.problem, time_limit_seconds=seconds, start=dict(self.at_hand))
        self.at_hand = solved.values if solved.has_plan else self.at_hand
        return solved

    def value(self, term: pulp.LpAffineExpression) -> float:
        """``term`` at the plan at hand."""
        return float(sum(factor * self.at_hand[variable.name] for variable, factor in term.items()) + term.constant)

    def hold(self, tier: Tier, value: float) -> None:
        """Keep the tier at ``value``, which the plan at hand has, from now on."""
        if tier.term:
            self.held_count += 1
            scale = 1 / max(1.0, abs(value))
            row = tier.term * scale <= value * scale + KEPT_WITHIN
            model_rows.add_row(self.problem, f"kept__t{self.held_count}", row)

    def values(self) -> Mapping[str, float]:
        """The plan at hand, by variable."""
        return self.at_hand


class Lexicographic:
    """Settles the tiers of one problem in order, within one time limit for all of them together."""

    def __init__(self, engine: RowEngine, time_limit_seconds: float) -> None:
        self.engine, self.clock = engine, Clock(time_limit_seconds)
        self.results: list[TierResult] = []
        self.has_plan = False

    def settle(self, tiers: Sequence[Tier], start: pulp.LpAffineExpression | None = None) -> None:
        """Settle ``tiers`` in order.

        Parameters
        ----------
        tiers
            A tier that cannot fall below 0 and is 0 in the plan at hand is at its best, and needs no solve.
        start
            Minimised first, to have a plan at hand that is good in every tier; it decides nothing.

        Raises
        ------
        ModelError
            No plan was found in time.
        """
        if start is not None:
            self._solve("the first plan", start)
        for tier in tiers:
            if self.has_plan and tier.can_reach_zero and self.engine.value(tier.term) <= KEPT_WITHIN:
                self._keep(tier, Solved(Status.OPTIMAL), 0.0)
            elif self.has_plan and self.clock.is_over:
                self._keep(tier, Solved(Status.FEASIBLE, reason="time was up"), self.engine.value(tier.term))
            else:
                solved = self._solve(tier.name, tier.term)
                self._keep(tier, solved, self.engine.value(tier.term))
        self._verify(tiers)

    def _keep(self, tier: Tier, solved: Solved, value: float) -> None:
        self.engine.hold(tier, value)
        self.results.append(
            TierResult(tier.name, value, tier.unit, solved.status, solved.seconds, solved.shadow_prices, solved.reason)
        )

    def _solve(self, what: str, term: pulp.LpAffineExpression) -> Solved:
        solved = self.engine.minimize(term, max(self.clock.left_seconds, 0.01))
        if not solved.has_plan and self.has_plan:
            return Solved(Status.FEASIBLE, seconds=solved.seconds, reason=solved.reason or "time is up")
        self.has_plan = solved.has_plan
        if not solved.has_plan:
            raise ModelError(
                f"Initiatives, {what}: {solved.status} ({solved.reason or 'time is up'}). "
                "No plan was made and nothing was published. Give the solver more time or relax a minimum."
            )
        return solved

    def _verify(self, tiers: Sequence[Tier]) -> None:
        """Whether the last plan still has what each tier reached."""
        for tier, result in zip(tiers, self.results, strict=True):
            reached = self.engine.value(tier.term)
            if reached > result.value + VERIFIED_WITHIN * max(1.0, abs(result.value)):
                raise ModelError(
                    f"Initiatives: {tier.name} was {result.value:.6f} {tier.unit} and became {reached:.6f} "
                    "for the sake of a later tier. Nothing was published. Please report the input that led here."
                )
