"""Timesheets and capacity as frames of known columns and types, from rows, frames or CSV files."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from config.errors import ExtractError, UsageError

TEXT, DAY, NUMBER, YES_NO = "text", "date", "number", "yes or no"
TIMESHEET_COLUMNS = {
    "engagement_id": TEXT, "employee_id": TEXT, "practice": TEXT, "level": TEXT, "week_start_date": DAY,
    "hours": NUMBER, "amount": NUMBER, "is_billable": YES_NO,
}  # fmt: skip
CAPACITY_COLUMNS = {"employee_id": TEXT, "week_start_date": DAY, "capacity_hours": NUMBER}
WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}

Rows = Sequence[Mapping[str, Any]] | pd.DataFrame


def timesheet_frame(rows: Rows) -> pd.DataFrame:
    """Rows of ``TIMESHEET_COLUMNS``, typed.

    Raises
    ------
    ExtractError
        A column is missing, or a cell is no date, number or yes/no.
    """
    return _frame(rows, TIMESHEET_COLUMNS, "timesheets")


def capacity_frame(rows: Rows) -> pd.DataFrame:
    """Rows of ``CAPACITY_COLUMNS``, typed; errors as in ``timesheet_frame``."""
    return _frame(rows, CAPACITY_COLUMNS, "capacity")


def read_rows(path: Path) -> pd.DataFrame:
    """The text cells of a CSV file.

    Raises
    ------
    UsageError
        There is no such file.
    ExtractError
        It is no CSV.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Nothing was learned.")
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (pd.errors.ParserError, pd.errors.EmptyDataError, UnicodeDecodeError) as error:
        raise ExtractError(f"{path.name}: this is no CSV ({error}). Nothing was learned.") from error


def _frame(rows: Rows, columns: Mapping[str, str], what: str) -> pd.DataFrame:
    if not isinstance(rows, pd.DataFrame):
        rows = pd.DataFrame(list(rows)) if len(rows) else pd.DataFrame(columns=list(columns))
    missing = [name for name in columns if name not in rows.columns]
    if missing:
        raise ExtractError(
            f"The {what} have no column {', '.join(missing)}; they have {', '.join(map(str, rows.columns))}. Nothing "
            "was learned."
        )
    return pd.DataFrame({name: _typed(rows[name], kind, f"{what}, {name}") for name, kind in columns.items()})


def _typed(values: "pd.Series[Any]", kind: str, where: str) -> "pd.Series[Any]":
    """The column in its type; the first cell that is none of it is named by row, counted from 1."""
    if kind == TEXT:
        found = (
            values.astype(object).where(values.notna(), None).map(lambda value: None if value is None else str(value))
        )
    elif kind == DAY:
        found = pd.to_datetime(values, errors="coerce")
    elif kind == NUMBER:
        found = pd.to_numeric(values.where(values.astype(str) != "", None), errors="coerce").astype(float)
    else:
        found = values.map(lambda value: WORDS.get(str(value).strip().lower()))
    bad = found.isna()
    if bad.any():
        row = int(bad.to_numpy().argmax())
        raise ExtractError(
            f"The {where}, row {row + 1}: {values.iloc[row]!r} is no {kind}. Nothing was learned. Correct it."
        )
    return found.astype(bool) if kind == YES_NO else found
