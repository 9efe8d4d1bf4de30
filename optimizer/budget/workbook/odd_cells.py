"""Cells that a reader shows as empty and that are not: errors such as #DIV/0!, formulas without a saved value."""

import io
import re
import zipfile
from html import unescape
from typing import Any

from config.errors import ExtractError

CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
ODD = re.compile(rb'\bt="e"|<(?:\w+:)?f[ >/]')
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)</|<(?:\w+:)?is>")
SHEET = re.compile(r"<(?:\w+:)?sheet\b([^>]*?)/?>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^>]*?)/?>")
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
MOST_UNPACKED_BYTES = 500_000_000
MOST_RATIO = 300  # unpacked over packed, of a part of some size
SMALL_BYTES = 20_000_000


class OddCell(str):
    """What stands in a cell that has no value, in words."""

    __slots__ = ()


def refuse_bomb(file_name: str, content: bytes) -> None:
    """Look at the sizes of the parts before anything is unpacked.

    Raises
    ------
    ExtractError
        The workbook is damaged, or unpacks to more than can be meant.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as fault:
        raise ExtractError(
            f"{file_name}: not a readable workbook ({fault}). Nothing was solved. Save it again as .xlsx."
        ) from fault
    for part in parts:
        is_bomb = part.file_size > SMALL_BYTES and part.file_size > MOST_RATIO * part.compress_size
        if part.file_size > MOST_UNPACKED_BYTES or is_bomb:
            raise ExtractError(
                f"{file_name}: {part.filename} unpacks from {part.compress_size:,} to {part.file_size:,} bytes. "
                "Nothing was solved. Save the workbook again without empty formatted areas."
            )


def mark(content: bytes, tables: dict[str, list[list[Any]]]) -> None:
    """Put an ``OddCell`` into ``tables`` (rows by sheet name) wherever the file has one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name, part_name in _parts(archive).items():
            if name in tables and part_name in archive.NameToInfo:
                _mark_sheet(archive.read(part_name), tables[name])


def _mark_sheet(xml: bytes, rows: list[list[Any]]) -> None:
    if not ODD.search(xml):
        return
    for attributes, inside in CELL.findall(xml):
        place = PLACE.search(attributes)
        if place is None:
            continue
        row, column = int(place[2]) - 1, _column(place[1])
        value = VALUE.search(inside)
        if b't="e"' in attributes:
            words = value[1].decode() if value and value[1] else "an error"
        elif FORMULA.search(inside) and not value and b't="str"' not in attributes:
            words = "a formula without a saved value"
        else:
            continue
        while len(rows) <= row:
            rows.append([])
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = OddCell(words)


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> the part that holds it; nothing where the file is of another kind."""
    try:
        workbook = archive.read("xl/workbook.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    except (KeyError, UnicodeDecodeError):
        return {}
    targets = {one.get("Id"): one.get("Target", "") for one in map(_attributes, RELATION.findall(relations))}
    sheets = map(_attributes, SHEET.findall(workbook))
    places = {unescape(one.get("name", "")): targets.get(one.get("r:id", ""), "") for one in sheets}
    return {name: to.removeprefix("/") if to.startswith("/") else f"xl/{to}" for name, to in places.items()}


def _attributes(text: str) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(text))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
