"""Finding files: each feeds what the contract says, and what cannot be read is reported beside what can."""

from pathlib import Path

import pytest

from config.errors import ExtractError
from etl.contract import load_contract
from etl.reading.extract import find_readings
from tests.badinput.builders import ROWS, timesheets, workbook

CONTRACT = load_contract("kpmg_case")


def test_one_file_feeds_several_entities(tmp_path: Path) -> None:
    path = tmp_path / "employees.csv"
    path.write_text(
        "personnel_no,employee_name,staff_level,is_external,employment_basis,practice_id\n1,A,MANAGER,False,40.0,1\n"
    )
    readings = find_readings([path], CONTRACT)
    assert [reading.entity for reading in readings] == ["employees", "employment"]
    assert len({reading.sha256 for reading in readings}) == 1


def test_a_rejected_file_does_not_hide_the_others(tmp_path: Path) -> None:
    timesheets(tmp_path, {"name": "TIME_1.csv"})
    timesheets(tmp_path, {"name": "TIME_2.csv", "without": ["Hours"]})
    (tmp_path / "letter.docx").write_bytes(b"x")
    (tmp_path / "Dictionnaire.csv").write_text("Eng. No.,key\n")
    states = {reading.file_name: reading.rejection is None for reading in find_readings([tmp_path], CONTRACT)}
    assert states == {"TIME_1.csv": True, "TIME_2.csv": False, "letter.docx": False}


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = timesheets(tmp_path, {})
    assert len(find_readings([tmp_path, path, path], CONTRACT)) == 1


def test_folders_are_searched_and_links_in_them_refused(tmp_path: Path) -> None:
    (tmp_path / "2025").mkdir()
    path = timesheets(tmp_path / "2025", {})
    (tmp_path / "TIME_link.csv").symlink_to(path)
    states = {r.file_name: r.rejection is None for r in find_readings([tmp_path], CONTRACT)}
    assert states == {"TIME.csv": True, "TIME_link.csv": False}


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    (reading,) = find_readings([tmp_path / "TIME.csv"], CONTRACT)
    with pytest.raises(ExtractError, match="cannot be read"):
        list(reading.batches())


def test_a_file_that_grows_after_it_was_found_is_rejected(tmp_path: Path) -> None:
    path = timesheets(tmp_path, {})
    (reading,) = find_readings([path], CONTRACT)
    with path.open("a") as file:
        file.write(",".join(ROWS[0]) + "\n")
    with pytest.raises(ExtractError, match="changed while it was read"):
        list(reading.batches())


def test_a_file_that_vanishes_after_it_was_found_is_rejected(tmp_path: Path) -> None:
    paths = timesheets(tmp_path, {}), workbook(tmp_path, {})
    readings = find_readings([tmp_path], CONTRACT)
    for path in paths:
        path.unlink()
    for reading in readings:
        with pytest.raises(ExtractError, match="is no longer there"):
            list(reading.batches())


def test_a_reading_can_be_read_twice(tmp_path: Path) -> None:
    (reading,) = find_readings([timesheets(tmp_path, {})], CONTRACT)
    first, second = ([b.rows.to_pydict() for b in reading.batches()] for _ in range(2))
    assert first == second
    assert reading.physical_record_count == 4
