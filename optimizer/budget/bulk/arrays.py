"""A linear model as arrays: shares with their place and price, blocks of rows, tiers as cost vectors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import numpy as np
from scipy.sparse import coo_matrix, csr_matrix

from optimizer.budget.bulk.kinds import NOWHERE, Indexes, Numbers, filled
from optimizer.budget.bulk.people import People
from optimizer.budget.data import BudgetData

Grain = Literal["person_month", "initiative_month"]
Entries = tuple[Indexes, Indexes, Numbers]  # row within the block, column of the model, coefficient


@dataclass(frozen=True)
class Shares:
    """The first columns of the model: the part of a person's month on an initiative (BUDGET A7, A8).

    ``person`` counts classes of ``People``, ``initiative`` and ``month`` count ``data.initiatives`` and
    ``data.months``. A class of ``count`` people has ``count`` times the share, up to ``upper``.
    """

    person: Indexes
    initiative: Indexes
    month: Indexes
    upper: Numbers

    def __len__(self) -> int:
        """How many there are."""
        return len(self.person)


@dataclass(frozen=True)
class Columns:
    """Further columns of one kind, from ``first`` on: ``shortfall``, ``uneven``, ``moved``; 0 or more.

    ``index`` says which share, initiative or month each belongs to, by the letters of its name (e, i, m).
    """

    kind: str
    first: int
    index: dict[str, Indexes]
    upper: Numbers

    def __len__(self) -> int:
        """How many there are."""
        return len(self.upper)

    @property
    def columns(self) -> Indexes:
        """Their numbers in the model."""
        return np.arange(self.first, self.first + len(self), dtype=np.int32)


@dataclass(frozen=True)
class Rows:
    """Rows of one rule: lower <= (sum of shares) + (entries) <= upper.

    Which row a share is in depends on its person and month, or on its initiative and month: ``row_of`` has a row for
    each cell of that grid, or -1. Its coefficient is ``factor`` of the cell, times the monthly cost where ``is_cost``.
    With ``chain_end`` a share is in all rows from its own to that one (carry-over). ``entries`` are all others.
    """

    rule: str
    first: int
    index: dict[str, Indexes]
    lower: Numbers
    upper: Numbers
    grain: Grain = "initiative_month"
    row_of: Indexes = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    factor: Numbers | None = None
    is_cost: bool = False
    chain_end: Indexes | None = None
    entries: Sequence[Entries] = ()
    ending: str = ""
    words: Callable[[int], tuple[str, str]] | None = None
    """What a row limits and in which unit, for its shadow price."""

    def __len__(self) -> int:
        """How many there are."""
        return len(self.upper)


@dataclass(frozen=True)
class ArrayTier:
    """One term to be minimised: ``shares`` (a cost per share, None for 0) and costs of further ``columns``.

    ``can_reach_zero`` says that it is never below 0. ``sign`` -1 marks what people want much of: it is shown negated.
    """

    name: str
    unit: str
    shares: Numbers | None = None
    columns: Indexes = field(default_factory=lambda: np.zeros(0, dtype=np.int32))
    costs: Numbers = field(default_factory=lambda: np.zeros(0))
    can_reach_zero: bool = False
    sign: int = 1

    def value(self, values: Numbers) -> float:
        """The term at ``values``, one per column of the model."""
        shares = 0.0 if self.shares is None else float(self.shares @ values[: len(self.shares)])
        return shares + float(self.costs @ values[self.columns])


class BudgetArrays:
    """The model: ``shares``, ``columns`` and ``rows`` by kind, ``tiers`` in order; see ``bulk.model.assemble``."""

    def __init__(self, data: BudgetData, people: People) -> None:
        self.data, self.people = data, people
        self.count = people.count
        self.initiative_count, self.month_count = len(data.initiatives), len(data.months)
        self.shares = _shares(data, people)
        self.columns: dict[str, Columns] = {}
        self.rows: dict[str, Rows] = {}
        self.tiers: list[ArrayTier] = []
        self.column_count, self.row_count = len(self.shares), 0

    @cached_property
    def cost_amount(self) -> Numbers:
        """Money per man-month, per share."""
        return self.people.cost_amount[self.shares.person]

    @property
    def upper(self) -> Numbers:
        """Of every column."""
        return np.concatenate([self.shares.upper, *(block.upper for block in self.columns.values())])

    def cells(self, grain: Grain) -> Indexes:
        """The cell of every share in the grid of person and month, or of initiative and month."""
        return self._person_month if grain == "person_month" else self._initiative_month

    @cached_property
    def _person_month(self) -> Indexes:
        return np.asarray(self.shares.person * self.month_count + self.shares.month)

    @cached_property
    def _initiative_month(self) -> Indexes:
        return np.asarray(self.shares.initiative * self.month_count + self.shares.month)

    def cell_count(self, grain: Grain) -> int:
        """How large that grid is."""
        return (len(self.count) if grain == "person_month" else self.initiative_count) * self.month_count

    def add_columns(self, kind: str, index: dict[str, Indexes], upper: Any = np.inf) -> Columns:
        """Further columns, one per entry of the arrays in ``index``."""
        count = len(next(iter(index.values())))
        block = Columns(kind, self.column_count, index, filled(count, upper))
        self.columns[kind] = block
        self.column_count += count
        return block

    def add_rows(
        self,
        rule: str,
        index: dict[str, Indexes],
        *,
        lower: Any = -np.inf,
        upper: Any = np.inf,
        key: str | None = None,
        **other: Any,
    ) -> None:
        """Rows, one per entry of the arrays in ``index``; ``other`` as in ``Rows``. Nothing where there is no entry."""
        count = len(next(iter(index.values())))
        if count:
            block = Rows(rule, self.row_count, index, filled(count, lower), filled(count, upper), **other)
            self.rows[key or rule + block.ending] = block
            self.row_count += count

    def limits(self) -> tuple[Numbers, Numbers]:
        """The lower and upper sides of all rows."""
        blocks = self.rows.values()
        return (
            np.concatenate([np.zeros(0), *(block.lower for block in blocks)]),
            np.concatenate([np.zeros(0), *(block.upper for block in blocks)]),
        )

    def matrix(self, shares: Indexes | None = None, rows: Sequence[Rows] | None = None) -> Any:
        """Rows x columns, sparse by row: of all shares, or of these alone followed by all further columns.

        With ``rows`` the rows of these blocks alone, one block after the other.
        """
        chosen = np.arange(len(self.shares), dtype=np.int32) if shares is None else shares
        blocks = list(self.rows.values()) if rows is None else list(rows)
        place = np.full(self.column_count, NOWHERE, dtype=np.int64)
        place[chosen] = np.arange(len(chosen))
        place[len(self.shares) :] = len(chosen) + np.arange(self.column_count - len(self.shares))
        first, parts = 0, [(np.zeros(0, int), np.zeros(0, int), np.zeros(0))]
        for block in blocks:
            parts += [(row + first, column, value) for row, column, value in self._entries(block, chosen, place)]
            first += len(block)
        row, column, value = (np.concatenate(part) for part in zip(*parts, strict=True))
        width = len(chosen) + self.column_count - len(self.shares)
        return csr_matrix(coo_matrix((value, (row, column)), shape=(first, width)))

    def _entries(self, block: Rows, chosen: Indexes, place: Indexes) -> list[Entries]:
        """Row within the block, column among the chosen, coefficient."""
        found = []
        if len(block.row_of):
            cell = self.cells(block.grain)[chosen]
            row = block.row_of[cell]
            value = np.ones(len(chosen)) if block.factor is None else block.factor[cell]
            value = value * self.cost_amount[chosen] if block.is_cost else value
            inside = np.flatnonzero((row != NOWHERE) & (value != 0))
            found.append(_in_chain(block, row[inside], inside, value[inside]))
        for row, column, value in block.entries:
            at = place[column]
            found.append((row[at != NOWHERE], at[at != NOWHERE], value[at != NOWHERE]))
        return found


def _in_chain(block: Rows, row: Indexes, column: Indexes, value: Numbers) -> Entries:
    """Entries repeated in all rows up to the end of their chain."""
    if block.chain_end is None:
        return row, column, value
    length = block.chain_end[row] - row + 1
    offset = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    return np.repeat(row, length) + offset, np.repeat(column, length), np.repeat(value, length)


def _shares(data: BudgetData, people: People) -> Shares:
    """One share for each person who fits, in each month in which both are there; by initiative, month, person."""
    month = {month: place for place, month in enumerate(data.months)}
    runs = np.zeros((len(data.initiatives), len(data.months)), dtype=bool)
    for place, initiative in enumerate(data.initiatives):
        runs[place, [month[m] for m in initiative.months]] = True
    fits = people.is_eligible.T[:, None, :] & (people.available.T > 0)[None, :, :] & runs[:, :, None]
    i, m, p = (found.astype(np.int32) for found in np.nonzero(fits))
    most = np.array([one.maximum_share_ratio for one in data.initiatives], dtype=np.float64)
    upper = np.minimum(most[i], np.minimum(1.0, people.available[p, m]))
    return Shares(person=p, initiative=i, month=m, upper=np.asarray(people.count[p] * upper, dtype=np.float64))
