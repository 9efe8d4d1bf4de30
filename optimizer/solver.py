"""Solve a PuLP model with HiGHS in this process, and say honestly what came out."""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import highspy
import pulp

from optimizer.model_rows import ZERO

INTERRUPT_CHECK_SECONDS = 0.1
GRACE_RATIO = 1.05  # HiGHS looks at its clock between steps; past this the solve is cancelled from outside
CUT_BY_CLOCK = {
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kInterrupt,
}


class Status(StrEnum):
    """What a solve may claim; the words that people read."""

    OPTIMAL = "Optimal"
    FEASIBLE = "Feasible"
    INFEASIBLE = "Infeasible"
    FAILED = "Failed"

    @property
    def has_plan(self) -> bool:
        """Whether there is something to publish."""
        return self in {Status.OPTIMAL, Status.FEASIBLE}


@dataclass(frozen=True)
class Solved:
    """The outcome of one solve, in the model's own sense (a bound is above the objective when maximising).

    ``objective`` and ``values`` are there when ``status`` is Optimal or Feasible. ``gap`` is
    |bound − objective| / |bound|. ``shadow_prices`` (by row) and ``reduced_costs`` (by variable) say how much the
    objective grows per unit of the row's right side, or of the variable; only models without integers have them.
    """

    status: Status
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    seconds: float = 0.0
    node_count: int = 0
    reason: str = ""
    is_cut_by_clock: bool = False
    values: Mapping[str, float] = field(default_factory=dict)
    shadow_prices: Mapping[str, float] = field(default_factory=dict)
    reduced_costs: Mapping[str, float] = field(default_factory=dict)

    @property
    def has_plan(self) -> bool:
        """Whether there is a point that keeps every row."""
        return self.status.has_plan


def solve(
    problem: pulp.LpProblem,
    *,
    time_limit_seconds: float,
    relative_gap: float = 1e-6,
    start: Mapping[str, float] | None = None,
    node_limit: int | None = None,
    options: Mapping[str, Any] | None = None,
) -> Solved:
    """Solve ``problem`` with HiGHS and leave the values in its variables.

    Parameters
    ----------
    problem
        Rows and objective added through ``optimizer.model_rows``.
    time_limit_seconds
        Wall clock; honored within 10 %.
    relative_gap
        Optimal is claimed within this distance of the bound, as a ratio of the objective (its constant counted).
    start
        Variable name -> value: a known plan, complete or not, from which to start.
    node_limit
        Branch-and-bound nodes: unlike the clock, a limit that gives the same plan on every machine.
    options
        Further HiGHS options by name.

    Returns
    -------
    Solved
        Optimal, Feasible (with bound and gap), Infeasible, or Failed with the reason.
    """
    solver = _HighsInProcess(start or {}, time_limit_seconds, _options(relative_gap, node_limit, options or {}))
    began = time.perf_counter()
    problem.solve(solver)
    return _read(problem, time.perf_counter() - began)


def _options(relative_gap: float, node_limit: int | None, options: Mapping[str, Any]) -> dict[str, Any]:
    """HiGHS options: two solves of the same model take the same path."""
    nodes = {} if node_limit is None else {"mip_max_nodes": node_limit}
    return {"mip_rel_gap": relative_gap, "random_seed": 0, **nodes, **options}


class Clock:
    """Seconds left of a time limit; steps that follow each other share one."""

    def __init__(self, limit_seconds: float) -> None:
        self.limit_seconds = limit_seconds
        self.ends_at = time.perf_counter() + limit_seconds

    @property
    def left_seconds(self) -> float:
        """Never negative."""
        return max(self.ends_at - time.perf_counter(), 0.0)

    @property
    def is_over(self) -> bool:
        """Whether the limit has passed."""
        return self.left_seconds <= 0


