"""A set-aside row is checked again by the same code."""

from pathlib import Path

import pytest

from config.errors import ExtractError
from etl.contract import load_contract
from etl.reading.extract import find_readings, reread
from tests.badinput.builders import timesheets

CONTRACT = load_contract("kpmg_case")


def set_aside(path: Path):
    (reading,) = find_readings([path], CONTRACT)
    return [row for batch in reading.batches() for row in batch.set_aside]


def test_a_row_that_still_fails_stays_set_aside(tmp_path: Path) -> None:
    (row,) = set_aside(timesheets(tmp_path, {"cells": {"Personnel No.": "x"}}))
    again = reread(CONTRACT, "timesheets", row.row)
    assert again.rows.num_rows == 0
    assert [r.reason_code for r in again.set_aside] == [row.reason_code]


def test_a_row_passes_once_the_crosswalk_knows_its_id(tmp_path: Path) -> None:
    (row,) = set_aside(timesheets(tmp_path, {"cells": {"Personnel No.": "x"}}))
    mended = CONTRACT.model_copy(update={"crosswalk": {"employee_source_id": {"x": "14523"}}})
    again = reread(mended, "timesheets", row.row)
    assert [r["employee_source_id"] for r in again.rows.to_pylist()] == ["14523"]


def test_a_wrong_week_of_a_plan_is_read_again_alone(tmp_path: Path) -> None:
    path = tmp_path / "Staffing.csv"
    path.write_text("Eng. No.,Eng. Phase,Personnel No.,2025-01-06,2025-01-13\n1,10,1,40,4O\n")
    (row,) = set_aside(path)
    again = reread(CONTRACT, "assignments", {**row.row, "2025-01-13": "40"})
    assert [(r["week_start_date"], r["planned_hours"]) for r in again.rows.to_pylist()] == [("2025-01-13", "40")]


def test_a_row_of_another_shape_is_refused() -> None:
    with pytest.raises(ExtractError, match="no extract of timesheets"):
        reread(CONTRACT, "timesheets", {"a": "1"})
