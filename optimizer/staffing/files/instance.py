"""Staffing problems as folders of CSV files."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from config.errors import UsageError
from optimizer.staffing.data import Consultants, Engagements, Numbers, Pairs, Phases, StaffingData, Targets
from optimizer.staffing.files.table import COLUMNS, existing, read_table
from optimizer.staffing.parameters import Parameters, from_mapping

FIRST_WEEK = date(2026, 1, 5)  # the files number their weeks; names of rows want a date
MOST_WEEKS = 520  # ten years; a week far out is a slip of the pen


def read(folder: Path) -> StaffingData:
    """The problem in ``folder``: one phase per engagement, both with the engagement's id.

    Raises
    ------
    UsageError
        A file or column is missing, a cell is not what its column wants, two lines are about the same thing, or a line
        names an unknown consultant or engagement.
    ModelError
        The numbers contradict themselves (see ``StaffingData``).
    """
    table = {name: read_table(folder, name) for name in COLUMNS}
    week_count = _week_count(folder, table["availability"])
    people, projects = tuple(table["consultants"]["consultant_id"]), tuple(table["engagements"]["engagement_id"])
    parameters = _parameters(folder)
    cells, cell_of = _cells(table["consultants"], table["targets"])
    _known(folder, table, people, projects)
    return StaffingData(
        weeks=tuple(FIRST_WEEK + timedelta(weeks=week) for week in range(week_count)),
        cells=cells,
        consultants=Consultants(
            ids=people,
            names=people,
            cell=_cell_index(table["consultants"], cell_of),
            is_external=table["consultants"]["is_external"].to_numpy(bool),
            is_new=table["consultants"]["is_new"].to_numpy(bool),
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


def _parameters(folder: Path) -> Parameters:
    path = existing(folder, "parameters.json")
    try:
        values = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise UsageError(f"{path} is no JSON: {error}. No plan was made.") from error
    if not isinstance(values, dict):
        raise UsageError(f'{path} holds no names and values. Write {{"bench_price": …}}. No plan was made.')
    return from_mapping(values, str(path))


def _week_count(folder: Path, availability: pd.DataFrame) -> int:
    """Weeks from 0 to the last one that anybody is available in."""
    count = int(availability["week"].max()) + 1 if len(availability) else 0
    if count > MOST_WEEKS:
        raise UsageError(
            f"{folder / 'availability.csv'}: week {count - 1} is beyond {MOST_WEEKS - 1}. "
            "Weeks are counted from 0, the first of the plan. No plan was made."
        )
    return count


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
    start_week = frame["start_week"].clip(0, week_count).to_numpy(int)  # work may have begun before week 0 …
    end_week = frame["end_week"].clip(upper=week_count).to_numpy(int)  # … and go on after the last
    return Phases(
        ids=projects,
        names=projects,
        engagement=np.arange(len(projects)),
        start_week=start_week,
        end_week=np.maximum(start_week, end_week),
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
        was_assigned=frame["was_assigned"].to_numpy(bool),
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


def _grid(frame: pd.DataFrame, key: str, value: str, labels: tuple[str, ...], week_count: int) -> Numbers:
    """Labels x weeks; a week that is not listed is 0, and one beyond the horizon is not planned."""
    grid = np.zeros((len(labels), week_count))
    weeks = frame["week"].to_numpy(int)
    inside = weeks < week_count
    grid[_index(frame[key], labels)[inside], weeks[inside]] = frame[value].to_numpy(float)[inside]
    return grid
