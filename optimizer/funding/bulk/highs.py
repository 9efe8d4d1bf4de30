"""A linear model handed to HiGHS as arrays, and what HiGHS says of it."""

import math

import highspy
import numpy as np

from config.errors import ModelError
from optimizer.funding.bulk.answer import Answer
from optimizer.funding.bulk.linear_model import LinearModel
from optimizer.funding.data import Numbers
from optimizer.solver import CUT_BY_CLOCK, Status, run_guarded

ROW_WISE, MAXIMIZE = int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMaximize)


def solve(
    model: LinearModel,
    *,
    seconds: float,
    relative_gap: float = 1e-6,
    start: Numbers | None = None,
    is_relaxed: bool = False,
    options: dict[str, float] | None = None,
) -> Answer:
    """The best point of ``model`` within a time; one thread, and the same path on every machine.

    Raises
    ------
    ModelError
        A number of the model is none.
    """
    highs = to_highs(model, is_relaxed=is_relaxed)
    for name, value in {"mip_rel_gap": relative_gap, "time_limit": max(seconds, 0.01), **(options or {})}.items():
        highs.setOptionValue(name, value)
    if start is not None:
        solution = highspy.HighsSolution()
        solution.col_value = start
        highs.setSolution(solution)
    run_guarded(highs, seconds)
    if highs.getModelStatus() == highspy.HighsModelStatus.kUnboundedOrInfeasible:
        highs.setOptionValue("presolve", "off")
        run_guarded(highs, seconds)
    return _read(highs, is_integer=not is_relaxed and bool(model.integers().any()))


def to_highs(model: LinearModel, *, is_relaxed: bool = False) -> highspy.Highs:
    """The model in a silent HiGHS."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("random_seed", 0)
    matrix, costs = model.matrix(), model.costs()
    for what, numbers in (("a coefficient", matrix.values), ("an objective", costs)):
        if not np.isfinite(numbers).all():
            raise ModelError(f"{model.name} in bulk: {what} is missing or infinite. The model was not solved.")
    integers = np.zeros(model.column_count) if is_relaxed else model.integers()
    highs.passModel(
        model.column_count,
        model.row_count,
        len(matrix.values),
        ROW_WISE,
        MAXIMIZE,
        0.0,
        costs,
        model.of_columns("lower"),
        model.of_columns("upper"),
        model.of_rows("lower"),
        model.of_rows("upper"),
        matrix.start,
        matrix.columns,
        matrix.values,
        integers.astype(np.int32),
    )
    return highs


def _read(highs: highspy.Highs, *, is_integer: bool) -> Answer:
    info, status = highs.getInfo(), highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer(Status.INFEASIBLE, reason="no point keeps every row")
    is_best = status in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}
    words = "time limit reached" if status in CUT_BY_CLOCK else str(highs.modelStatusToString(status)).lower()
    proven = float(info.mip_dual_bound) if is_integer else float(info.objective_function_value)
    bound = proven if math.isfinite(proven) and (is_integer or is_best) else None
    if not is_best and info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer(Status.FAILED, bound=bound, reason=f"HiGHS: {words}, no plan found")
    solution = highs.getSolution()
    return Answer(
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        point=np.array(solution.col_value),
        objective=float(info.objective_function_value),
        bound=bound,
        reason="" if is_best else f"HiGHS: {words}",
        row_prices=np.array(solution.row_dual) if solution.dual_valid and not is_integer else None,
    )
