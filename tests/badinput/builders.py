"""Files that go wrong, one way at a time. Each builder writes one file into a folder and gives its path."""

import csv
import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

HEADER = [
    "Eng. No.", "Eng. Description", "Eng. Phase", "Phase Description", "Client No.", "Client Name", "Personnel No.",
    "Employee Name", "Staff Level", "Work Date", "Time Entry Date", "Posting Date", "Hours", "Charge-Out Rate", "Std. Price",
    "Adm. Surcharge",
]  # fmt: skip
STAMP = "14:16:07"


def row(day: int, hours: str, price: str) -> list[str]:
    """A good timesheet row of December 2024 at 210 an hour."""
    stamp = f"2024-12-{day:02d} {STAMP}"
    return [
        "2001920365", "Neptune", "10", "Mars  ", "1000017023", "Company X", "00014523", "Alice Dupont",
        "SPECIALIST/SENIOR CONSULT", stamp, stamp, stamp, hours, "210", price, "12.6",
    ]  # fmt: skip


ROWS = [row(5, "1.0", "210"), row(6, "2.5", "525"), row(6, "-2.5", "-525")]


def timesheets(folder: Path, options: dict[str, Any]) -> Path:
    """The good file with some cells, names or bytes changed; ``cells`` are those of the second row."""
    header, rows = list(HEADER), [list(r) for r in ROWS]
    for name, value in options.get("cells", {}).items():
        rows[1][header.index(name)] = value
    for name, value in options.get("all_cells", {}).items():
        for cells in rows:
            cells[header.index(name)] = value
    for name in options.get("without", []):
        index = header.index(name)
        for cells in (header, *rows):
            del cells[index]
    for name, value in options.get("extra", {}).items():
        header.append(name)
        for cells in rows:
            cells.append(value)
    header = [options.get("renamed", {}).get(name, name) for name in header]
    if options.get("reversed_columns"):
        header, rows = header[::-1], [cells[::-1] for cells in rows]
    rows += [list(ROWS[0])] * options.get("copies", 0)
    rows = rows[: options.get("row_count", len(rows))]
    return _write(folder, options, header, rows)


def _write(folder: Path, options: dict[str, Any], header: list[str], rows: list[list[str]]) -> Path:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=options.get("delimiter", ","), lineterminator=options.get("newline", "\n"))
    writer.writerows([header, *rows])
    content = text.getvalue()
    for old, new in options.get("replaced", {}).items():
        assert old in content
        content = content.replace(old, new, 1)
    if options.get("trailing_delimiter"):
        content = re.sub(r"(\d)\n", r"\1,\n", content)
    content = options.get("before", "") + content + options.get("after", "")
    data = content.encode(options.get("encoding", "utf-8"))
    data = data[: len(data) - options.get("cut_bytes", 0)]
    path = folder / options.get("name", "TIME.csv")
    path.write_bytes(data)
    return path


def content(folder: Path, options: dict[str, Any]) -> Path:
    """A file of any text or bytes (hex)."""
    path = folder / options.get("name", "TIME.csv")
    path.write_bytes(
        bytes.fromhex(options["hex"]) if "hex" in options else options["text"].encode(options.get("encoding", "utf-8"))
    )
    return path


def french(folder: Path, options: dict[str, Any]) -> Path:
    """One row in French notation under two lines of title, some cells changed."""
    cells = {
        "Mandat": "A-1", "Phase": "010", "Employé": "003Dn000000000AIAQ", "Niveau": "Directeur", "Date": "31/03/2025",
        "Saisie": "01/04/2025", "Heures": "7,50", "Taux": "1 210,00", "Devise": "CAD",
    }  # fmt: skip
    cells |= options.get("cells", {})
    mark = options.get("delimiter", ";")
    lines = ["Feuilles de temps", "mars 2025", mark.join(cells), mark.join(cells.values())]
    text = "\r\n".join(lines) + "\r\n" + options.get("after", "")
    path = folder / "temps.csv"
    path.write_bytes(text.encode(options.get("encoding", "utf-8")))
    return path


def link(folder: Path, _options: dict[str, Any]) -> Path:
    """A link to a good file."""
    path = folder / "TIME.csv"
    path.symlink_to(timesheets(folder, {"name": "real.csv"}))
    return path


def pipe(folder: Path, _options: dict[str, Any]) -> Path:
    """A named pipe, on which a careless reader waits for ever."""
    path = folder / "TIME.csv"
    os.mkfifo(path)
    return path


def workbook(folder: Path, options: dict[str, Any]) -> Path:
    """The good rows in a workbook, as a spreadsheet program types them; cells of the second row changed."""
    path = folder / options.get("name", "TIME.xlsx")
    book = xlsxwriter.Workbook(path)
    for name in options.get("sheets", ["TIME"]):
        sheet = book.add_worksheet(name)
        for number, cells in enumerate([HEADER, *ROWS]):
            for column, cell in enumerate(cells):
                is_number = number > 0 and HEADER[column] in {
                    "Hours",
                    "Charge-Out Rate",
                    "Std. Price",
                    "Adm. Surcharge",
                }
                sheet.write(number, column, float(cell) if is_number else cell)
        for name_of_column, value in options.get("cells", {}).items():
            sheet.write(2, HEADER.index(name_of_column), value)
        for name_of_column, (formula, value) in options.get("formulas", {}).items():
            sheet.write_formula(2, HEADER.index(name_of_column), formula, None, value)
    book.close()
    if options.get("strip_values"):
        _edit(path, "xl/worksheets/sheet1.xml", lambda text: re.sub(r"(</f>)<v>[^<]*</v>", r"\1", text))
    if "entity" in options:
        _edit(path, "xl/sharedStrings.xml", lambda text: text.replace("<sst", options["entity"] + "<sst", 1))
    if "part" in options:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(options["part"], b"\0" * 10)
    return path


def bomb(folder: Path, options: dict[str, Any]) -> Path:
    """A workbook one part of which unpacks to far more than it weighs."""
    path = workbook(folder, {})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * options["megabytes"] * 1_000_000)
    return path


def lying_bomb(folder: Path, _options: dict[str, Any]) -> Path:
    """A workbook whose table of contents says that a large part is small."""
    path = bomb(folder, {"megabytes": 40})
    data = bytearray(path.read_bytes())
    position = data.find(b"PK\x01\x02", data.rfind(b"xl/worksheets/sheet9.xml") - 60)
    data[position + 24 : position + 28] = struct.pack("<I", 1000)
    path.write_bytes(bytes(data))
    return path


def encrypted(folder: Path, _options: dict[str, Any]) -> Path:
    """What a spreadsheet program writes when a password is set."""
    path = folder / "TIME.xlsx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500
    )
    return path


def compressed(folder: Path, _options: dict[str, Any]) -> Path:
    """Bytes that are no text."""
    path = folder / "TIME.csv"
    path.write_bytes(zlib.compress(b"Hours" * 5000) + b"\0\0")
    return path


def _edit(path: Path, part: str, change: Callable[[str], str]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


BUILDERS: dict[str, Callable[[Path, dict[str, Any]], Path]] = {
    builder.__name__: builder
    for builder in (timesheets, content, french, link, pipe, workbook, bomb, lying_bomb, encrypted, compressed)
}
