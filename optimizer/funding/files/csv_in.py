"""Read requests and limits from CSV files; every bad cell is named by file, line and column, none is guessed."""

import csv
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

from config.errors import ExtractError, UsageError
from optimizer.funding.data import Firm, FundingData, Limit, Request
from optimizer.funding.limits import divided, subject_of

REQUEST_COLUMNS = (
    "service_line", "budget_requested", "min_viable_budget", "expected_roi", "strategic_priority",
    "success_probability",
)  # fmt: skip
LIMIT_COLUMNS = ("constraint_type", "value")
SHOWN_COUNT = 25


class Table:
    """The lines of one file, with the faults found in it."""

    def __init__(self, path: Path, required: Sequence[str]) -> None:
        self.path, self.faults = path, list[str]()
        self.lines = self._read(required)

    def text(self, number: int, column: str) -> str:
        """The trimmed cell of line ``number``; empty where the column is missing."""
        return (self.lines[number].get(column) or "").strip()

    def number(self, number: int, column: str) -> float:
        """The cell as a number; what is none is a fault."""
        text = self.text(number, column)
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.faults.append(f"line {number}, column {column}: {text!r} is no number")
            return 0.0
        return value

    def number_or_none(self, number: int, column: str) -> float | None:
        """The cell as a number; None where it is empty."""
        return self.number(number, column) if self.text(number, column) else None

    def refuse(self) -> None:
        """End with every fault, when there is one.

        Raises
        ------
        ExtractError
            With up to 25 faults.
        """
        if self.faults:
            listed = "\n  ".join(self.faults[:SHOWN_COUNT])
            raise ExtractError(
                f"{self.path.name}: {len(self.faults)} cells cannot be used:\n  {listed}\nNothing was solved."
            )

    def _read(self, required: Sequence[str]) -> dict[int, dict[str, str]]:
        if not self.path.is_file():
            raise UsageError(f"{self.path}: no such file. Nothing was solved.")
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                header = [name.strip().lower() for name in reader.fieldnames or ()]
                reader.fieldnames = header
                lines = dict(_numbered(reader))
        except (csv.Error, UnicodeDecodeError) as fault:
            raise ExtractError(f"{self.path.name}: not a readable CSV file ({fault}). Nothing was solved.") from fault
        missing = [name for name in required if name not in header]
        if missing:
            raise ExtractError(
                f"{self.path.name}: no column {', '.join(missing)}; it has {', '.join(header)}. Nothing was solved."
            )
        self.faults += [
            f"line {number}: {'more' if None in row else 'fewer'} cells than columns"
            for number, row in lines.items()
            if None in row or None in row.values()
        ]
        return lines


def _numbered(reader: "csv.DictReader[str]") -> Iterator[tuple[int, dict[str, str]]]:
    """Each line with its number in the file; blank lines are not there."""
    for row in reader:
        yield reader.line_num, row


def read_csv(requests: Path, constraints: Path, currency: str = "USD") -> FundingData:
    """Read both files and check them together.

    Raises
    ------
    UsageError
        A file is missing.
    ExtractError
        A column is missing or cells cannot be used.
    ModelError
        The requests and limits contradict each other, such as a minimum above its request.
    """
    asked, bounds = Table(requests, REQUEST_COLUMNS), Table(constraints, LIMIT_COLUMNS)
    rows = tuple(_request(asked, number) for number in asked.lines)
    limits, firm = divided([_limit(bounds, number) for number in bounds.lines], Firm())
    asked.refuse()
    bounds.refuse()
    return FundingData(rows, limits, firm, currency=currency)


def _request(table: Table, number: int) -> Request:
    service_line = table.text(number, "service_line")
    if not service_line:
        table.faults.append(f"line {number}, column service_line: it is empty")
    return Request(
        request_id=table.text(number, "request_id") or service_line,
        service_line=service_line,
        requested_amount=table.number(number, "budget_requested"),
        minimum_viable_amount=table.number(number, "min_viable_budget"),
        roi_ratio=table.number(number, "expected_roi"),
        strategic_priority=table.number(number, "strategic_priority"),
        success_probability_ratio=table.number(number, "success_probability"),
        rationale=table.text(number, "rationale"),
        group=table.text(number, "service_group") or None,
        headcount_added=table.number_or_none(number, "headcount_added"),
        contractors_added=table.number_or_none(number, "contractors_added"),
        work_headcount=table.number_or_none(number, "work_headcount"),
    )


def _limit(table: Table, number: int) -> Limit:
    return Limit(
        code=table.text(number, "constraint_type").lower(),
        value=table.number(number, "value"),
        unit=table.text(number, "unit"),
        subject=subject_of(table.text(number, "subject")),
        description=table.text(number, "description"),
    )
