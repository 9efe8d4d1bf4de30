"""One sheet of a workbook, read cell by cell; every cell that cannot be read is named, none is guessed."""

import difflib
import math
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from config.errors import ExtractError
from optimizer.budget.months import month_of

T = TypeVar("T")
BLANK = ""


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
            raise ExtractError(f"{file_name}: {len(self)} cells cannot be used:\n  {listed}\nNothing was solved.")


class Row:
    """One row of a sheet; ``number`` is Excel's, from 1."""

    def __init__(
        self, sheet: str, number: int, values: dict[str, Any], letters: dict[str, str], faults: Faults
    ) -> None:
        self.sheet, self.number, self._values, self._letters, self._faults = sheet, number, values, letters, faults

    def text(self, column: str, *, is_required: bool = False) -> str:
        """The cell as trimmed text; a whole number loses its ``.0``, so that ids stay text."""
        value = self._values.get(column, BLANK)
        text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
        if is_required and not text:
            self.fault(column, "is empty")
        return text

    def number_or(self, column: str, default: T, *, least: float = 0.0, most: float = math.inf) -> float | T:
        """The cell as a number between ``least`` and ``most``; ``default`` where it is empty."""
        value = self._values.get(column, BLANK)
        if isinstance(value, str) and not value.strip():
            return default
        number = _number(value)
        if number is None or not least <= number <= most:
            limits = f"of at least {least:g}" if most == math.inf else f"between {least:g} and {most:g}"
            self.fault(column, f"is {value!r}; a number {limits} is expected")
            return default
        return number

    def month(self, column: str) -> date:
        """The cell as the first day of its month."""
        value = self._values.get(column, BLANK)
        if isinstance(value, datetime | date):
            return date(value.year, value.month, 1)
        return self.converted(column, month_of, date.min)

    def converted(self, column: str, convert: Callable[[str], T], default: T) -> T:
        """``convert`` of the cell's text; what it refuses with ValueError is a fault of the cell."""
        try:
            return convert(self.text(column))
        except ValueError as fault:
            self.fault(column, str(fault))
            return default

    def fault(self, column: str, problem: str) -> None:
        """Note that this cell cannot be used."""
        place = f"column {column} ({self._letters[column]})" if column in self._letters else f"column {column}"
        self._faults.append(f"{self.sheet}, row {self.number}, {place}: {problem}")


def rows_of(sheet: str, table: Sequence[Sequence[Any]], required: Sequence[str], faults: Faults) -> Iterator[Row]:
    """The rows under the header; blank rows are skipped, a missing column is a fault."""
    header = [str(name).strip().lower() for name in table[0]] if table else []
    for name in required:
        if name not in header:
            near = difflib.get_close_matches(name, header, n=1)
            hint = f"; the nearest is {near[0]}" if near else ""
            faults.append(f"{sheet}, row 1: there is no column {name}{hint}")
    for name in {name for name in header if name and header.count(name) > 1}:
        faults.append(f"{sheet}, row 1: the column {name} is there {header.count(name)} times")
    letters = {name: column_letters(number) for number, name in enumerate(header)}
    for number, values in enumerate(table[1:], 2):
        if any(str(value).strip() for value in values):
            yield Row(sheet, number, dict(zip(header, values, strict=False)), letters, faults)


def column_letters(number: int) -> str:
    """Excel's name of a column, counted from 0: A, B, ..., Z, AA."""
    before, place = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(ord("A") + place)


def _number(value: Any) -> float | None:
    if isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None
