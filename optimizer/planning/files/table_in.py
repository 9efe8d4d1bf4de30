"""Assumptions written as a table: CSV, or the first sheet of a workbook.

Columns ``section`` and ``name`` and ``value``; ``low``, ``high``, ``distribution`` and ``note`` where wanted. A section
is one of the catalog's, ``scenario NAME``, ``role NUMBER``, or ``currency`` (whose name is empty).
"""

import csv
from collections.abc import Iterator
from pathlib import Path

from config.errors import ExtractError
from optimizer.planning.catalog import BY_NAME, SECTIONS, nearest
from optimizer.planning.files.cells import Cell, Written
from optimizer.planning.files.toml_in import CURRENCY, SCENARIO

ROLE = "role"
REQUIRED = ("section", "name", "value")
OPTIONAL = ("low", "high", "distribution", "note", "unit", "meaning")
Line = tuple[int, dict[str, object]]


def read_table(path: Path) -> Written:
    """What the file says.

    Raises
    ------
    ExtractError
        It cannot be read, or a column is missing, unknown or there twice.
    """
    rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    written = Written(path.name)
    for number, row in _lines(path, rows):
        _take(written, number, row)
    return written


def _take(written: Written, number: int, row: dict[str, object]) -> None:
    section, _, rest = str(row["section"] or "").strip().partition(" ")
    name, place = str(row["name"] or "").strip(), f"line {number}"
    cell = Cell(
        place, row["value"], row.get("low"), row.get("high"), row.get("distribution"), str(row.get("note") or "")
    )
    if section == CURRENCY:
        written.currency = cell
    elif section == ROLE and rest:
        _of_role(written, rest.strip(), name, cell)
    elif section == SCENARIO and rest:
        full = name if "." in name else f"{SCENARIO}.{name}"
        _put(written, written.scenarios.setdefault(rest.strip(), {}), full, cell)
    elif section in SECTIONS and section != SCENARIO:
        _put(written, written.shared, f"{section}.{name}", cell)
    else:
        known = (*(one for one in SECTIONS if one != SCENARIO), f"{SCENARIO} NAME", f"{ROLE} NUMBER", CURRENCY)
        written.faults.append(f"{place}: there is no section {row['section']!r}; there are {', '.join(known)}")


def _put(written: Written, cells: dict[str, Cell], name: str, cell: Cell) -> None:
    if name not in BY_NAME:
        written.faults.append(f"{cell.place}, {name}: there is no such driver; the nearest is {nearest(name)}")
    elif name in cells:
        written.faults.append(f"{cell.place}, {name}: it is there already, in {cells[name].place}")
    else:
        cells[name] = cell


def _of_role(written: Written, number: str, name: str, cell: Cell) -> None:
    """Role numbers only tell roles apart; roles come in the order in which they first appear."""
    mine = next((one for one in written.roles if one["number"].value == number), None)
    if mine is None:
        mine = {"number": Cell(cell.place, number)}
        written.roles.append(mine)
    if name in mine:
        written.faults.append(f"{cell.place}, role {number}: {name} is there already, in {mine[name].place}")
    mine[name] = Cell(f"{cell.place}, role {number}, {name}", cell.value)


def _lines(path: Path, rows: Iterator[tuple[int, list[object]]]) -> Iterator[Line]:
    """Each line below the header that is not empty, by column."""
    header = [str(cell).strip().lower() for cell in next(rows, (0, []))[1]]
    while header and not header[-1]:
        header.pop()
    missing, unknown = [one for one in REQUIRED if one not in header], sorted(set(header) - {*REQUIRED, *OPTIONAL})
    if missing or unknown or len(set(header)) != len(header):
        raise ExtractError(
            f"{path.name}: columns {', '.join(header) or 'none'}. Nothing was computed. It must have "
            f"{', '.join(REQUIRED)}, may have {', '.join(OPTIONAL)}, each once, and no others."
        )
    for number, cells in rows:
        if any(str(cell).strip() for cell in cells):
            if len(cells) > len(header) and any(str(cell).strip() for cell in cells[len(header) :]):
                raise ExtractError(f"{path.name}, line {number}: more cells than columns. Nothing was computed.")
            padded = [*cells, *([""] * len(header))][: len(header)]
            yield number, {name: (None if cell == "" else cell) for name, cell in zip(header, padded, strict=True)}


def _csv(path: Path) -> Iterator[tuple[int, list[object]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                yield reader.line_num, list(row)
    except (csv.Error, UnicodeDecodeError) as error:
        raise ExtractError(f"{path.name}: this is no CSV ({error}). Nothing was computed. Save it as UTF-8.") from error


def _sheet(path: Path) -> Iterator[tuple[int, list[object]]]:
    import python_calamine  # noqa: PLC0415 (workbooks alone need it)

    try:
        book = python_calamine.CalamineWorkbook.from_path(path)
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, OSError) as error:
        raise ExtractError(f"{path.name}: this is no workbook ({error}). Nothing was computed.") from error
    yield from enumerate(([cell for cell in row] for row in rows), start=1)  # noqa: C416 (a list of objects)
