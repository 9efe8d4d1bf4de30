"""Parameters as they are given: on the sheet Config, in a file of their own, or on the command line."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from optimizer.budget.workbook.cells import Faults, Row
from optimizer.budget.workbook.parameters import ALIASES, BY_NAME
from optimizer.budget.workbook.table import nearest, spelled

YES, NO = {"yes", "y", "true", "on", "1"}, {"no", "n", "false", "off", "0"}
VALUE = "value"


class GivenRow(Row):
    """A parameter that does not stand on a sheet; ``sheet`` says where it was given."""

    def place(self, column: str) -> str:  # noqa: ARG002  # there are no columns
        """Where the parameter was given: ``--config carry_over``."""
        return self.sheet


class Settings:
    """Parameters by name and, where they have one, by what stands behind the colon; later ones replace earlier ones."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._rows: dict[tuple[str, str], Row] = {}

    def add_sheet(self, rows: Iterable[Row]) -> None:
        """The rows of a sheet Config; a parameter that is there twice is a fault."""
        seen: dict[tuple[str, str], Row] = {}
        for row in rows:
            key = self._key(row, row.text("parameter", is_required=True))
            if key is None or row.is_blank(VALUE):
                continue
            if key in seen:
                row.fault("parameter", f"is {row.text('parameter')!r}, as in row {seen[key].number} already")
            seen[key] = row
        self._rows |= seen

    def add_given(self, name: str, value: Any, place: str) -> None:
        """One parameter from elsewhere; ``place`` says where, for messages."""
        row = GivenRow(place, 0, {VALUE: float(value) if type(value) is int else value}, {}, self._faults)
        key = self._key(row, name)
        if key is not None:
            self._rows[key] = row

    def _key(self, row: Row, written: str) -> tuple[str, str] | None:
        """Name and what it is for; None, and a fault, where nothing is called so."""
        name_text, colon, of_text = written.partition(":")
        name = spelled(name_text)
        name = ALIASES.get(name, name)
        of = " ".join(of_text.split())
        if not written:
            return None
        if name not in BY_NAME:
            near = nearest(name, [*BY_NAME, *ALIASES])
            hint = f"; did you mean {near}?" if near else f"; known are {', '.join(BY_NAME)}"
            row.fault("parameter", f"is {written!r}{hint}")
            return None
        wanted = BY_NAME[name].of
        if bool(wanted) != bool(of):
            form = f"{name}: {wanted.upper()}" if wanted else name
            row.fault("parameter", f"is {written!r}; write it as {form}" + (" with a name" if not colon else ""))
            return None
        return name, of

    def row(self, name: str) -> Row | None:
        """Where the parameter is given."""
        return self._rows.get((name, ""))

    def rows(self, name: str) -> Iterator[tuple[str, Row]]:
        """What each stands for, and where it is given."""
        return ((of, row) for (known, of), row in self._rows.items() if known == name)

    def text(self, name: str, default: str) -> str:
        """As text."""
        row = self.row(name)
        return default if row is None else row.text(VALUE)

    def number(self, name: str, default: Any, *, least: float = 0.0, most: float = math.inf) -> Any:
        """As a number within limits."""
        row = self.row(name)
        return default if row is None else row.number_or(VALUE, default, least=least, most=most)

    def count(self, name: str, default: Any, least: int = 1) -> Any:
        """As a whole number."""
        row, number = self.row(name), self.number(name, None, least=least, most=1e6)
        if row is None or number is None:
            return default
        if number != int(number):
            row.fault(VALUE, f"is {number:g}; a whole number is expected")
        return int(number)

    def is_yes(self, name: str, *, default: bool) -> bool:
        """As yes or no."""
        row = self.row(name)
        if row is None:
            return default
        word = row.text(VALUE).casefold()
        if word not in YES | NO:
            row.fault(VALUE, f"is {row.text(VALUE)!r}; yes or no is expected")
        return word in YES
