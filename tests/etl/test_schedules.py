"""An assignment's weeks follow its schedule, which stands in a file of its own."""

import csv
from pathlib import Path

import pytest

from demo.build import write_firm
from demo.firm import Firm
from etl.load import load
from sql.engine import Database

ASSIGNMENTS, SCHEDULES = "pse__Assignment__c.csv", "pse__Schedule__c.csv"


@pytest.fixture
def loaded_firm(database: Database, tmp_path: Path) -> Path:
    firm = Firm(employees=20, months=3)
    write_firm(tmp_path, firm)
    for source, name in (("salesforce", "salesforce/pse__Practice__c.csv"), ("hr", "hr"), ("salesforce", "salesforce")):
        load(database, [tmp_path / name], source=source, as_of=firm.as_of)
    return tmp_path / "salesforce"


def weeks_of(database: Database, assignment: str) -> list[str]:
    rows = database.rows(
        "SELECT t.week_start_date FROM core.assignments AS t WHERE t.assignment_source_id = :assignment "
        "AND t.is_deleted = CAST(0 AS bit) ORDER BY t.week_start_date",
        assignment=assignment,
    )
    return [str(row["week_start_date"]) for row in rows]


def test_a_shortened_schedule_takes_its_last_weeks_back(database: Database, loaded_firm: Path) -> None:
    with (loaded_firm / ASSIGNMENTS).open(encoding="utf-8", newline="") as file:
        of_schedule = {row["pse__Schedule__c"]: row["Id"] for row in csv.DictReader(file)}
    with (loaded_firm / SCHEDULES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    before = {row["Id"]: weeks_of(database, of_schedule[row["Id"]]) for row in rows}
    schedule = next(row for row in rows if len(before[row["Id"]]) >= 3)
    weeks = before[schedule["Id"]]
    schedule["pse__End_Date__c"] = weeks[1]
    with (loaded_firm / SCHEDULES).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)

    report = load(database, [loaded_firm / ASSIGNMENTS, loaded_firm / SCHEDULES], source="salesforce")
    assert weeks_of(database, of_schedule[schedule["Id"]]) == weeks[:2]
    outcome = next(file for file in report.files if file.file_name == ASSIGNMENTS)
    assert outcome.counts["deleted"] == len(weeks) - 2
    for row in rows:
        if row is not schedule:
            assert weeks_of(database, of_schedule[row["Id"]]) == before[row["Id"]]
