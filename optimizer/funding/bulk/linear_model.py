"""A linear model under construction: blocks of columns and rows, each with the names that people read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.funding.bulk.terms import Terms
from optimizer.funding.data import Indexes, Numbers

INFINITY = float("inf")
Labels = Sequence[tuple[str, Indexes]]


@dataclass(frozen=True)
class Block:
    """Columns or rows of one kind; ``labels`` are the letters and numbers that tell its members apart."""

    kind: str
    labels: tuple[tuple[str, Indexes], ...]
    first: int
    count: int
    lower: Numbers
    upper: Numbers
    is_integer: bool = False

    @property
    def members(self) -> Indexes:
        """The numbers of its columns or rows."""
        return np.arange(self.first, self.first + self.count)

    def names(self) -> list[str]:
        """``kind__r1__t2``, one per member."""
        names = [self.kind] * self.count
        for letter, numbers in self.labels:
            names = [f"{name}__{letter}{number}" for name, number in zip(names, numbers, strict=True)]
        return names


@dataclass(frozen=True)
class Matrix:
    """The rows by row: the entries of row i are those from ``start[i]`` to ``start[i + 1]``."""

    start: NDArray[np.int32]
    columns: NDArray[np.int32]
    values: Numbers

    def times(self, point: Numbers) -> Numbers:
        """Every row's value where the columns are ``point``."""
        rows = np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))
        sums: Numbers = np.bincount(rows, self.values * point[self.columns], minlength=len(self.start) - 1).astype(
            float
        )
        return sums


class LinearModel:
    """Columns, rows and what is to be maximised."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.columns: list[Block] = []
        self.rows: list[Block] = []
        self.column_count = self.row_count = 0
        self.objective = Terms(np.zeros(0, dtype=np.int64), np.zeros(0))
        self._entries: list[tuple[Indexes, Indexes, Numbers]] = []

    def add_columns(
        self,
        kind: str,
        labels: Labels,
        *,
        count: int | None = None,
        lower: Any = 0.0,
        upper: Any = INFINITY,
        is_integer: bool = False,
    ) -> Block:
        """One column per number of the labels, or one alone; limits are arrays or one number."""
        size = (len(labels[0][1]) if labels else 1) if count is None else count
        low, high = _filled(size, lower), _filled(size, upper)
        block = Block(kind, tuple(labels), self.column_count, size, low, high, is_integer)
        self.column_count += size
        self.columns.append(block)
        return block

    def add_rows(
        self, kind: str, labels: Labels, entries: Sequence[tuple[Any, Any, Any]], *, lower: Any, upper: Any
    ) -> Block:
        """One row per number of the labels, or one alone: lower <= Σ value × column <= upper.

        Parameters
        ----------
        entries
            Row within the block, column, value: each an array or one number.
        """
        size = len(labels[0][1]) if labels else 1
        block = Block(kind, tuple(labels), self.row_count, size, _filled(size, lower), _filled(size, upper))
        for row, column, value in entries:
            rows, columns, values = np.broadcast_arrays(row, column, value)
            self._entries.append((rows.ravel() + self.row_count, columns.ravel(), values.astype(float).ravel()))
        self.row_count += size
        self.rows.append(block)
        return block

    def matrix(self) -> Matrix:
        """All entries, sorted by row, equal places added up, zeros left out."""
        none = (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
        rows, columns, values = (np.concatenate(parts) for parts in zip(none, *self._entries, strict=True))
        order = np.lexsort((columns, rows))
        rows, columns, values = rows[order], columns[order], values[order]
        if len(rows):
            firsts = np.flatnonzero(np.r_[True, (np.diff(rows) != 0) | (np.diff(columns) != 0)])
            rows, columns, values = rows[firsts], columns[firsts], np.add.reduceat(values, firsts)
            kept = values != 0
            rows, columns, values = rows[kept], columns[kept], values[kept]
        start = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=self.row_count))])
        return Matrix(start.astype(np.int32), columns.astype(np.int32), values)

    def costs(self) -> Numbers:
        """What one unit of each column is worth."""
        worth: Numbers = np.bincount(self.objective.columns, self.objective.values, self.column_count).astype(float)
        return worth

    def of_columns(self, side: str) -> Numbers:
        """``lower`` or ``upper`` of all columns, in order."""
        return np.concatenate([np.zeros(0), *(getattr(block, side) for block in self.columns)])

    def of_rows(self, side: str) -> Numbers:
        """``lower`` or ``upper`` of all rows, in order."""
        return np.concatenate([np.zeros(0), *(getattr(block, side) for block in self.rows)])

    def integers(self) -> NDArray[np.bool_]:
        """Which columns are whole numbers."""
        flags = [np.full(block.count, block.is_integer) for block in self.columns]
        return np.concatenate([np.zeros(0, dtype=bool), *flags])


def _filled(count: int, value: Any) -> Numbers:
    """A copy, one number per member."""
    return np.array(np.broadcast_to(np.asarray(value, dtype=float), (count,)))
