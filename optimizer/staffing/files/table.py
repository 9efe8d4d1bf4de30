"""One CSV file of a staffing problem: every cell is what its column wants, or the file, line and column are named."""

from pathlib import Path

import numpy as np
import pandas as pd

from config.errors import UsageError

TEXTS = ("consultant_id", "engagement_id", "practice", "level")
WEEKS = ("week", "start_week", "end_week")
FLAGS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
FLAG_COLUMNS = ("is_external", "is_new", "was_assigned")
COLUMNS = {
    "consultants": ("consultant_id", "practice", "level", "is_external", "is_new"),
    "availability": ("consultant_id", "week", "hours"),
    "engagements": (
        "engagement_id",
        "start_week",
        "end_week",
        "weight",
        "bac",
        "ac",
        "extracted_value",
        "pv_at_horizon",
        "ratio_price",
    ),
    "demand": ("engagement_id", "week", "planned_hours", "maximum_hours"),
    "targets": ("engagement_id", "practice", "level", "ratio"),
    "eligibility": (
        "consultant_id",
        "engagement_id",
        "charge_out_rate",
        "value_per_hour",
        "external_premium",
        "was_assigned",
    ),
}
ONCE = {  # one line for each
    "consultants": ["consultant_id"],
    "availability": ["consultant_id", "week"],
    "engagements": ["engagement_id"],
    "demand": ["engagement_id", "week"],
    "targets": ["engagement_id", "practice", "level"],
    "eligibility": ["consultant_id", "engagement_id"],
}
FARTHEST_WEEK = 1e6  # beyond any calendar
FIRST_LINE = 2  # of the rows; line 1 has the names of the columns


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """One file of ``COLUMNS``: ids stay text, numbers are finite, weeks are whole, flags are True or False.

    Raises
    ------
    UsageError
        The file cannot be read, a column is missing, a cell is not what its column wants, or two lines are about the
        same thing; the sentence names file, line and column.
    """
    path = existing(folder, f"{name}.csv")
    try:
        frame = pd.read_csv(path, dtype=dict.fromkeys(TEXTS, str), keep_default_na=False)
    except (ValueError, OSError) as error:
        raise UsageError(f"{path} cannot be read: {str(error).strip()}. No plan was made.") from error
    missing = [column for column in COLUMNS[name] if column not in frame]
    if missing:
        raise UsageError(
            f"{path}: no column {', '.join(missing)}; it has {', '.join(map(str, frame.columns))}. No plan was made."
        )
    for column in COLUMNS[name]:
        frame[column] = _checked(path, frame[column], column)
    twice = np.flatnonzero(frame.duplicated(ONCE[name]))
    if twice.size:
        what = ", ".join(f"{column} {frame[column].iloc[twice[0]]}" for column in ONCE[name])
        raise UsageError(
            f"{path}, line {twice[0] + FIRST_LINE}: {what} is there twice. Keep one line for each. No plan was made."
        )
    return frame


def existing(folder: Path, name: str) -> Path:
    """The file ``name`` of the folder."""
    if not (folder / name).is_file():
        raise UsageError(
            f"{folder}: no file {name}. No plan was made. A folder needs parameters.json and, each as .csv: "
            f"{', '.join(COLUMNS)}."
        )
    return folder / name


def _checked(path: Path, values: "pd.Series", column: str) -> "pd.Series":
    """The column in its kind."""
    if column in TEXTS:
        return values
    if column in FLAG_COLUMNS:
        flags = values.astype(str).str.strip().str.lower().map(FLAGS)
        _refuse_first(path, values, column, flags.isna().to_numpy(bool), "True or False")
        return flags.astype(bool)
    numbers = pd.to_numeric(values, errors="coerce").astype(float)
    _refuse_first(path, values, column, ~np.isfinite(numbers.to_numpy()), "a number, with a point for decimals")
    if column in WEEKS:
        is_odd = (numbers % 1 != 0) | (numbers.abs() > FARTHEST_WEEK)
        _refuse_first(path, values, column, is_odd.to_numpy(bool), "a whole number of weeks")
        is_odd = (numbers < 0) & (column == "week")  # work may have started before week 0
        _refuse_first(path, values, column, is_odd.to_numpy(bool), "counted from 0")
        return numbers.astype(int)
    return numbers


def _refuse_first(path: Path, values: "pd.Series", column: str, is_odd: np.ndarray, wanted: str) -> None:
    odd = np.flatnonzero(is_odd)
    if odd.size:
        raise UsageError(
            f"{path}, line {odd[0] + FIRST_LINE}: {column} is '{values.iloc[odd[0]]}'; it must be {wanted}. "
            f"No plan was made. Correct the cell{f' and {odd.size - 1:,} more' if odd.size > 1 else ''}."
        )
