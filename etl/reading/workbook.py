"""Records of a workbook's sheets, as the text that the contract's CSV would have."""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from config.errors import ExtractError
from etl.contract import ReadingRules
from etl.reading.cell import FORMULA_WITHOUT_VALUE, error_cell
from etl.reading.records import RECORDS_PER_CHUNK, Chunk
from etl.reading.safety import refuse_vanished, stamp
from etl.reading.workbook_safety import VerifiedWorkbook

EXACT_BELOW = 1e15
"""Spreadsheets keep 15 digits; a larger whole number stays in exponent form, so that ids made of it are refused."""

CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
VALUE = re.compile(rb"<v[^>]*>([^<]+)</v>|<is>")
SHEET = re.compile(r"<sheet\b([^>]*)/?>")
RELATION = re.compile(r"<Relationship\b([^>]*)/?>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
Odd = dict[tuple[int, int], str]


def sheet_names(file: VerifiedWorkbook) -> list[str]:
    """The worksheets in order, names as they are, blanks at the end included."""
    with _opened(file) as workbook:
        return [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]


def sheet_chunks(
    file: VerifiedWorkbook, sheet_name: str, rules: ReadingRules, size: int = RECORDS_PER_CHUNK
) -> Iterator[Chunk]:
    """The rows of a sheet as text records, ``size`` at a time; lines are the spreadsheet's row numbers.

    Raises
    ------
    ExtractError
        The sheet cannot be parsed, or the file changed since it was verified.
    """
    text = _texts(rules)
    with _opened(file) as workbook:
        sheet = workbook.get_sheet_by_name(sheet_name)
        odd = _odd_cells(file, sheet_name)
        lines: list[int] = []
        records: list[list[str]] = []
        for line, row in enumerate(sheet.iter_rows(), start=1):
            record = [text[type(cell)](cell) for cell in row]
            lines.append(line)
            records.append(record)
            if len(records) >= size:
                yield _marked(Chunk(lines, records), odd)
                lines, records = [], []
        if records:
            yield _marked(Chunk(lines, records), odd)


def _opened(file: VerifiedWorkbook) -> CalamineWorkbook:
    refuse_vanished(file.path)
    with file.path.open("rb") as handle:
        if stamp(handle.fileno()) != file.stamp:
            raise ExtractError(f"{file.path.name}: changed while it was read. Nothing of it was loaded. Load it again.")
    try:
        return CalamineWorkbook.from_path(file.path)
    except CalamineError as error:
        raise ExtractError(
            f"{file.path.name}: cannot be read as a workbook ({error}). Nothing was loaded. Save it again, or "
            f"export as CSV."
        ) from error


def _texts(rules: ReadingRules) -> dict[type, Callable[[Any], str]]:
    """How each kind of cell is written in the contract's notation."""
    moment = rules.stamp_formats[0] if rules.stamp_formats else rules.date_format
    known: dict[float, str] = {}

    def number(cell: float) -> str:
        if cell not in known:
            known[cell] = _number(cell).replace(".", rules.decimal_mark)
        return known[cell]

    def stamped(cell: datetime) -> str:
        return cell.strftime(rules.date_format if cell.time() == datetime.min.time() else moment)

    def dated(cell: date) -> str:
        return cell.strftime(rules.date_format)

    return {str: str, float: number, int: number, bool: str, datetime: stamped, date: dated, **_others()}


def _others() -> dict[type, Callable[[Any], str]]:
    from datetime import time, timedelta  # noqa: PLC0415  # only as keys of the table

    return {time: str, timedelta: str}


def _number(cell: float) -> str:
    if abs(cell) >= EXACT_BELOW:
        return format(cell, ".17G")
    return format(Decimal(format(cell, ".15g")), "f")


def _marked(chunk: Chunk, odd: Odd) -> Chunk:
    if odd:
        for line, record in zip(chunk.lines, chunk.records, strict=True):
            for index, cell in enumerate(record):
                if not cell and (line, index) in odd:
                    record[index] = odd[line, index]
    return chunk


def _odd_cells(file: VerifiedWorkbook, sheet_name: str) -> Odd:
    """Row and column of the cells that are errors or formulas without a saved value."""
    if not file.parts_with_odd_cells:
        return {}
    with zipfile.ZipFile(file.path) as archive:
        part = _part_of(archive, sheet_name)
        if part not in file.parts_with_odd_cells:
            return {}
        content = archive.read(part)
    odd: Odd = {}
    for letters, row, attributes, inside in CELL.findall(content):
        place = int(row), _column(letters)
        value = VALUE.search(inside)
        if b't="e"' in attributes:
            odd[place] = error_cell(value[1].decode() if value and value[1] else "#ERROR")
        elif b"<f" in inside and not value:
            odd[place] = FORMULA_WITHOUT_VALUE
    return odd


def _part_of(archive: zipfile.ZipFile, sheet_name: str) -> str:
    """The part that holds a sheet, by the workbook's relations."""
    from html import unescape  # noqa: PLC0415  # attribute values are escaped

    workbook = archive.read("xl/workbook.xml").decode()
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {a["Id"]: a["Target"] for a in (dict(ATTRIBUTE.findall(r)) for r in RELATION.findall(relations))}
    for sheet in (dict(ATTRIBUTE.findall(s)) for s in SHEET.findall(workbook)):
        if unescape(sheet["name"]) == sheet_name:
            target = targets[sheet["r:id"]]
            return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
