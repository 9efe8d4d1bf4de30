"""Reads a table without the loader, the csv module or a workbook library: what a file holds, told by somebody else."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path

ROW = re.compile(r"<row [^>]*>(.*?)</row>", re.DOTALL)
TEXT = re.compile(r"<si><t[^>]*>(.*?)</t></si>", re.DOTALL)
CELL = re.compile(r'<c r="([A-Z]+)\d+"([^>]*?)(?:/>|>(.*?)</c>)', re.DOTALL)
Table = list[list[str]]


def text_table(text: str, delimiter: str) -> Table:
    """Every record of CSV text; a blank line is a record without cells."""
    table: Table = []
    cells: list[str] = [""]
    is_quoted = False
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for letter in text if text.endswith("\n") else text + "\n":
        if letter == '"':
            is_quoted = not is_quoted
        elif is_quoted or letter not in {delimiter, "\n"}:
            cells[-1] += letter
        elif letter == delimiter:
            cells.append("")
        else:
            table.append(cells)
            cells = [""]
    return table


def workbook_table(path: Path) -> Table:
    """Every row of a workbook's first sheet, from the parts of the zip."""
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        shared = TEXT.findall(archive.read("xl/sharedStrings.xml").decode())
    return [
        [_cell(attributes, inside, shared) for _, attributes, inside in CELL.findall(row)] for row in ROW.findall(sheet)
    ]


def _cell(attributes: str, inside: str, shared: list[str]) -> str:
    value = re.search(r"<v>(.*?)</v>", inside or "")
    if value is None:
        return ""
    return shared[int(value[1])] if 't="s"' in attributes else value[1]


def total(table: Table, name: str, mark: str) -> Decimal:
    """The sum of a column's readable numbers, 0 without the column; a totals row is not one of the rows."""
    number = re.compile(rf"-?\d{{1,15}}({re.escape(mark)}\d{{1,2}})?")
    headers = ([cell.strip().casefold() for cell in record] for record in table)
    header = next((cells for cells in headers if name.casefold() in cells), None)
    if header is None:
        return Decimal(0)
    index = header.index(name.casefold())
    cells = [r[index].strip() for r in table if len(r) == len(header) and r[0] != "Grand Total"]
    return sum((Decimal(cell.replace(mark, ".")) for cell in cells if number.fullmatch(cell)), Decimal(0))
