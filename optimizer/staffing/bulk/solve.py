"""Run HiGHS on arrays, within a clock, and say what came out."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from optimizer.solver import run_guarded
from optimizer.staffing.bulk.arrays import Arrays
from optimizer.staffing.data import Numbers


@dataclass(frozen=True)
class Answer:
    """The best ``values`` (one per column) and the proven limit of the objective, in milli-points less the constant."""

    values: Numbers | None
    objective: float | None
    bound: float | None
    is_optimal: bool
    is_infeasible: bool


def solve(
    model: Arrays,
    *,
    seconds: float,
    relative_gap: float = 1e-4,
    node_limit: int | None = None,
    start: Numbers | None = None,
    is_relaxed: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Answer:
    """The best values of ``model`` within a time, from ``start`` where one is given; one thread."""
    highs = model.to_highs(is_relaxed=is_relaxed, start=start)
    nodes = {} if node_limit is None else {"mip_max_nodes": node_limit}
    for option, value in {"mip_rel_gap": relative_gap, "time_limit": seconds, **nodes, **(options or {})}.items():
        highs.setOptionValue(option, value)
    run_guarded(highs, seconds)
    return read(highs, is_relaxed=is_relaxed or not model.of_columns("is_integer").any())


def read(highs: highspy.Highs, *, is_relaxed: bool) -> Answer:
    """What HiGHS says of the finished solve."""
    info, status = highs.getInfo(), highs.getModelStatus()
    is_optimal = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}
    found = is_optimal or info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    objective = float(info.objective_function_value) if found else None
    proven = objective if is_relaxed and is_optimal else float(info.mip_dual_bound)
    return Answer(
        values=np.array(highs.getSolution().col_value) if found else None,
        objective=objective,
        bound=proven if proven is not None and math.isfinite(proven) and (is_optimal or not is_relaxed) else None,
        is_optimal=is_optimal,
        is_infeasible=status == highspy.HighsModelStatus.kInfeasible,
    )
