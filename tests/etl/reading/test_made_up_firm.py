"""The made-up firm's extracts: what its manifest calls quarantined is set aside, the rest is read."""

import json
from collections import Counter
from pathlib import Path

import pytest

from demo.build import write_firm
from demo.firm import Firm
from etl.contract import load_contract
from etl.reading.extract import Reading, find_readings

LATER = {"unknown_resource", "unknown_employee", "tied_duplicate"}
"""Kinds that no single file shows: they are found against the tables."""


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firm")
    write_firm(folder, Firm(employees=30, months=6))
    return folder


@pytest.mark.parametrize("source", ["salesforce", "hr", "portfolio"])
def test_what_the_manifest_counts_is_what_is_set_aside(firm: Path, source: str) -> None:
    facts = json.loads((firm / "manifest.json").read_text(encoding="utf-8"))["files"]
    set_aside: dict[str, set[int]] = {}
    for reading in find_readings([firm / source], load_contract(source)):
        lines = check(reading)
        set_aside.setdefault(reading.file_name, set()).update(lines)
    assert set(set_aside) == {name.split("/")[1] for name in facts if name.startswith(source)}
    for name, lines in set_aside.items():
        dirt = facts[f"{source}/{name}"]["dirt"]
        expected = sum(
            d["records"] for kind, d in dirt.items() if d["treatment"] == "quarantined" and kind not in LATER
        )
        assert len(lines) == expected, name


def check(reading: Reading) -> set[int]:
    """Lines set aside; every record is accounted for, and no column is unknown to the contract."""
    batches = list(reading.batches())
    row_count = sum(batch.rows.num_rows for batch in batches)
    set_aside = [row for batch in batches for row in batch.set_aside]
    accounted = reading.header_count + sum(reading.ignored.values()) + row_count + len(set_aside)
    assert reading.physical_record_count == accounted - reading.unpivoted_count
    codes = Counter(warning.code for batch in batches for warning in batch.warnings)
    assert codes["unknown_column"] == 0
    return {row.line_number for row in set_aside}


def test_planned_hours_of_assignments_are_those_of_their_schedules(firm: Path) -> None:
    """Certinia's own total stands on the assignment; the loader adds up weekdays."""
    path = firm / "salesforce"
    readings = find_readings([path], load_contract("salesforce"))
    assignments = next(r for r in readings if r.entity == "assignments" and not r.is_lookup)
    list(assignments.batches())
    lines = (path / "pse__Assignment__c.csv").read_text(encoding="utf-8").splitlines()
    column = [name.strip('"') for name in lines[0].split('","')].index("pse__Planned_Hours__c")
    total = sum(float(line.split('","')[column].strip('"')) for line in lines[1:])
    assert float(assignments.hours_in) == pytest.approx(total, abs=0.01)
