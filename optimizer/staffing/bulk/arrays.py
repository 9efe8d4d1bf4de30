"""A linear model under construction as blocks of columns and rows, handed to HiGHS at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy.sparse import coo_matrix

from config.errors import ModelError
from optimizer.staffing.data import Flags, Indexes, Numbers

INFINITY = float(highspy.kHighsInf)
ROW_WISE, MAXIMIZE = int(highspy.MatrixFormat.kRowwise), int(highspy.ObjSense.kMaximize)
Term = tuple[Any, Any, Any]  # row within the block, column, coefficient; each an array or one number


@dataclass(frozen=True)
class Columns:
    """Columns of one kind; ``index`` says which pair, consultant, phase, … and week each belongs to."""

    kind: str
    index: tuple[Indexes, ...]
    columns: Indexes
    lower: Numbers
    upper: Numbers
    cost: Numbers  # milli-points per unit
    is_integer: Flags


@dataclass(frozen=True)
class Rows:
    """Rows of one rule; ``index`` as for columns."""

    kind: str
    index: tuple[Indexes, ...]
    rows: Indexes
    lower: Numbers
    upper: Numbers


class Arrays:
    """Blocks by kind, in the order in which they were added; the objective is maximised."""

    def __init__(self) -> None:
        self.columns: dict[str, Columns] = {}
        self.rows: dict[str, Rows] = {}
        self.column_count = self.row_count = 0
        self._entries: list[tuple[Indexes, Indexes, Numbers]] = []

    def add_columns(
        self, kind: str, index: Sequence[Indexes], *, lower: Any = 0.0, upper: Any = INFINITY, is_integer: bool = False
    ) -> Columns:
        """One column per entry of the arrays in ``index``; limits are arrays or one number; costs are 0 so far."""
        count = len(index[0])
        block = Columns(
            kind=kind,
            index=tuple(index),
            columns=np.arange(self.column_count, self.column_count + count),
            lower=_filled(count, lower),
            upper=_filled(count, upper),
            cost=np.zeros(count),
            is_integer=np.full(count, is_integer),
        )
        self.column_count += count
        self.columns[kind] = block
        return block

    def add_rows(
        self,
        kind: str,
        index: Sequence[Indexes],
        terms: Sequence[Term],
        *,
        lower: Any = -INFINITY,
        upper: Any = INFINITY,
    ) -> Rows:
        """One row per entry of the arrays in ``index``: lower <= sum of ``terms`` <= upper."""
        count = len(index[0])
        block = Rows(
            kind=kind,
            index=tuple(index),
            rows=np.arange(self.row_count, self.row_count + count),
            lower=_filled(count, lower),
            upper=_filled(count, upper),
        )
        for row, column, value in terms:
            rows, columns, values = np.broadcast_arrays(row, column, value)
            self._entries.append((rows + self.row_count, columns, values.astype(float)))
        self.row_count += count
        self.rows[kind] = block
        return block

    @property
    def matrix(self) -> Any:
        """Rows x columns, sparse by row, without zeros."""
        entries = self._entries or [(np.zeros(0, int), np.zeros(0, int), np.zeros(0))]
        rows, columns, values = (np.concatenate(parts) for parts in zip(*entries, strict=True))
        result = coo_matrix((values, (rows, columns)), shape=(self.row_count, self.column_count)).tocsr()
        result.eliminate_zeros()
        return result

    def of_columns(self, field: str) -> Any:
        """``lower``, ``upper``, ``cost`` or ``is_integer`` of all columns, in order."""
        return np.concatenate([np.zeros(0), *(getattr(block, field) for block in self.columns.values())])

    def of_rows(self, field: str) -> Any:
        """``lower`` or ``upper`` of all rows, in order."""
        return np.concatenate([np.zeros(0), *(getattr(block, field) for block in self.rows.values())])

    def to_highs(self, *, is_relaxed: bool = False, start: Numbers | None = None) -> highspy.Highs:
        """The model in a silent HiGHS of one thread; objective and bound are in milli-points, maximised.

        Parameters
        ----------
        is_relaxed
            Leave the integers out.
        start
            A value per column from which to start.
        """
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        highs.silent()
        highs.setOptionValue("parallel", "off")
        highs.setOptionValue("random_seed", 0)
        self._pass_to(highs, is_relaxed=is_relaxed)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = start
            highs.setSolution(solution)
        return highs

    def _pass_to(self, highs: highspy.Highs, *, is_relaxed: bool) -> None:
        """All arrays at once, as they are."""
        matrix = self.matrix
        is_integer = np.zeros(self.column_count) if is_relaxed else self.of_columns("is_integer")
        self._refuse_odd_numbers(matrix)
        highs.passModel(
            self.column_count,
            self.row_count,
            matrix.nnz,
            ROW_WISE,
            MAXIMIZE,
            0.0,
            self.of_columns("cost"),
            self.of_columns("lower"),
            self.of_columns("upper"),
            self.of_rows("lower"),
            self.of_rows("upper"),
            matrix.indptr.astype(np.int32),
            matrix.indices.astype(np.int32),
            matrix.data,
            is_integer.astype(np.int32),
        )

    def _refuse_odd_numbers(self, matrix: Any) -> None:
        """HiGHS would take NaN without a word."""
        blocks: list[Columns | Rows] = [*self.columns.values(), *self.rows.values()]
        odd = [
            block.kind
            for block in blocks
            if np.isnan(block.lower).any()
            or np.isnan(block.upper).any()
            or (isinstance(block, Columns) and not np.isfinite(block.cost).all())
        ]
        odd += [] if np.isfinite(matrix.data).all() else ["a coefficient"]
        if odd:
            raise ModelError(
                f"Staffing in bulk, {odd[0]}: a number of the model is missing or infinite. "
                "Every number must be finite: look for a missing or zero amount. The model was not solved."
            )


def _filled(count: int, value: Any) -> Numbers:
    """``value`` for each of ``count`` entries, as an array of its own."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=float), count))


def find(keys: Sequence[Indexes], wanted: Sequence[Indexes]) -> Indexes:
    """Where each of ``wanted`` stands in ``keys`` (both: groups, or groups and weeks), -1 where it does not."""
    shape = [max(int(part.max(initial=-1)) for part in parts) + 1 for parts in zip(keys, wanted, strict=True)]
    table = np.full(shape, -1)
    table[tuple(keys)] = np.arange(len(keys[0]))
    return np.asarray(table[tuple(wanted)])
