"""Every bad file becomes what the catalogue says, and no record is lost on the way (P1)."""

import tomllib
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from config.errors import ExtractError
from etl.contract import SourceContract, load_contract
from etl.reading.extract import Reading, SetAside, StagedBatch, find_readings
from tests.badinput.builders import BUILDERS
from tests.badinput.independent_count import physical_records

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "catalogue.toml").read_text(encoding="utf-8"))["case"]


def contract_of(case: dict[str, Any]) -> SourceContract:
    source = case.get("source", "kpmg_case")
    return load_contract(source, HERE) if (HERE / f"{source}.toml").is_file() else load_contract(source)


def rows_of(batches: list[StagedBatch]) -> list[dict[str, Any]]:
    return [row for batch in batches for row in batch.rows.to_pylist()]


def check_conservation(path: Path, reading: Reading, rows: list[dict[str, Any]], set_aside: list[SetAside]) -> None:
    """P1 by an independent counter: nothing lost, nothing invented, hours to the cent."""
    assert reading.physical_record_count == reading.header_count + sum(reading.ignored.values()) + (
        len(rows) + len(set_aside) - reading.unpivoted_count
    )
    if path.suffix == ".csv":
        encoding = reading.source.file.encoding  # type: ignore[union-attr]
        with path.open(encoding=encoding, newline="") as text:
            assert reading.physical_record_count == physical_records(text.read())
    control = reading.extract.target.control_hours  # type: ignore[union-attr]
    if control:
        loaded = sum((Decimal(row[control]) for row in rows), Decimal(0))
        assert reading.hours_in == loaded + sum((row.hours or Decimal(0) for row in set_aside), Decimal(0))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_bad_file_becomes_what_the_catalogue_says(case: dict[str, Any], tmp_path: Path) -> None:
    options = case | {"after": case.get("after", "") * case.get("after_times", 1)}
    path = BUILDERS[case["builder"]](tmp_path, options)
    readings = find_readings([path], contract_of(case))
    assert [r.sheet_name for r in readings if r.rejection][: len(case.get("rejected_sheets", []))] == case.get(
        "rejected_sheets", []
    )
    reading = readings[0]
    if case.get("state") == "rejected":
        with pytest.raises(ExtractError) as rejection:
            list(reading.batches())
        assert case["reason"] in str(rejection.value)
        assert "Nothing" in str(rejection.value)
        return
    batches = list(reading.batches())
    rows, set_aside = rows_of(batches), [row for batch in batches for row in batch.set_aside]
    assert len(rows) == case.get("rows", 3)
    assert Counter(row.reason_code for row in set_aside) == case.get("quarantine", {})
    assert dict(reading.ignored) == case.get("ignored", {})
    assert {warning.code for batch in batches for warning in batch.warnings} == set(case.get("warnings", []))
    assert sum((Decimal(r.get("hours") or r.get("planned_hours") or 0) for r in rows), Decimal(0)) == Decimal(
        case.get("hours", "1")
    )
    for column, values in case.get("values", {}).items():
        assert [row[column] or "" for row in rows] == values
    if "distinct" in case:
        assert len({row[case["distinct"]] for row in rows}) == len(rows)
    assert reading.unpivoted_count == case.get("unpivoted", len(rows) - len({r["line_number"] for r in rows}))
    check_conservation(path, reading, rows, set_aside)


@pytest.mark.parametrize("case", [c for c in CASES if "quarantine" in c], ids=lambda case: case["id"])
def test_a_message_names_file_line_and_way_out(case: dict[str, Any], tmp_path: Path) -> None:
    path = BUILDERS[case["builder"]](tmp_path, case)
    for batch in find_readings([path], contract_of(case))[0].batches():
        for row in batch.set_aside:
            assert f"{path.name}" in row.message
            assert f", line {row.line_number}" in row.message
            assert "not loaded" in row.message
            assert row.message.endswith(".")
            assert len(row.message) <= 2000


def test_the_cases_have_names_of_their_own() -> None:
    assert [name for name, count in Counter(case["id"] for case in CASES).items() if count > 1] == []
