"""The rows under a sheet's header; what the header lacks, has twice, or seems to misspell is said."""

import difflib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.budget.workbook.cells import Faults, Row, column_letters
from optimizer.budget.workbook.file import Sheet

HEADER_WITHIN_ROWS = 20
ALIKE = 0.75


@dataclass(frozen=True)
class Columns:
    """The columns that a sheet must have and may have, and other names that some of them go by."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Every column that is read."""
        return (*self.required, *self.optional)


def rows_of(
    sheet: Sheet, columns: Columns, faults: Faults, notes: list[str], *, may_be_empty: bool = False
) -> list[Row]:
    """The rows under the header; blank rows are passed over, wherever they are.

    The header is the first row that is not blank, or, below a title, the first that has every required column. Its
    names count without case, with blanks or hyphens for ``_``.
    """
    at = _header_place(sheet.rows, columns)
    header = [_column_name(value, columns) for value in sheet.rows[at]] if sheet.rows else []
    _check_header(sheet.name, at + 1, header, columns, faults)
    _note_others(sheet, at, header, columns, notes)
    letters = {name: column_letters(number) for number, name in enumerate(header) if name}
    rows = [
        Row(sheet.name, number, dict(zip(header, values, strict=False)), letters, faults)
        for number, values in enumerate(sheet.rows[at + 1 :], at + 2)
        if any(value not in {"", None} and str(value).strip() for value in values)
    ]
    faults.extend(_merged(sheet, at, header, columns))
    if not rows and not may_be_empty and all(name in header for name in columns.required):
        faults.append(f"{sheet.name}, row {at + 1}: there is no row under the header")
    return rows


def spelled(text: str) -> str:
    """A column's or parameter's name as it is compared."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    return "_".join(plain.replace("-", " ").replace("_", " ").split())


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that ``name`` may be a misspelling of."""
    return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=ALIKE)), None)


def _header_place(rows: Sequence[Sequence[Any]], columns: Columns) -> int:
    """The place of the header row, from 0."""
    filled = [place for place, row in enumerate(rows[:HEADER_WITHIN_ROWS]) if any(str(value).strip() for value in row)]
    for place in filled:
        names = {_column_name(value, columns) for value in rows[place]}
        if columns.required and set(columns.required) <= names:
            return place
    return filled[0] if filled else 0


def _column_name(value: Any, columns: Columns) -> str:
    name = spelled(str(value))
    return dict(columns.aliases).get(name, name)


def _check_header(sheet: str, number: int, header: list[str], columns: Columns, faults: Faults) -> None:
    for name in columns.required:
        if name not in header:
            near = nearest(name, [other for other in header if other not in columns.known])
            hint = f"; the nearest is {near}" if near else f"; it has {', '.join(filter(None, header)) or 'nothing'}"
            faults.append(f"{sheet}, row {number}: there is no column {name}{hint}")
    for name in columns.known:
        if header.count(name) > 1:
            faults.append(f"{sheet}, row {number}: the column {name} is there {header.count(name)} times")


def _note_others(sheet: Sheet, at: int, header: list[str], columns: Columns, notes: list[str]) -> None:
    """Say where the header is not in the first row, and which columns are not read though they seem to be meant."""
    if at:
        notes.append(f"{sheet.name}: the header is in row {at + 1}.")
    free = [name for name in columns.known if name not in header]
    for place, name in enumerate(header):
        near = nearest(name, free) if name and name not in columns.known else None
        if near:
            notes.append(
                f"{sheet.name}, column {name} ({column_letters(place)}) is not read; if {near} is meant, rename it."
            )


def _merged(sheet: Sheet, at: int, header: list[str], columns: Columns) -> Iterator[str]:
    """Merged cells hold a value in their first cell alone: the others would read as empty."""
    for first_row, first_column, last_row, last_column in sheet.merged:
        read = [name for name in header[first_column : last_column + 1] if name in columns.known]
        if read and last_row > at:
            area = f"{column_letters(first_column)}{first_row + 1}:{column_letters(last_column)}{last_row + 1}"
            place = f"{sheet.name}, row {first_row + 1}, column {read[0]}"
            yield f"{place}: {area} is merged; unmerge it and fill each cell"
