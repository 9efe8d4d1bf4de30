"""Parameters that replace the sheet Config: ``name=value``, or a file of them (.xlsx, .csv, .toml, .json)."""

import csv
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from config.errors import ExtractError, UsageError
from optimizer.budget.workbook.cells import Faults
from optimizer.budget.workbook.file import read_sheets
from optimizer.budget.workbook.settings import Settings
from optimizer.budget.workbook.table import Columns, rows_of

CONFIG_COLUMNS = Columns(
    required=("parameter", "value"),
    optional=("unit", "comment"),
    aliases=(("name", "parameter"), ("setting", "parameter"), ("key", "parameter")),
)
Given = tuple[str, Any, str]


def add_all(settings: Settings, texts: Sequence[str], faults: Faults, notes: list[str]) -> None:
    """Add each of ``texts`` in order, so that a later one wins.

    Raises
    ------
    UsageError
        One is neither ``name=value`` nor a file.
    ExtractError
        A file cannot be read.
    """
    for text in texts:
        path = Path(text)
        if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"} and "=" not in text:
            sheets = read_sheets(path)
            sheet = sheets.get("config") or next(iter(sheets.values()))
            settings.add_sheet(rows_of(sheet, CONFIG_COLUMNS, faults, notes))
        else:
            for name, value, place in _given(text, path):
                settings.add_given(name, value, place)


def _given(text: str, path: Path) -> Iterator[Given]:
    readers = {".csv": _csv, ".toml": _toml, ".json": _json}
    if path.is_file() or ("=" not in text and path.suffix.lower() in readers):
        if path.suffix.lower() not in readers:
            known = ", ".join((".xlsx", *readers))
            raise UsageError(f"--config {text}: a file of parameters is one of {known}. Nothing was solved.")
        yield from _file(path, readers[path.suffix.lower()])
        return
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise UsageError(
            f"--config {text}: it is neither a file nor name=value. Nothing was solved. "
            "Write for example --config carry_over=yes or --config 'source_cap: Internal=500000'."
        )
    yield name.strip(), value.strip(), f"--config {name.strip()}"


def _file(path: Path, reader: Any) -> Iterator[Given]:
    try:
        yield from reader(path)
    except FileNotFoundError as fault:
        raise UsageError(f"--config {path}: no such file. Nothing was solved.") from fault
    except (OSError, UnicodeDecodeError, ValueError, csv.Error) as fault:  # TOML and JSON faults are ValueErrors
        raise ExtractError(f"{path.name}: cannot be read ({fault}). Nothing was solved. Correct the file.") from fault


def _csv(path: Path) -> Iterator[Given]:
    text = path.read_text(encoding="utf-8-sig")
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter=delimiter, strict=True), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or (number == 1 and [cell.lower() for cell in cells[:2]] == ["parameter", "value"]):
            continue
        if len([cell for cell in cells if cell]) < 2:  # noqa: PLR2004  # a name and a value
            raise ExtractError(
                f"{path.name}, line {number}: a parameter and a value are expected. Nothing was solved. Correct it."
            )
        yield cells[0], cells[1], f"{path.name}, line {number}, {cells[0]}"


def _toml(path: Path) -> Iterator[Given]:
    return _nested(path.name, tomllib.loads(path.read_text(encoding="utf-8-sig")))


def _json(path: Path) -> Iterator[Given]:
    values = json.loads(path.read_text(encoding="utf-8-sig"))
    if not isinstance(values, dict):
        raise ExtractError(f"{path.name}: is no object of parameters. Nothing was solved. Write {{name: value, ...}}.")
    return _nested(path.name, values)


def _nested(file_name: str, values: Mapping[str, Any]) -> Iterator[Given]:
    """``source_cap = {Internal = 5}`` is ``source_cap: Internal``; one level deeper: ``driver_cap: Internal / IT``."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            for of, inner in value.items():
                deeper = inner if isinstance(inner, Mapping) else {"": inner}
                for last, number in deeper.items():
                    full = f"{name}: {of} / {last}" if last else f"{name}: {of}"
                    yield full, _plain(number), f"{file_name}, {full}"
        else:
            yield name, _plain(value), f"{file_name}, {name}"


def _plain(value: Any) -> Any:
    return ", ".join(map(str, value)) if isinstance(value, list) else value
