"""What a load changes or deletes stays known: what did we know after batch n, asked of rows and of KPIs."""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from demo.build import write_firm
from demo.firm import Firm
from etl.entities import ENTITIES
from etl.load import load
from sql.deployment.deploy import deploy
from sql.engine import Database, open_database
from sql.files import SQL_ROOT
from tests.conftest import BOTH_ENGINES
from tests.server.own_locks import name_locks_by_database
from tests.server_database import fresh_server_database, server_tree

TIMECARDS, PHASES, ASSIGNMENTS, SCHEDULES = (
    "pse__Timecard_Header__c.csv", "pse__Milestone__c.csv", "pse__Assignment__c.csv", "pse__Schedule__c.csv",
)  # fmt: skip
LATER = "2026-03-16T09:00:00.000Z"
TIMECARD = "a0TDn000000000AMAQ"
"""25 h in the week of 2026-02-16, 5 h a day at 187.00."""
ASKED = (
    "SELECT {values} FROM core.{table}_known AS k WHERE k.valid_from_batch_id <= :batch_id "
    "AND (k.valid_to_batch_id > :batch_id OR k.valid_to_batch_id IS NULL) AND k.is_deleted = CAST(0 AS bit)"
)


@dataclass(frozen=True)
class Firms:
    """A firm that was loaded, corrected and cut; ``batches`` are the three loads of its Salesforce extracts."""

    database: Database
    extracts: Path
    batches: tuple[int, int, int]
    phase: str
    """Source id of the phase of the corrected timecard."""
    written: list[tuple[int, int]]
    """(past versions of timesheets, snapshots) after each load, and after two more that change nothing."""

    def hours_known(self, batch_id: int) -> Decimal:
        query = ASKED.format(values="SUM(k.hours)", table="timesheets")
        return Decimal(self.database.scalar(query, batch_id=batch_id))

    def timecard_known(self, batch_id: int) -> list[Decimal]:
        query = ASKED.format(values="k.hours, k.work_date", table="timesheets")
        query += " AND LEFT(k.timesheet_source_id, 18) = :timecard ORDER BY k.work_date"
        return [row["hours"] for row in self.database.rows(query, batch_id=batch_id, timecard=TIMECARD)]

    def phase_known(self, batch_id: int) -> dict[str, Decimal]:
        return self.database.rows(
            "SELECT k.bac_amount, k.ac_amount, k.hours, k.burn FROM kpi.phase_known_at_batch AS k "
            "INNER JOIN core.phases AS p ON p.phase_id = k.phase_id WHERE k.batch_id = :batch_id "
            "AND p.phase_id = (SELECT MAX(t.phase_id) FROM core.timesheets AS t "
            "WHERE LEFT(t.timesheet_source_id, 18) = :timecard)",
            batch_id=batch_id,
            timecard=TIMECARD,
        )[0]


