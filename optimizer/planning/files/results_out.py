"""Results as JSON, CSV or a workbook: whole files or none, and no text that a spreadsheet could take for a formula."""

import csv
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.errors import UsageError

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
SUFFIXES = (".json", ".csv", ".xlsx")


@dataclass(frozen=True)
class Table:
    """A header and rows."""

    header: Sequence[str]
    rows: Sequence[Sequence[object]]


def refuse_unwritable(path: Path | None, suffixes: Sequence[str] = SUFFIXES) -> None:
    """Say before anything is computed that results could not be written to ``path``.

    Raises
    ------
    UsageError
        It is a folder, has none, or is of another kind.
    """
    if path is None:
        return
    if path.is_dir() or not path.parent.is_dir() or path.suffix.lower() not in suffixes:
        raise UsageError(
            f"--out {path}: name a {', '.join(suffixes)} file in a folder that exists. Nothing was computed."
        )


def write_results(path: Path, results: Mapping[str, Any]) -> None:
    """All of ``results`` as JSON or as a workbook of one sheet per table, or its first table as CSV.

    Parameters
    ----------
    results
        As ``--json`` prints them: tables are lists of objects with the same keys.
    """
    kind = path.suffix.lower()
    tables = {name: _table(rows) for name, rows in results.items() if isinstance(rows, list) and rows}
    if kind == ".json":
        written_whole(path, lambda part: part.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8"))
    elif kind == ".xlsx":
        write_workbook(path, tables)
    else:
        first = next(iter(tables.values()), Table((), ()))
        written_whole(path, lambda part: _write_csv(part, first))


def write_workbook(path: Path, tables: Mapping[str, Table]) -> None:
    """One sheet per table; texts are texts."""
    import xlsxwriter  # noqa: PLC0415 (workbooks alone need it)

    def write(part: Path) -> None:
        with xlsxwriter.Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            bold = book.add_format({"bold": True})
            for name, table in tables.items():
                sheet = book.add_worksheet(name[:31])
                sheet.write_row(0, 0, table.header, bold)
                sheet.freeze_panes(1, 0)
                for number, row in enumerate(table.rows, start=1):
                    sheet.write_row(number, 0, row)
                sheet.autofit()

    written_whole(path, write)


def written_whole(path: Path, write: Callable[[Path], object]) -> None:
    """The file is there whole or not at all, also when the process is killed meanwhile.

    Raises
    ------
    UsageError
        The folder does not exist or cannot be written to.
    """
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        write(part)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror or error}. Nothing was written.") from error
    finally:
        part.unlink(missing_ok=True)


def _table(rows: Sequence[Any]) -> Table:
    if not isinstance(rows[0], dict):
        return Table(("text",), [(str(row),) for row in rows])
    header = tuple(rows[0])
    return Table(header, [[_cell(row.get(name)) for name in header] for row in rows])


def _cell(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _write_csv(path: Path, table: Table) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(table.header)
        writer.writerows([_inert(value) for value in row] for row in table.rows)


def _inert(value: object) -> object:
    """A text that begins like a formula gets an apostrophe; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value
