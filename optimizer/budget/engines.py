"""Two ways to hold what a tier reached: on its optimal face where everything is continuous, else by a row."""

import time
from collections.abc import Mapping

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

from config.errors import ModelError
from optimizer import model_rows
from optimizer.budget.objective import Tier
from optimizer.budget.tiers import KEPT_WITHIN, Engine
from optimizer.solver import Solved, Status, load_relaxed, solve

PRICE_ZERO = 1e-7  # HiGHS's own tolerance: smaller prices are rounding
PRIMAL_SIMPLEX = 4


def engine_for(problem: pulp.LpProblem) -> Engine:
    """The engine that fits: warm and on faces for a continuous model that is minimised, else by rows."""
    is_warm = not problem.isMIP() and problem.sense == pulp.LpMinimize
    return FaceEngine(problem) if is_warm else RowEngine(problem)


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


class FaceEngine:
    """A linear program that stays in HiGHS: after a tier, what has a price is fixed, and that is the optimal face.

    A variable with a reduced cost, or a row with a price, cannot move without making the tier worse; all others can,
    freely. So nothing is lost and nothing is rounded, and each tier is solved from the last basis in a smaller model.
    """

    def __init__(self, problem: pulp.LpProblem) -> None:
        model_rows.set_objective(problem, pulp.LpAffineExpression())
        self.highs = load_relaxed(problem)
        self.highs.HandleKeyboardInterrupt = True
        self.columns = list(problem.variables())
        self.rows = [row.name for row in problem.constraints()]
        self.at_hand: _Point | None = None
        self.is_proven = False

    def minimize(self, term: pulp.LpAffineExpression, seconds: float) -> Solved:
        """As ``Engine.minimize``; the first solve chooses its method, the others continue from their basis."""
        began = time.perf_counter()
        cost = np.zeros(len(self.columns))
        for variable, factor in term.items():
            cost[variable.index] = factor
        self.highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + seconds)
        if self.at_hand is not None:
            self.highs.setOptionValue("simplex_strategy", PRIMAL_SIMPLEX)
        self.highs.solve()
        return self._solved(time.perf_counter() - began)

    def value(self, term: pulp.LpAffineExpression) -> float:
        """As ``Engine.value``."""
        values = self._point().values
        return float(sum(factor * values[variable.index] for variable, factor in term.items()))

    def hold(self, tier: Tier, value: float) -> None:
        """As ``Engine.hold``; a tier that is 0 is held by its variables, one that is not proven by a row."""
        point = self._point()
        if tier.can_reach_zero and value <= KEPT_WITHIN:
            self._fix(np.array([variable.index for variable in tier.term], dtype=np.int32))
        elif self.is_proven:
            self._fix(np.flatnonzero(np.abs(point.reduced_costs) > PRICE_ZERO).astype(np.int32))
            rows = np.flatnonzero(np.abs(point.prices) > PRICE_ZERO).astype(np.int32)
            activities = point.activities[rows]
            self.highs.changeRowsBounds(len(rows), rows, activities, activities)  # type: ignore[attr-defined]
        elif tier.term:
            columns = np.array([variable.index for variable in tier.term], dtype=np.int32)
            factors = np.array(list(tier.term.values()), dtype=np.float64)
            self.highs.addRow(-highspy.kHighsInf, value + KEPT_WITHIN, len(columns), columns, factors)

    def values(self) -> Mapping[str, float]:
        """As ``Engine.values``."""
        values = self._point().values.tolist()
        return {variable.name: values[variable.index] for variable in self.columns}

    def _solved(self, seconds: float) -> Solved:
        """What HiGHS says. Without a proof the better of its point and the plan at hand remains, if there is one."""
        status = self.highs.getModelStatus()
        self.is_proven = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}
        is_plan = self.highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        if self.is_proven or is_plan:
            self.at_hand = _Point(self.highs)
        if self.is_proven:
            prices = dict(zip(self.rows, self._point().prices.tolist(), strict=False))
            return Solved(Status.OPTIMAL, seconds=seconds, shadow_prices=prices)
        if status == highspy.HighsModelStatus.kInfeasible:
            return Solved(Status.INFEASIBLE, seconds=seconds, reason="no plan keeps every hard rule")
        words = f"HiGHS: {self.highs.modelStatusToString(status).lower()}"
        return Solved(Status.FAILED if self.at_hand is None else Status.FEASIBLE, seconds=seconds, reason=words)

    def _fix(self, columns: NDArray[np.int32]) -> None:
        """Let these variables stay where they are."""
        values = self._point().values[columns]
        self.highs.changeColsBounds(len(columns), columns, values, values)

    def _point(self) -> "_Point":
        if self.at_hand is None:
            raise ModelError(
                "Initiatives: a tier was held before any solve. Nothing was published. Please report this."
            )
        return self.at_hand


class _Point:
    """One solution of HiGHS, copied before the model changes under it."""

    def __init__(self, highs: highspy.Highs) -> None:
        solution = highs.getSolution()
        self.values = np.asarray(solution.col_value, dtype=np.float64)
        self.reduced_costs = np.asarray(solution.col_dual, dtype=np.float64)
        self.activities = np.asarray(solution.row_value, dtype=np.float64)
        self.prices = np.asarray(solution.row_dual, dtype=np.float64)