def edit(path: Path, change: Callable[[dict[str, str]], None], *, ids: set[str]) -> None:
    """Change the rows of an extract that have these ids, and say that they were modified."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["Id"] in ids:
            change(row)
            row["LastModifiedDate"] = LATER
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def counts(database: Database) -> tuple[int, int]:
    past = database.scalar("SELECT COUNT(*) FROM core.timesheets_past AS p")
    snapshots = database.scalar("SELECT COUNT(DISTINCT s.batch_id) FROM kpi.phase_snapshot AS s")
    return int(past), int(snapshots)


def load_corrections(database: Database, folder: Path) -> Firms:
    """Load the firm; correct a timecard, a budget and a schedule; delete the timecard; then two loads without news."""
    firm = Firm(employees=3, months=1)
    write_firm(folder, firm)
    extracts = folder / "salesforce"
    load(database, [extracts / "pse__Practice__c.csv"], source="salesforce", as_of=firm.as_of)
    load(database, [folder / "hr"], source="hr", as_of=firm.as_of)
    first = load(database, [extracts], source="salesforce", as_of=firm.as_of)
    written = [counts(database)]

    card = next(row for row in rows_of(extracts / TIMECARDS) if row["Id"] == TIMECARD)
    phase = card["pse__Milestone__c"]
    schedule = next(row for row in rows_of(extracts / ASSIGNMENTS) if row["Id"] == card["pse__Assignment__c"])
    edit(extracts / TIMECARDS, shorten_monday, ids={TIMECARD})
    edit(extracts / PHASES, lambda row: row.update(pse__Milestone_Amount__c="123456.00"), ids={phase})
    edit(
        extracts / SCHEDULES,
        lambda row: row.update(pse__End_Date__c="2026-03-01"),
        ids={schedule["pse__Schedule__c"]},
    )
    second = load(database, [extracts], source="salesforce", as_of=firm.as_of)
    written.append(counts(database))

    edit(extracts / TIMECARDS, lambda row: row.update(IsDeleted="true"), ids={TIMECARD})
    third = load(database, [extracts / TIMECARDS], source="salesforce", as_of=firm.as_of)
    written.append(counts(database))

    load(database, [extracts / TIMECARDS], source="salesforce", as_of=firm.as_of)
    written.append(counts(database))
    turn_around(extracts / TIMECARDS)
    load(database, [extracts / TIMECARDS], source="salesforce", as_of=firm.as_of)
    written.append(counts(database))
    return Firms(database, folder, (first.batch_id, second.batch_id, third.batch_id), phase, written)


def shorten_monday(row: dict[str, str]) -> None:
    row.update(pse__Monday_Hours__c="3.00", pse__Total_Hours__c="23.00", pse__Total_Billable_Amount__c="4301.00")


def turn_around(path: Path) -> None:
    """The same rows in another order: another file, no news."""
    header, *lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(header + "".join(reversed(lines)), encoding="utf-8")


@pytest.fixture(scope="module", params=BOTH_ENGINES)
def firms(
    request: pytest.FixtureRequest, deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Firms]:
    folder = tmp_path_factory.mktemp("time_travel")
    if request.param == "duckdb":
        database = open_database(f"duckdb:///{shutil.copy(deployed_duckdb_file, folder / 'prop.duckdb')}")
        yield load_corrections(database, folder)
        database.close()
        return
    with pytest.MonkeyPatch.context() as patch, fresh_server_database() as url:
        name_locks_by_database(patch)
        with closing(open_database(url)) as database:
            deploy(database, server_tree())
            yield load_corrections(database, folder)


def test_corrected_and_deleted_hours_stay_known(firms: Firms) -> None:
    first, second, third = firms.batches
    assert firms.timecard_known(first) == [Decimal(5)] * 5
    assert firms.timecard_known(second) == [Decimal(3)] + [Decimal(5)] * 4
    assert firms.timecard_known(third) == []


def test_the_firm_s_hours_differ_by_the_corrections_alone(firms: Firms) -> None:
    """Monday lost 2 h, and then the timecard its 23."""
    first, second, third = map(firms.hours_known, firms.batches)
    assert (first - second, second - third) == (2, 23)


def test_a_changed_budget_stays_known(firms: Firms) -> None:
    first, second, _ = firms.batches
    query = ASKED.format(values="k.bac_amount", table="phases") + (
        " AND k.phase_id = (SELECT MAX(t.phase_id) FROM core.timesheets AS t "
        "WHERE LEFT(t.timesheet_source_id, 18) = :timecard)"
    )
    before, after = (firms.database.scalar(query, batch_id=b, timecard=TIMECARD) for b in (first, second))
    assert after == Decimal(123456)
    assert before != after


def test_the_last_weeks_of_a_shortened_assignment_stay_known(firms: Firms) -> None:
    first, second, _ = firms.batches
    query = ASKED.format(values="k.week_start_date", table="assignments") + (
        " AND k.assignment_source_id = :assignment ORDER BY k.week_start_date"
    )
    assignment = next(
        row for row in rows_of(firms.extracts / "salesforce" / ASSIGNMENTS) if row["Id"] == "a0SDn000000000AMAQ"
    )["Id"]
    known = [
        [str(row["week_start_date"]) for row in firms.database.rows(query, batch_id=b, assignment=assignment)]
        for b in (first, second)
    ]
    assert known == [["2026-02-16", "2026-02-23", "2026-03-02"], ["2026-02-16", "2026-02-23"]]


def test_the_pages_of_each_batch_can_be_asked_again(firms: Firms) -> None:
    first, second, third = map(firms.phase_known, firms.batches)
    assert first["ac_amount"] - second["ac_amount"] == 2 * Decimal("187.00")
    assert second["ac_amount"] - third["ac_amount"] == 23 * Decimal("187.00")
    assert first["bac_amount"] != second["bac_amount"] == third["bac_amount"] == Decimal(123456)
    assert (first["hours"] - second["hours"], second["hours"] - third["hours"]) == (2, 23)


def test_a_load_without_news_keeps_nothing(firms: Firms) -> None:
    """Monday is one version; the deleted timecard is five more; the same file and the same rows are none."""
    past = [rows for rows, _ in firms.written]
    assert past == [0, 1, 6, 6, 6]
    snapshots = [count for _, count in firms.written]
    assert [after - snapshots[0] for after in snapshots] == [0, 1, 2, 2, 2]


def test_a_batch_without_news_knows_what_the_last_one_knew(firms: Firms) -> None:
    newest = firms.database.scalar("SELECT MAX(b.batch_id) FROM ops.load_batch AS b WHERE b.status = 'published'")
    assert newest > firms.batches[2]
    assert firms.phase_known(newest) == firms.phase_known(firms.batches[2])


def test_what_a_full_snapshot_lacks_stays_known(firms: Firms) -> None:
    folder = firms.extracts / "portfolio"
    load(firms.database, [folder], source="portfolio")
    path = folder / "funding_requests.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    report = load(firms.database, [path], source="portfolio")
    gone = lines[-1].split(",")[0]
    kept = firms.database.rows(
        "SELECT p.funding_request_source_id, p.is_deleted, p.valid_to_batch_id FROM core.funding_requests_past AS p"
    )
    assert kept == [{"funding_request_source_id": gone, "is_deleted": False, "valid_to_batch_id": report.batch_id}]


def declared_columns(table: str) -> list[str]:
    """Column and type, without defaults, in the order of the CREATE TABLE."""
    (path,) = (SQL_ROOT / "migrations").glob(f"*/{table}.table.sql")
    lines = re.findall(r"^    (\w+ [a-z].*?),?$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r" CONSTRAINT DF_\w+ DEFAULT .*", "", line) for line in lines]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_table_that_a_load_fills_keeps_its_past_whole(entity) -> None:
    current, past = declared_columns(entity.table), declared_columns(entity.past_table)
    assert past == [*current[:-1], "valid_from_batch_id int NOT NULL", "valid_to_batch_id int NOT NULL"]
    assert current[-1] == "batch_id int NOT NULL"
