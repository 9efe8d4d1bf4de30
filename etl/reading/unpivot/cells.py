"""The rows that come out of wide records, and what makes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from etl.contract import ExtractContract, FieldContract, SourceContract
from etl.reading.fault import Fault
from etl.reading.memo import Memo
from etl.reading.values.converter import converter

Raws = Sequence[Sequence[str]]
"""The file's columns of one batch, by index."""


@dataclass
class Cells:
    """Rows of one batch, one entry per row in each list."""

    record: list[int] = field(default_factory=list)
    row_number: list[int] = field(default_factory=list)
    into: list[str | None] = field(default_factory=list)
    value: list[str | None] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    """Index of the file's column that the value was read from."""
    faults: dict[int, tuple[str, Fault]] = field(default_factory=dict)
    """Row -> the text and why it was refused."""
    record_faults: dict[int, tuple[int, str, Fault]] = field(default_factory=dict)
    """Record -> column, text and fault that refuse it as a whole."""
    zero_count: int = 0

    def add(self, record: int, row_number: int, into: str | None, value: str | None, column: int) -> None:
        """One more row."""
        self.record.append(record)
        self.row_number.append(row_number)
        self.into.append(into)
        self.value.append(value)
        self.column.append(column)


class Unpivoter(Protocol):
    """What makes rows of records."""

    value_columns: tuple[int, ...]
    """Indexes of the cells that hold values, for control sums."""

    def cells(self, raws: Raws, refused: set[int]) -> Cells:
        """The rows of a batch; ``refused`` records make none."""


def memo_of(name: str, extract: ExtractContract, contract: SourceContract) -> Memo[str]:
    """The reader of a canonical column that is not simply one of the file's columns."""
    return Memo(converter(extract.column(name), extract.columns.get(name, FieldContract()), contract))
