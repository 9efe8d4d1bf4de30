"""One CSV file as text by line and column, read strictly; what cannot be used is kept as a fault with its place."""

import csv
import io
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from config.errors import ExtractError, UsageError
from optimizer.funding.files.number import number_of, plain_numbers
from optimizer.funding.names import trimmed

SHOWN_COUNT = 25
SEPARATORS = (",", ";", "\t")


class Table:
    """The lines of one file, with the faults found in it."""

    def __init__(self, path: Path, required: Sequence[str]) -> None:
        self.path, self.faults = path, list[str]()
        self.header: list[str] = []
        self.rows: list[list[str]] = []
        self.numbers: list[int] = []
        self._read()
        self._check_header(required)
        self._check_lengths()

    @cached_property
    def lines(self) -> dict[int, dict[str, str]]:
        """The cells by column, by the number of their line in the file; blank lines are not there."""
        return {n: dict(zip(self.header, row, strict=False)) for n, row in zip(self.numbers, self.rows, strict=True)}

    def has(self, column: str) -> bool:
        """Whether there is such a column."""
        return column in self.header

    def column(self, column: str) -> list[str]:
        """The trimmed cells of a column, line by line; empty where the column or the cell is missing."""
        if column not in self.header:
            return [""] * len(self.rows)
        place = self.header.index(column)
        return [trimmed(row[place]) if place < len(row) else "" for row in self.rows]

    def numbers_of(self, column: str, *, is_required: bool = True) -> list[float | None]:
        """The cells of a column as numbers; what is none is a fault, and None, as an empty cell is."""
        texts = self.column(column)
        plain = plain_numbers(texts)
        if plain is not None:
            return list(plain)
        values: list[float | None] = []
        for number, text in zip(self.numbers, texts, strict=True):
            value = number_of(text) if text else "it is empty; a number is expected" if is_required else None
            if isinstance(value, str):
                self.fault(number, column, value)
                value = None
            values.append(value)
        return values

    def fault(self, number: int, column: str, words: str) -> None:
        """Keep what is wrong with a cell."""
        self.faults.append(f"line {number}, column {column}: {words}")

    def text(self, number: int, column: str) -> str:
        """The trimmed cell of line ``number``; empty where the column is missing."""
        return trimmed(self.lines[number].get(column, ""))

    def number(self, number: int, column: str) -> float:
        """The cell as a number; what is none is a fault."""
        text = self.text(number, column)
        value = number_of(text) if text else "it is empty; a number is expected"
        if isinstance(value, str):
            self.fault(number, column, value)
            return 0.0
        return value

    def refuse(self) -> None:
        """End with every fault, when there is one.

        Raises
        ------
        ExtractError
            With up to 25 faults.
        """
        refuse(self)

    def _read(self) -> None:
        if not self.path.is_file():
            raise UsageError(f"{self.path}: no such file. Nothing was solved.")
        content = self.path.read_bytes()
        if not content.strip():
            raise ExtractError(f"{self.path.name}: the file is empty. Nothing was solved.")
        try:
            reader = csv.reader(
                io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=_separator(content), strict=True
            )
            for row in reader:
                if not any(map(str.strip, row)):
                    continue
                if self.header:
                    self.rows.append(row)
                    self.numbers.append(reader.line_num)
                else:
                    self.header = [trimmed(name).lower() for name in row]
        except UnicodeDecodeError as fault:
            line = content[: fault.start].count(b"\n") + 1
            raise ExtractError(
                f"{self.path.name}, line {line}: byte {content[fault.start]:#04x} is no UTF-8 text. "
                "Nothing was solved. Save the file as CSV UTF-8."
            ) from fault
        except csv.Error as fault:
            last = self.numbers[-1] if self.numbers else 1
            raise ExtractError(
                f"{self.path.name}: not a readable CSV file ({fault}, after line {last}). Nothing was solved."
            ) from fault

    def _check_header(self, required: Sequence[str]) -> None:
        missing = [name for name in required if name not in self.header]
        if missing:
            near = {name: get_close_matches(name, self.header, 1) for name in missing}
            meant = "".join(f"; is {found[0]} meant to be {name}?" for name, found in near.items() if found)
            raise ExtractError(
                f"{self.path.name}: no column {', '.join(missing)}; it has {', '.join(self.header)}{meant} "
                "Nothing was solved."
            )
        twice = sorted({name for name in self.header if name and self.header.count(name) > 1})
        if twice:
            raise ExtractError(f"{self.path.name}: column {', '.join(twice)} is there twice. Nothing was solved.")
        if not self.rows:
            raise ExtractError(f"{self.path.name}: there is no line below the header. Nothing was solved.")

    def _check_lengths(self) -> None:
        width = len(self.header)
        self.faults += [
            f"line {number}: {'more' if len(row) > width else 'fewer'} cells than columns"
            for number, row in zip(self.numbers, self.rows, strict=True)
            if len(row) != width
        ]


def refuse(*tables: Table) -> None:
    """End with every fault of the tables, when there is one: those of each file by line.

    Raises
    ------
    ExtractError
        With up to 25 faults of each file.
    """
    found = [table for table in tables if table.faults]
    if not found:
        return
    parts = []
    for table in found:
        faults = sorted(dict.fromkeys(table.faults), key=_line)
        listed = "\n  ".join(faults[:SHOWN_COUNT])
        more = f"\n  and {len(faults) - SHOWN_COUNT} more" if len(faults) > SHOWN_COUNT else ""
        count = "1 cell or line" if len(faults) == 1 else f"{len(faults)} cells or lines"
        parts.append(f"{table.path.name}: {count} cannot be used:\n  {listed}{more}")
    raise ExtractError("\n".join([*parts, "Nothing was solved."]))


def _line(fault: str) -> int:
    """The number of a fault's line."""
    digits = fault.removeprefix("line ").split(",")[0].split(":")[0]
    return int(digits) if digits.isdigit() else 0


def _separator(content: bytes) -> str:
    """What the header is written with: commas, semicolons or tabs."""
    header = content.lstrip().split(b"\n", 1)[0].decode("utf-8", errors="replace")
    return max(SEPARATORS, key=header.count)
