"""Staffing problems as folders of CSV files."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from config.errors import UsageError
from optimizer.staffing.data import Consultants, Engagements, Numbers, Pairs, Phases, StaffingData, Targets
from optimizer.staffing.parameters import from_mapping

FIRST_WEEK = date(2026, 1, 5)  # the files number their weeks; names of rows want a date
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


def read(folder: Path) -> StaffingData:
    """The problem in ``folder``: one phase per engagement, both with the engagement's id.

    Raises
    ------
    UsageError
        A file or column is missing, or a line names an unknown consultant or engagement.
    ModelError
        The numbers contradict themselves (see ``StaffingData``).
    """
    table = {name: _table(folder, name) for name in COLUMNS}
    week_count = int(table["availability"]["week"].max()) + 1 if len(table["availability"]) else 0
    people, projects = tuple(table["consultants"]["consultant_id"]), tuple(table["engagements"]["engagement_id"])
    parameters = from_mapping(json.loads(_file(folder, "parameters.json").read_text()), str(folder / "parameters.json"))
    cells, cell_of = _cells(table["consultants"], table["targets"])
    _known(folder, table, people, projects)
    return StaffingData(
        weeks=tuple(FIRST_WEEK + timedelta(weeks=week) for week in range(week_count)),
        cells=cells,
        consultants=Consultants(
            ids=people,
            names=people,
            cell=_cell_index(table["consultants"], cell_of),
            is_external=_flags(table["consultants"]["is_external"]),
            is_new=_flags(table["consultants"]["is_new"]),
            capacity_hours=_grid(table["availability"], "consultant_id", "hours", people, week_count),
        ),
        engagements=_engagements(table["engagements"], parameters.cpi),
        phases=_phases(table, projects, week_count),
        targets=Targets(
            phase=_index(table["targets"]["engagement_id"], projects),
            cell=_cell_index(table["targets"], cell_of),
            ratio=table["targets"]["ratio"].to_numpy(float),
        ),
        pairs=_pairs(table["eligibility"], people, projects, week_count),
        parameters=parameters,
    )


def _file(folder: Path, name: str) -> Path:
    if not (folder / name).is_file():
        raise UsageError(
            f"{folder}: no file {name}. No plan was made. A folder needs parameters.json and, each as .csv: "
            f"{', '.join(COLUMNS)}."
        )
    return folder / name


def _table(folder: Path, name: str) -> pd.DataFrame:
    """One file; ids and names stay text, numbers must be numbers."""
    texts = dict.fromkeys(("consultant_id", "engagement_id", "practice", "level"), str)
    try:
        frame = pd.read_csv(_file(folder, f"{name}.csv"), dtype=texts, keep_default_na=False)
    except ValueError as error:
        raise UsageError(f"{folder / name}.csv cannot be read: {error}. No plan was made.") from error
    missing = [column for column in COLUMNS[name] if column not in frame]
    if missing:
        raise UsageError(
            f"{folder / name}.csv: no column {', '.join(missing)}; it has {', '.join(frame.columns)}. No plan was made."
        )
    return frame


def _known(folder: Path, table: dict[str, pd.DataFrame], people: tuple[str, ...], projects: tuple[str, ...]) -> None:
    """Every line must point at a consultant and an engagement of the folder."""
    for name, frame in table.items():
        for column, known in (("consultant_id", set(people)), ("engagement_id", set(projects))):
            unknown = [value for value in frame.get(column, ()) if value not in known]
            if unknown:
                raise UsageError(
                    f"{folder / name}.csv: unknown {column} {unknown[0]}. No plan was made. "
                    "Add the line that describes it."
                )


def _engagements(frame: pd.DataFrame, cpi: float) -> Engagements:
    amounts = {
        name: frame[name].to_numpy(float) for name in ("weight", "bac", "ac", "extracted_value", "pv_at_horizon")
    }
    return Engagements(
        ids=tuple(frame["engagement_id"]),
        names=tuple(frame["engagement_id"]),
        weight=amounts["weight"],
        bac_amount=amounts["bac"],
        ac_amount=amounts["ac"],
        ev_amount=cpi * amounts["ac"],
        extracted_amount=amounts["extracted_value"],
        pv_amount=amounts["pv_at_horizon"],
    )


def _phases(table: dict[str, pd.DataFrame], projects: tuple[str, ...], week_count: int) -> Phases:
    frame = table["engagements"]
    return Phases(
        ids=projects,
        names=projects,
        engagement=np.arange(len(projects)),
        start_week=frame["start_week"].to_numpy(int),
        end_week=frame["end_week"].to_numpy(int),
        planned_hours=_grid(table["demand"], "engagement_id", "planned_hours", projects, week_count),
        maximum_hours=_grid(table["demand"], "engagement_id", "maximum_hours", projects, week_count),
        remaining_amount=(frame["bac"] - frame["ac"]).to_numpy(float),
        ratio_price=frame["ratio_price"].to_numpy(float),
    )


def _pairs(frame: pd.DataFrame, people: tuple[str, ...], projects: tuple[str, ...], week_count: int) -> Pairs:
    return Pairs(
        consultant=_index(frame["consultant_id"], people),
        phase=_index(frame["engagement_id"], projects),
        rate_per_hour=frame["charge_out_rate"].to_numpy(float),
        value_per_hour=frame["value_per_hour"].to_numpy(float),
        external_premium=frame["external_premium"].to_numpy(float),
        was_assigned=_flags(frame["was_assigned"]),
        published_hours=np.full((len(frame), week_count), np.nan),
        current_hours=np.zeros((len(frame), week_count)),
    )


def _cells(*frames: pd.DataFrame) -> tuple[tuple[tuple[str, str], ...], dict[tuple[str, str], int]]:
    """All (practice, level) in the order in which they appear, and their index."""
    named = dict.fromkeys(pair for frame in frames for pair in zip(frame["practice"], frame["level"], strict=True))
    return tuple(named), {cell: number for number, cell in enumerate(named)}


def _cell_index(frame: pd.DataFrame, index: dict[tuple[str, str], int]) -> Any:
    return np.array([index[cell] for cell in zip(frame["practice"], frame["level"], strict=True)], dtype=int)


def _index(values: "pd.Series[str]", labels: tuple[str, ...]) -> Any:
    position = {label: number for number, label in enumerate(labels)}
    return np.array([position[value] for value in values], dtype=int)


def _flags(values: "pd.Series[Any]") -> Any:
    """True/False as pandas wrote them."""
    return values.astype(str).str.lower().isin(["true", "1"]).to_numpy(bool)


def _grid(frame: pd.DataFrame, key: str, value: str, labels: tuple[str, ...], week_count: int) -> Numbers:
    """Labels x weeks; a week that is not listed is 0."""
    grid = np.zeros((len(labels), week_count))
    weeks = frame["week"].to_numpy(int)
    inside = (weeks >= 0) & (weeks < week_count)
    grid[_index(frame[key], labels)[inside], weeks[inside]] = frame[value].to_numpy(float)[inside]
    return grid
