"""Staffing plans as CSV files: consultant_id, engagement_id, week, hours."""

import csv
import math
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import numpy as np

from config.errors import ModelError, UsageError
from optimizer.staffing.data import Numbers, StaffingData

COLUMNS = ("consultant_id", "engagement_id", "week", "hours")


def refuse_unwritable(path: Path) -> None:
    """Say before anything is solved that a plan could not be written to ``path``."""
    if path.is_dir() or not path.parent.is_dir():
        what = "is a folder" if path.is_dir() else f"has no folder {path.parent}"
        raise UsageError(f"{path} {what}. Name a file in an existing folder (--out). No plan was made.")


def write_plan(data: StaffingData, hours: Numbers, path: Path) -> None:
    """Write the hours above 0, in hundredths of an hour; weeks are counted from 0.

    The file is there whole or not at all, also when the process is killed meanwhile.
    """
    written = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with written.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for pair, week in np.argwhere(hours > 0).tolist():
                who, where = data.pairs.consultant[pair], data.pairs.phase[pair]
                writer.writerow([data.consultants.ids[who], data.phases.ids[where], week, f"{hours[pair, week]:.2f}"])
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


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
    known, sums = _Known.of(data), defaultdict[tuple[int, int], Decimal](Decimal)
    for where, row in _rows(path):
        pair = known.pair(row["consultant_id"], row["engagement_id"], where)
        sums[pair, known.week(row["week"], where)] += _hours(row["hours"], where)
    hours = np.zeros(data.active.shape)
    for key, total in sums.items():
        hours[key] = float(total)
    return hours


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each line is, and its cells; a cell that is not there is empty."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            reader = csv.DictReader(file, restval="")
            missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
            if missing:
                raise UsageError(
                    f"{path}: no column {', '.join(missing)}. Nothing was checked. Name the columns {COLUMNS}."
                )
            for row in reader:
                yield f"{path}, line {reader.line_num}", row
    except (UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read: {error}. Nothing was checked. Save it as CSV in UTF-8.") from error


@dataclass(frozen=True)
class _Known:
    """What a line of a plan may point at."""

    consultants: dict[str, int]
    phases: dict[str, int]
    pairs: dict[tuple[int, int], int]
    week_count: int

    @classmethod
    def of(cls, data: StaffingData) -> "_Known":
        consultants = {name: number for number, name in enumerate(data.consultants.ids)}
        phases = {name: number for number, name in enumerate(data.phases.ids)}
        return cls(consultants, phases, data.pair_index, len(data.weeks))

    def pair(self, consultant_id: str, phase_id: str, where: str) -> int:
        for kind, name, known in (
            ("consultant", consultant_id, self.consultants),
            ("engagement", phase_id, self.phases),
        ):
            if name not in known:
                raise UsageError(f"{where}: unknown {kind} {name!r}. Nothing was checked. Use the ids of the folder.")
        pair = self.pairs.get((self.consultants[consultant_id], self.phases[phase_id]))
        if pair is None:
            raise ModelError(
                f"{where}: consultant {consultant_id} is not eligible for engagement {phase_id} (C13). "
                "The plan is refused. Take the line out."
            )
        return pair

    def week(self, text: str, where: str) -> int:
        if not text.isdecimal() or int(text) >= self.week_count:
            raise UsageError(f"{where}: week {text!r} is not in 0 to {self.week_count - 1}. Nothing was checked.")
        return int(text)


def _hours(text: str, where: str) -> Decimal:
    """The decimal as written, so that lines add up without rounding."""
    try:
        hours = float(text)
    except ValueError:
        hours = math.nan
    if not math.isfinite(hours):
        raise UsageError(f"{where}: hours {text!r} are no number. Nothing was checked.")
    return Decimal(repr(hours))