class _HighsInProcess(pulp.HiGHS):  # type: ignore[misc]  # PuLP ships no types
    """PuLP's HiGHS with a starting plan, the objective's constant, Ctrl-C, and a status that can be trusted."""

    def __init__(self, start: Mapping[str, float], time_limit_seconds: float, options: dict[str, Any]) -> None:
        super().__init__(mip=True, msg=False, timeLimit=max(time_limit_seconds, 0.01), **options)
        self.start = start

    def callSolver(self, lp: pulp.LpProblem) -> None:  # noqa: N802  # PuLP's name
        """Run HiGHS; rule out "unbounded or infeasible" by a second look without presolve."""
        model = lp.solverModel
        model.changeObjectiveOffset((-1 if lp.sense == pulp.LpMaximize else 1) * lp.objective.constant)
        started = [
            (variable.index, self.start[variable.name]) for variable in lp.variables() if variable.name in self.start
        ]
        if started:
            columns, values = zip(*started, strict=True)
            model.setSolution(len(started), columns, values)
        run_guarded(model, self.timeLimit)
        if model.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
            model.setOptionValue("presolve", "off")
            run_guarded(model, self.timeLimit)

    def findSolutionValues(self, lp: pulp.LpProblem) -> tuple[int, int]:  # noqa: N802  # PuLP's name
        """PuLP's two statuses; only ``sol_status`` tells an optimum from a plan at the time limit."""
        found = lp.solverModel.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        status = lp.solverModel.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return pulp.LpStatusInfeasible, pulp.LpSolutionInfeasible
        if status == highspy.HighsModelStatus.kUnbounded:
            return pulp.LpStatusUnbounded, pulp.LpSolutionUnbounded
        if not found and status != highspy.HighsModelStatus.kModelEmpty:
            return pulp.LpStatusNotSolved, pulp.LpSolutionNoSolutionFound
        self._keep_values(lp)
        is_best = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}
        return pulp.LpStatusOptimal, pulp.LpSolutionOptimal if is_best else pulp.LpSolutionIntegerFeasible

    def _keep_values(self, lp: pulp.LpProblem) -> None:
        """Values, reduced costs and row prices, in the model's own sense, where PuLP keeps them."""
        solution = lp.solverModel.getSolution()
        sign = -1 if lp.sense == pulp.LpMaximize else 1
        values, costs, prices = list(solution.col_value), list(solution.col_dual), list(solution.row_dual)
        for variable in lp.variables():
            variable.varValue = values[variable.index]
            variable.dj = sign * costs[variable.index] if solution.dual_valid else None
        for row in lp.constraints():
            row.pi = sign * prices[row.index] if solution.dual_valid else None


def run_guarded(model: highspy.Highs, time_limit_seconds: float) -> None:
    """Run in a thread of this process, so that Ctrl-C and the clock can stop it."""
    model.HandleUserInterrupt = True
    guard_seconds = time_limit_seconds * GRACE_RATIO
    began = time.perf_counter()
    model.startSolve()
    try:
        while not model.wait(INTERRUPT_CHECK_SECONDS)[0]:
            if time.perf_counter() - began > guard_seconds:
                model.cancelSolve()  # type: ignore[no-untyped-call]
    except BaseException:
        model.cancelSolve()  # type: ignore[no-untyped-call]
        model.wait()
        raise


def _read(problem: pulp.LpProblem, seconds: float) -> Solved:
    """What HiGHS says of the finished solve."""
    model = problem.solverModel
    info = model.getInfo()
    words = "time limit reached" if model.getModelStatus() in CUT_BY_CLOCK else _words(model)
    if problem.sol_status == pulp.LpSolutionInfeasible:
        return Solved(Status.INFEASIBLE, seconds=seconds, reason="no plan keeps every hard rule")
    if problem.sol_status not in {pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible}:
        return Solved(Status.FAILED, bound=_bound(problem), seconds=seconds, reason=f"HiGHS: {words}, no plan found")
    is_best = problem.sol_status == pulp.LpSolutionOptimal
    objective = float(pulp.value(problem.objective) or 0.0)
    bound = objective if is_best and not problem.isMIP() else _bound(problem)
    return Solved(
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        objective=objective,
        bound=bound,
        gap=relative_gap(objective, bound),
        seconds=seconds,
        node_count=max(int(info.mip_node_count), 0),
        reason="" if is_best else f"HiGHS: {words}",
        is_cut_by_clock=model.getModelStatus() in CUT_BY_CLOCK,
        values={v.name: float(v.varValue) for v in problem.variables() if v is not problem.dummyVar},
        shadow_prices={}
        if problem.isMIP()
        else {row.name: row.pi for row in problem.constraints() if row.pi is not None},
        reduced_costs={}
        if problem.isMIP()
        else {v.name: v.dj for v in problem.variables() if v.dj is not None and v is not problem.dummyVar},
    )


def _words(model: highspy.Highs) -> str:
    """HiGHS's own name of how the solve ended."""
    return str(model.modelStatusToString(model.getModelStatus())).lower()


def _bound(problem: pulp.LpProblem) -> float | None:
    """The proven limit of the objective, constant included; None when nothing is proven."""
    info = problem.solverModel.getInfo()
    if not problem.isMIP() or not math.isfinite(info.mip_dual_bound):
        return None
    return float(-info.mip_dual_bound if problem.sense == pulp.LpMaximize else info.mip_dual_bound)


def relative_gap(objective: float, bound: float | None) -> float | None:
    """|bound − objective| / |bound|, 0 when both are 0, None without a bound."""
    if bound is None:
        return None
    distance = abs(bound - objective)
    return 0.0 if distance <= ZERO else distance / max(abs(bound), ZERO)
