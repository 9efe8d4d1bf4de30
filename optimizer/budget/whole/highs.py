"""HiGHS on the arrays of this room: the relaxation that stays warm, and searches over some of the columns."""

import math
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
from scipy.sparse import coo_matrix, csr_matrix, vstack

from optimizer.budget.bulk.kinds import NOWHERE, Flags, Indexes, Numbers
from optimizer.budget.whole.model import INFINITY, WholeModel, WholeTier
from optimizer.solver import run_guarded

ROW_WISE, MINIMIZE = int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMinimize)
DUAL, PRIMAL = 1, 4  # simplex: dual where limits have changed, primal where the objective has
PROVEN = {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kModelEmpty}


@dataclass(frozen=True)
class HeldRow:
    """A term that stays within limits."""

    columns: Indexes
    costs: Numbers
    lower: float
    upper: float


@dataclass(frozen=True)
class Held:
    """What earlier tiers reached, and no later one gives back: limits of columns, and rows."""

    lower: Numbers
    upper: Numbers
    rows: tuple[HeldRow, ...] = ()

    def also(self, tier: WholeTier, lowest: float, highest: float) -> "Held":
        """The tier is held within limits as well; a term of one column limits that column."""
        if not len(tier.columns):
            return self
        if len(tier.columns) > 1:
            return replace(self, rows=(*self.rows, HeldRow(tier.columns, tier.costs, lowest, highest)))
        column = tier.columns[0]
        sides = sorted((lowest / tier.costs[0], highest / tier.costs[0]))
        lower, upper = self.lower.copy(), self.upper.copy()
        lower[column], upper[column] = max(lower[column], sides[0]), min(upper[column], sides[1])
        return replace(self, lower=np.minimum(lower, upper), upper=upper)

    def least(self, tier: WholeTier) -> float:
        """What the limits of the columns alone say of a tier: it is not below."""
        best = np.where(tier.costs > 0, self.lower[tier.columns], self.upper[tier.columns])
        return tier.on_grain(float(tier.costs @ best))

    def matrix(self, column_count: int) -> Any:
        """The rows, sparse, over all columns."""
        row = np.repeat(np.arange(len(self.rows)), [len(one.columns) for one in self.rows])
        column = np.concatenate([np.zeros(0, dtype=np.int64), *(one.columns for one in self.rows)])
        value = np.concatenate([np.zeros(0), *(one.costs for one in self.rows)])
        return csr_matrix(coo_matrix((value, (row, column)), shape=(len(self.rows), column_count)))


@dataclass(frozen=True)
class Point:
    """One vertex of the relaxation; ``reduced_costs`` say what one more unit of a column would cost."""

    values: Numbers
    objective: float
    reduced_costs: Numbers


@dataclass(frozen=True)
class Found:
    """What a search found: ``values`` of all columns, and the proven limit if every column was in it."""

    values: Numbers | None
    bound: float


class Relaxation:
    """The model without its whole numbers, and without the flags of shares: what it cannot reach, no plan can."""

    def __init__(self, model: WholeModel) -> None:
        nothing = np.zeros(model.column_count)
        is_flag = model.owner != NOWHERE
        is_flag[: model.share_count] = False
        kept = np.asarray(abs(model.matrix) @ is_flag.astype(np.float64)) == 0
        sides = (model.row_lower[kept], model.row_upper[kept])
        self.highs = _loaded(model.lower, model.upper, None, model.matrix[kept], sides, nothing)
        self.columns = np.arange(model.column_count, dtype=np.int32)
        self.row_count = 0
        self.factors: Numbers | None = None

    def minimize(self, factors: Numbers, held: Held, seconds: float) -> Point | None:
        """The best of ``factors`` with what is held; None where time is up."""
        self.highs.changeColsBounds(len(self.columns), self.columns, held.lower, held.upper)
        for row in held.rows[self.row_count :]:
            columns = row.columns.astype(np.int32)
            self.highs.addRow(row.lower, row.upper, len(columns), columns, row.costs)
        self.row_count = len(held.rows)
        is_new = self.factors is None or not np.array_equal(self.factors, factors)
        self.highs.setOptionValue("simplex_strategy", PRIMAL if is_new and self.factors is not None else DUAL)
        self.factors = factors
        self.highs.changeColsCost(len(factors), self.columns, factors)
        self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(seconds, 0.01))
        run_guarded(self.highs, seconds)
        if self.highs.getModelStatus() not in PROVEN:
            return None
        solution = self.highs.getSolution()
        values = np.asarray(solution.col_value, dtype=np.float64)
        return Point(values, float(factors @ values), np.asarray(solution.col_dual, dtype=np.float64))


