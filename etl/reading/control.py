"""Control sums: hours and money of everything that was read, whatever became of it."""

from decimal import Decimal
from functools import partial

from etl.contract import ExtractContract, FieldContract, SourceContract
from etl.reading.header import Header
from etl.reading.memo import NumberMemo
from etl.reading.unpivot.cells import Raws
from etl.reading.values.converter import in_notation
from etl.reading.values.numbers import amount_or_zero, number_converter

NOTHING = Decimal(0)


class ControlSum:
    """The sum of one canonical column over the file's own cells.

    ``is_derived`` says that the file has no such cells (a weekly schedule, a price computed from hours and rate);
    then the
    rows made are what is summed.
    """

    def __init__(
        self, name: str | None, columns: tuple[int, ...], extract: ExtractContract, contract: SourceContract
    ) -> None:
        self.name = name
        self.columns = columns
        self.is_derived = name is not None and not columns
        self.total = NOTHING
        self._numbers: NumberMemo | None = None
        if name is not None:
            field = extract.columns.get(name, FieldContract())
            read = number_converter(extract.column(name), field, in_notation(contract, field).reading)
            self._numbers = NumberMemo(partial(amount_or_zero, convert=read))

    def cell(self, raw: str) -> Decimal:
        """The number in one cell, 0 where it is none."""
        return self._numbers[raw] if self._numbers is not None else NOTHING

    def record(self, raws: Raws, record: int) -> Decimal | None:
        """What one record carries; None where the entity or the file has no such sum."""
        if not self.columns:
            return None
        return sum((self.cell(raws[index][record]) for index in self.columns), NOTHING)

    def add(self, raws: Raws) -> None:
        """Add the cells of a batch."""
        if self._numbers is not None:
            for index in self.columns:
                self.total += sum(map(self._numbers.__getitem__, raws[index]), NOTHING)

    def add_rows(self, values: list[str | None]) -> None:
        """Add derived values of the rows made."""
        if self.is_derived:
            self.total += sum((Decimal(value) for value in values if value is not None), NOTHING)


def control_sum(
    name: str | None, extract: ExtractContract, contract: SourceContract, header: Header, value_columns: tuple[int, ...]
) -> ControlSum:
    """The control sum of a canonical column in one file."""
    if name is None:
        return ControlSum(None, (), extract, contract)
    if extract.unpivot and extract.unpivot.value == name:
        return ControlSum(name, value_columns, extract, contract)
    columns = (header.position[name],) if name in header.position else ()
    return ControlSum(name, columns, extract, contract)
