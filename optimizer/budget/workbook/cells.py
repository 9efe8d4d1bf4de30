"""One row of a sheet, read cell by cell; every cell that cannot be read is named, none is guessed."""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from config.errors import ExtractError
from optimizer.budget.months import month_of
from optimizer.budget.workbook.numbers import number_of, shown
from optimizer.budget.workbook.odd_cells import OddCell

T = TypeVar("T")
BLANK = ""
PERCENT = 100
EXACT_BELOW = 1e15  # spreadsheets keep 15 digits


class Faults(list[str]):
    """Sentences about cells of one workbook, collected so that all are shown at once."""

    SHOWN_COUNT = 25

    def refuse(self, file_name: str) -> None:
        """End with every fault, when there is one.

        Raises
        ------
        ExtractError
            With up to 25 faults.
        """
        if self:
            more = [f"... and {len(self) - self.SHOWN_COUNT} more"] if len(self) > self.SHOWN_COUNT else []
            listed = "\n  ".join([*self[: self.SHOWN_COUNT], *more])
            count = "1 cell" if len(self) == 1 else f"{len(self)} cells"
            raise ExtractError(f"{file_name}: {count} cannot be used:\n  {listed}\nNothing was solved.")


class Row:
    """One row of a table; ``number`` is Excel's, from 1; ``letters`` name the columns as Excel does."""

    def __init__(
        self, sheet: str, number: int, values: Mapping[str, Any], letters: Mapping[str, str], faults: Faults
    ) -> None:
        self.sheet, self.number, self._values, self._letters, self._faults = sheet, number, values, letters, faults

    def text(self, column: str, *, is_required: bool = False) -> str:
        """The cell as text without blanks around it; a whole number loses its ``.0``."""
        value = self._value(column)
        if isinstance(value, bool):
            text = "TRUE" if value else "FALSE"
        elif isinstance(value, float) and value.is_integer():
            text = str(int(value))
        else:
            text = str(value).strip()
        if is_required and not text:
            self._fault_once(column, "is empty")
        return text

    def name(self, column: str, *, is_required: bool = False) -> str:
        """The cell as a name: text in which every kind of blank, however many, is one space."""
        return " ".join(self.text(column, is_required=is_required).split())

    def identifier(self, column: str, *, is_required: bool = True) -> str:
        """The cell as an id: text as it is (``007`` stays), or a whole number without its ``.0``."""
        value = self._value(column)
        if isinstance(value, bool | datetime | date | time | timedelta):
            self.fault(column, f"is {shown(value)}, and an id is text or a whole number; format the cell as text")
        elif isinstance(value, float) and abs(value) >= EXACT_BELOW:
            self.fault(column, f"is the number {value:g}, of which Excel keeps 15 digits; write the id as text")
        elif isinstance(value, float) and not value.is_integer():
            self.fault(column, f"is the number {value:g}; an id is text or a whole number")
        return self.name(column, is_required=is_required)

    def number_or(
        self, column: str, default: T, *, least: float = 0.0, most: float = math.inf, is_required: bool = False
    ) -> float | T:
        """The cell as a number between ``least`` and ``most``; ``default`` where it is empty."""
        value = self._value(column)
        if isinstance(value, str) and not value.strip():
            if is_required:
                self._fault_once(column, "is empty")
            return default
        limits = f"of at least {least:g}" if most == math.inf else f"between {least:g} and {most:g}"
        try:
            number = number_of(value)
        except ValueError as fault:
            self.fault(column, f"{fault}; a number {limits} is expected")
            return default
        if not least <= number <= most:
            is_percent = most == 1 < number <= PERCENT
            hint = f"; {number:g} % is written {number / PERCENT:g}" if is_percent else ""
            self.fault(column, f"is {shown(value)}; a number {limits} is expected{hint}")
            return default
        return number

    def month(self, column: str, *, is_required: bool = True) -> date | None:
        """The cell as the first day of its month: a date, or text such as ``2025-01``; None where it cannot be read."""
        value = self._value(column)
        if isinstance(value, datetime | date):
            return date(value.year, value.month, 1)
        if isinstance(value, bool | float | time | timedelta):
            self.fault(column, f"is {shown(value)}, which is no month; write it as 2025-03, or format it as a date")
            return None
        if not str(value).strip() and not is_required:
            return None
        return self.converted(column, month_of, None)

    def converted(self, column: str, convert: Callable[[str], T], default: T) -> T:
        """``convert`` of the cell's text; what it refuses with ValueError is a fault of the cell."""
        try:
            return convert(self.text(column))
        except ValueError as fault:
            self.fault(column, str(fault))
            return default

    def is_blank(self, column: str) -> bool:
        """Whether nothing stands in the cell, or there is no such column."""
        return not str(self._value(column)).strip()

    def is_left_empty(self, column: str) -> bool:
        """Whether there is such a column, and nothing at all stands in the cell."""
        value = self._values.get(column, BLANK)
        return column in self._letters and (value is None or not str(value).strip())

    def fault(self, column: str, problem: str) -> None:
        """Note that this cell cannot be used."""
        self._faults.append(f"{self.place(column)}: {problem}")

    def place(self, column: str) -> str:
        """Where the cell is: ``Projects, row 2, column alloc_budget (G)``."""
        letters = f" ({self._letters[column]})" if column in self._letters else ""
        return f"{self.sheet}, row {self.number}, column {column}{letters}"

    def _fault_once(self, column: str, problem: str) -> None:
        """As ``fault``; a cell that is read twice has it once."""
        if f"{self.place(column)}: {problem}" not in self._faults:
            self.fault(column, problem)

    def _value(self, column: str) -> Any:
        """The cell; what is no value is a fault, and then empty."""
        value = self._values.get(column, BLANK)
        if isinstance(value, OddCell):
            self._fault_once(column, f"is {value}; a value is expected")
            return BLANK
        return BLANK if value is None else value


def column_letters(number: int) -> str:
    """Excel's name of a column, counted from 0: A, B, ..., Z, AA."""
    before, place = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + place)
