"""The plain way to hold what a tier reached, by a row: slow and easy to read, it is what the arrays are tested by."""

from collections.abc import Mapping

import pulp

from optimizer import model_rows
from optimizer.budget.objective import Tier
from optimizer.budget.tiers import KEPT_WITHIN
from optimizer.solver import Solved, solve


class RowEngine:
    """Every tier is a row of its own, within a millionth of its value; every solve starts from the last plan."""

    def __init__(self, problem: pulp.LpProblem) -> None:
        self.problem = problem
        self.held_count = 0
        self.at_hand: Mapping[str, float] = {}

    def minimize(self, term: pulp.LpAffineExpression, seconds: float) -> Solved:
        """As ``Engine.minimize``; the problem's own sense is kept."""
        model_rows.set_objective(self.problem, term)
        solved = solve(self.problem, time_limit_seconds=seconds, start=dict(self.at_hand))
        self.at_hand = solved.values if solved.has_plan else self.at_hand
        return solved

    def value(self, term: pulp.LpAffineExpression) -> float:
        """As ``Engine.value``."""
        return float(sum(factor * self.at_hand[variable.name] for variable, factor in term.items()) + term.constant)

    def hold(self, tier: Tier, value: float) -> None:
        """As ``Engine.hold``."""
        if tier.term:
            self.held_count += 1
            scale = 1 / max(1.0, abs(value))
            row = tier.term * scale <= value * scale + KEPT_WITHIN
            model_rows.add_row(self.problem, f"kept__t{self.held_count}", row)

    def values(self) -> Mapping[str, float]:
        """As ``Engine.values``."""
        return self.at_hand
