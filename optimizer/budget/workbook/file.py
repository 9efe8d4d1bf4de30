"""A workbook as plain tables, one per sheet: what kind of file it is, and what its cells hold."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import python_calamine

from config.errors import ExtractError, UsageError
from optimizer.budget.workbook import odd_cells

ZIP, OLE = b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1")
MOST_BYTES = 100_000_000
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Sheet:
    """One sheet: ``rows`` from Excel's first row on; ``merged`` as (first row, column, last row, column), from 0."""

    name: str
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def read_sheets(path: Path) -> dict[str, Sheet]:
    """Every sheet that is not empty of a name, by its name in lower case.

    Raises
    ------
    UsageError
        There is no such file, or it may not be read.
    ExtractError
        It is no workbook: empty, text, protected by a password, damaged; or two sheets have the same name.
    """
    content = _content(path)
    if content.startswith(ZIP):
        odd_cells.refuse_bomb(path.name, content)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheets = [_sheet(workbook, one) for one in workbook.sheets_metadata if _is_table(one)]
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        if ENCRYPTED in content:
            _refuse(path, "is protected by a password", "Save it without one.")
        raise ExtractError(
            f"{path.name}: not a readable workbook ({fault}). Nothing was solved. Save it again as .xlsx."
        ) from fault
    if content.startswith(ZIP):
        odd_cells.mark(content, {sheet.name: sheet.rows for sheet in sheets})
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        key = sheet.name.strip().lower()
        if key in found:
            _refuse(path, f"has the sheets {found[key].name!r} and {sheet.name!r}, which read alike", "Keep one.")
        found[key] = sheet
    return found


def _content(path: Path) -> bytes:
    """The bytes of what can be a workbook."""
    if not path.exists():
        raise UsageError(
            f"{path}: no such file. Nothing was solved. Name a workbook with the sheets Projects and Resources."
        )
    if not path.is_file():
        raise UsageError(f"{path}: is no file. Nothing was solved. Name a workbook such as portfolio.xlsx.")
    if path.stat().st_size > MOST_BYTES:
        _refuse(path, f"has {path.stat().st_size:,} bytes; at most {MOST_BYTES:,} are read", "Remove other sheets.")
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UsageError(f"{path}: may not be read ({fault.strerror}). Nothing was solved.") from fault
    if not content.strip(b"\0 \r\n\t"):
        _refuse(path, "is empty", "Export it again.")
    if not content.startswith((ZIP, OLE)):
        _refuse(
            path, f"not a readable workbook: it is {_kind(content)}", "Save it as .xlsx with a sheet for each table."
        )
    return content


def _kind(content: bytes) -> str:
    start = content[:2000].lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table")):
        return "a web page"
    if start.startswith(b"<"):
        return "XML text"
    return "binary of another kind" if b"\0" in start else "plain text, such as CSV"


def _is_table(sheet: python_calamine.SheetMetadata) -> bool:
    return sheet.typ == python_calamine.SheetTypeEnum.WorkSheet


def _sheet(workbook: python_calamine.CalamineWorkbook, described: python_calamine.SheetMetadata) -> Sheet:
    sheet = workbook.get_sheet_by_name(described.name)
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(described.name, sheet.to_python(skip_empty_area=False), merged)


def _refuse(path: Path, problem: str, advice: str) -> NoReturn:
    raise ExtractError(f"{path.name}: {problem}. Nothing was solved. {advice}")