def search(
    model: WholeModel,
    factors: Numbers,
    held: Held,
    start: Numbers,
    *,
    shares: Indexes | None = None,
    lower: Numbers | None = None,
    seconds: float,
    absolute_gap: float,
) -> Found:
    """Whole numbers that make ``factors`` smaller than ``start`` does.

    Parameters
    ----------
    start
        A plan that keeps everything.
    shares
        Those that may change, with all columns that follow from them; the others stay as in ``start``. All by default.
    lower
        Limits of all columns, where they are not what is held.
    absolute_gap
        Distance from the best, in units of the objective, that is near enough.
    """
    low = held.lower if lower is None else lower
    chosen, rest = _chosen(model, shares, start)
    matrix, sides = _rows(model, held, shares is None, chosen, rest)
    highs = _loaded(low[chosen], held.upper[chosen], model.is_whole[chosen], matrix, sides, factors[chosen])
    options = {"time_limit": max(seconds, 0.01), "mip_abs_gap": absolute_gap, "mip_rel_gap": 0.0}
    for name, value in options.items():
        highs.setOptionValue(name, value)
    solution = highspy.HighsSolution()
    solution.col_value = start[chosen]
    highs.setSolution(solution)
    run_guarded(highs, seconds)
    return _found(highs, chosen, rest, float(factors @ rest))


def _rows(
    model: WholeModel,
    held: Held,
    is_all: bool,
    chosen: Indexes,
    rest: Numbers,
) -> tuple[Any, tuple[Numbers, Numbers]]:
    """The rows that say something about the chosen columns, with the others at ``rest``."""
    row = held.matrix(model.column_count)
    offset = np.concatenate([model.matrix @ rest, row @ rest])
    lower = np.append(model.row_lower, [one.lower for one in held.rows]) - offset
    upper = np.append(model.row_upper, [one.upper for one in held.rows]) - offset
    if is_all:
        return vstack([model.matrix, row], format="csr"), (lower, upper)
    matrix = csr_matrix(vstack([csr_matrix(model.by_column[:, chosen]), row[:, chosen]], format="csr"))
    kept = np.flatnonzero(np.diff(matrix.indptr))
    return matrix[kept], (lower[kept], upper[kept])


def _chosen(model: WholeModel, shares: Indexes | None, start: Numbers) -> tuple[Indexes, Numbers]:
    """The columns of a search, and the others as they are in ``start``."""
    if shares is None:
        return np.arange(model.column_count), np.zeros(model.column_count)
    is_chosen = np.zeros(model.share_count + 1, dtype=bool)
    is_chosen[shares] = True
    chosen = np.flatnonzero(is_chosen[model.owner] | (model.owner == NOWHERE))
    rest = start.copy()
    rest[chosen] = 0.0
    return chosen, rest


def _loaded(
    lower: Numbers,
    upper: Numbers,
    is_whole: Flags | None,
    matrix: Any,
    sides: tuple[Numbers, Numbers],
    factors: Numbers,
) -> highspy.Highs:
    """A silent HiGHS of one thread with the model in it, to be minimised."""
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    highs.setOptionValue("parallel", "off")
    highs.setOptionValue("random_seed", 0)
    whole = np.zeros(len(lower), dtype=np.int32) if is_whole is None else is_whole.astype(np.int32)
    rows = csr_matrix(matrix)
    highs.passModel(
        len(lower), rows.shape[0], rows.nnz, ROW_WISE, MINIMIZE, 0.0, factors, lower,
        np.minimum(upper, INFINITY), sides[0], sides[1],
        rows.indptr.astype(np.int32), rows.indices.astype(np.int32), rows.data, whole,
    )  # fmt: skip
    return highs


def _found(highs: highspy.Highs, chosen: Indexes, rest: Numbers, constant: float) -> Found:
    """The plan and the limit of a finished search."""
    info, status = highs.getInfo(), highs.getModelStatus()
    is_plan = status in PROVEN or info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    values = None
    if is_plan:
        values = rest.copy()
        values[chosen] = np.asarray(highs.getSolution().col_value, dtype=np.float64)
    bound = float(info.mip_dual_bound)
    bound = float(info.objective_function_value) if status in PROVEN and not math.isfinite(bound) else bound
    return Found(values, bound + constant if math.isfinite(bound) else -math.inf)
