"""Staffing plans as CSV files: consultant_id, engagement_id, week, hours."""

import csv
from pathlib import Path

import numpy as np

from config.errors import ModelError, UsageError
from optimizer.staffing.data import Numbers, StaffingData

COLUMNS = ("consultant_id", "engagement_id", "week", "hours")


def write_plan(data: StaffingData, hours: Numbers, path: Path) -> None:
    """Write the hours above 0, in hundredths of an hour; weeks are counted from 0."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for pair, week in np.argwhere(hours > 0).tolist():
            who, where = data.pairs.consultant[pair], data.pairs.phase[pair]
            writer.writerow([data.consultants.ids[who], data.phases.ids[where], week, f"{hours[pair, week]:.2f}"])


def read_plan(data: StaffingData, path: Path) -> Numbers:
    """P x W hours of a plan file; lines of the same consultant, engagement and week add up.

    Raises
    ------
    UsageError
        The file or a column is missing, or a line names an unknown consultant, engagement or week, or no number.
    ModelError
        Somebody is booked on an engagement for which they are not eligible.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Nothing was checked.")
    hours = np.zeros(data.active.shape)
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise UsageError(
                f"{path}: no column {', '.join(missing)}. Nothing was checked. Name the columns {COLUMNS}."
            )
        for row in reader:
            where = f"{path}, line {reader.line_num}"
            pair, week = _pair(data, row["consultant_id"], row["engagement_id"], where), _week(data, row["week"], where)
            hours[pair, week] += _hours(row["hours"], where)
    return hours


def _pair(data: StaffingData, consultant_id: str, phase_id: str, where: str) -> int:
    for kind, name, known in (
        ("consultant", consultant_id, data.consultants.ids),
        ("engagement", phase_id, data.phases.ids),
    ):
        if name not in known:
            raise UsageError(f"{where}: unknown {kind} {name!r}. Nothing was checked. Use the ids of the folder.")
    pair = data.pair_index.get((data.consultants.ids.index(consultant_id), data.phases.ids.index(phase_id)))
    if pair is None:
        raise ModelError(
            f"{where}: consultant {consultant_id} is not eligible for engagement {phase_id} (C13). "
            "The plan is refused. Take the line out."
        )
    return pair


def _week(data: StaffingData, text: str, where: str) -> int:
    if not text.isdecimal() or int(text) >= len(data.weeks):
        raise UsageError(f"{where}: week {text!r} is not in 0 to {len(data.weeks) - 1}. Nothing was checked.")
    return int(text)


def _hours(text: str, where: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise UsageError(f"{where}: hours {text!r} are no number. Nothing was checked.") from None
