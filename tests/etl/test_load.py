"""A load publishes everything or nothing, loses no row, and changes nothing the second time."""

import shutil
from datetime import date
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from config.errors import DatabaseError, UsageError
from etl import audit, weekly_facts
from etl.ledger import FileOutcome
from etl.load import LoadReport, load, replay
from etl.quarantine import open_rows
from sql.engine import Database, open_database
from tests.etl.small_firm import FILES, TIME_HEADER, TIME_ROWS, time_row, write_firm

AS_OF = date(2025, 1, 17)
TABLES = {
    "core.clients": "client_source_id",
    "core.employees": "employee_source_id",
    "core.engagements": "engagement_source_id",
    "core.phases": "phase_source_id",
    "core.assignments": "assignment_source_id, week_start_date",
    "core.timesheets": "timesheet_source_id",
    "core.vacations": "vacation_source_id",
}
VOLATILE = {"batch_id"}


def case_load(database: Database, *paths: Path, **options: Any) -> LoadReport:
    return load(database, paths, source="kpmg_case", **{"as_of": AS_OF, **options})


def contents(database: Database, *, without: frozenset[str] = frozenset()) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [
            {name: value for name, value in row.items() if name not in VOLATILE | without}
            for row in database.rows(f"SELECT t.* FROM {table} AS t ORDER BY {order}")
        ]
        for table, order in TABLES.items()
    }


def outcome_of(report: LoadReport, name: str, entity: str | None = None) -> FileOutcome:
    return next(f for f in report.files if f.file_name == name and entity in {None, f.entity})


def test_every_row_of_every_file_is_accounted_for(database: Database, tmp_path: Path) -> None:
    report = case_load(database, write_firm(tmp_path))
    assert report.is_clean
    assert all(f.rows_in == f.accounted_rows() for f in report.files)
    time = outcome_of(report, "TIME.csv")
    assert (time.rows_in, time.counts["inserted"], time.counts["quarantined"]) == (6, 6, 0)
    assert (time.hours_in, time.hours_loaded) == (Decimal(26), Decimal(26))
    staffing = outcome_of(report, "Staffing_2025.csv")
    assert (staffing.rows_in, staffing.ignored_count) == (4, 2)


def test_the_same_files_again_change_nothing(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    before = contents(database)
    report = case_load(database, tmp_path)
    assert report.status == "unchanged"
    assert contents(database) == before


def test_equal_timesheet_rows_are_all_kept(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    rows = database.rows("SELECT t.hours FROM core.timesheets AS t WHERE t.work_date = CAST('2025-01-08' AS date)")
    assert sorted(row["hours"] for row in rows) == [Decimal(-8), Decimal(8), Decimal(8)]


def test_a_reversed_timesheet_leaves_no_cost(database: Database, tmp_path: Path) -> None:
    rows = (time_row("71", "2025-01-06", "8"), time_row("71", "2025-01-06", "-8"))
    case_load(database, write_firm(tmp_path, time_rows=rows))
    assert database.scalar("SELECT SUM(w.ac_amount) FROM core.timesheet_week AS w") == 0


def test_files_in_any_order_give_the_same_tables(deployed_file: Path, tmp_path: Path) -> None:
    folder = write_firm(tmp_path / "extracts")
    names = ("employees.csv", "engagements.csv", "TIME.csv")
    others = [p for p in sorted(folder.iterdir()) if p.name not in names]
    seen = []
    for number, order in enumerate(permutations(names)):
        file = tmp_path / f"order_{number}.duckdb"
        shutil.copyfile(deployed_file, file)
        database = open_database(f"duckdb:///{file}")
        for name in order:
            case_load(database, folder / name)
        case_load(database, *others)
        ids = frozenset(
            {"timesheet_id", "phase_id", "employee_id", "engagement_id", "client_id", "assignment_id", "vacation_id"}
        )
        seen.append(contents(database, without=ids))
        assert not open_rows(database)
        database.close()
    assert all(tables == seen[0] for tables in seen)
    assert len(seen[0]["core.timesheets"]) == 6


def test_an_orphan_waits_and_is_released_when_its_parent_arrives(database: Database, tmp_path: Path) -> None:
    folder = write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("71", "2025-01-09", "8", engagement="9002")))
    report = case_load(database, folder)
    assert outcome_of(report, "TIME.csv").quarantine_reasons == {"orphan_phase": 1}
    (waiting,) = open_rows(database)
    assert "TIME.csv, line 8" in waiting["message"]
    assert "nothing else was held back" in waiting["message"]

    engagement = "9002,Quay,501,2025-01-06,2025-03-30,NULL,1\n"
    phase = "9002,10,Build,5000,2025-01-06,2025-03-30,NULL\n"
    late = tmp_path / "late"
    late.mkdir()
    (late / "engagements.csv").write_text(FILES["engagements.csv"] + engagement)
    (late / "phases.csv").write_text(FILES["phases.csv"] + phase)
    assert case_load(database, late, accept_held="one more engagement").released_count == 1
    assert not open_rows(database)
    assert database.scalar("SELECT COUNT(*) FROM core.timesheets AS t") == 7


def test_a_crosswalk_releases_rows_by_replay(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("71", "2025-01-09", "25")))
    report = case_load(database, folder, accept_held="25 hours are looked at later")
    assert outcome_of(report, "TIME.csv").counts["quarantined"] == 1
    assert replay(database, source="kpmg_case").released_count == 0
    assert len(open_rows(database)) == 1

    from etl.reading import entity as reading_entity

    hours = reading_entity.entities()["timesheets"].column("hours")
    monkeypatch.setitem(hours.__dict__, "maximum", "30")
    assert replay(database, source="kpmg_case").released_count == 1
    assert not open_rows(database)
    assert database.scalar("SELECT SUM(t.hours) FROM core.timesheets AS t") == Decimal(51)


def test_a_newer_version_of_a_file_replaces_what_the_older_one_left_aside(database: Database, tmp_path: Path) -> None:
    folder = write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("99", "2025-01-09", "8")))
    case_load(database, folder)
    assert len(open_rows(database)) == 1
    write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("71", "2025-01-09", "8")))
    case_load(database, folder)
    assert not open_rows(database)
    assert database.scalar("SELECT COUNT(*) FROM core.timesheets AS t") == 7


def test_a_full_list_that_lacks_a_row_deletes_it(database: Database, tmp_path: Path) -> None:
    more = FILES["vacations.csv"] + "72,2025-01-15,2025-01-16\n"
    folder = write_firm(tmp_path)
    (folder / "vacations.csv").write_text(more)
    case_load(database, folder)
    hours = "SELECT SUM(w.vacation_hours) FROM core.capacity_week AS w"
    assert database.scalar(hours) == Decimal(32)
    (folder / "vacations.csv").write_text(FILES["vacations.csv"])
    report = case_load(database, folder)
    assert outcome_of(report, "vacations.csv").counts["deleted"] == 1
    assert database.scalar(hours) == Decimal(16)


def test_only_the_weeks_that_a_batch_touches_are_recomputed(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("72", "2025-01-16", "6")))
    second = case_load(database, tmp_path).batch_id
    weeks = database.rows(
        "SELECT DISTINCT w.work_week_start_date AS week, w.batch_id AS batch FROM core.timesheet_week AS w ORDER BY week"
    )
    assert [(row["week"], row["batch"] == second) for row in weeks] == [
        (date(2025, 1, 6), False),
        (date(2025, 1, 13), True),
    ]


def test_a_missing_column_rejects_the_file_and_changes_nothing(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    before = contents(database)
    (tmp_path / "TIME.csv").write_text(TIME_HEADER.replace("Work Date", "Worked On") + "".join(TIME_ROWS))
    report = case_load(database, tmp_path)
    rejected = outcome_of(report, "TIME.csv")
    assert (report.is_clean, rejected.status) == (False, "rejected")
    assert rejected.reason is not None
    assert all(word in rejected.reason for word in ("TIME.csv", "Work Date", "Nothing"))
    assert contents(database) == before


def test_a_truncated_file_is_rejected(database: Database, tmp_path: Path) -> None:
    folder = write_firm(tmp_path)
    text = TIME_HEADER + "".join(TIME_ROWS)
    (folder / "TIME.csv").write_text(text[: -len(TIME_ROWS[-1]) // 2])
    report = case_load(database, folder)
    assert outcome_of(report, "TIME.csv").status == "rejected"
    assert database.scalar("SELECT COUNT(*) FROM core.timesheets AS t") == 0


def test_a_file_with_too_many_bad_rows_is_held_until_somebody_takes_responsibility(
    database: Database, tmp_path: Path
) -> None:
    bad = time_row("71", "2025-01-09", "30")
    folder = write_firm(tmp_path, time_rows=(*TIME_ROWS, bad))
    report = case_load(database, folder)
    held = outcome_of(report, "TIME.csv")
    assert held.status == "held"
    assert "1 of 7 rows" in str(held.reason)
    assert database.scalar("SELECT COUNT(*) FROM core.timesheets AS t") == 0
    accepted = case_load(database, folder, accept_held="checked with the office")
    assert outcome_of(accepted, "TIME.csv").counts == {
        "inserted": 6, "updated": 0, "unchanged": 0, "superseded": 0, "quarantined": 1, "deleted": 0,
    }  # fmt: skip


def test_a_fault_while_publishing_leaves_the_old_data(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_load(database, write_firm(tmp_path))
    before = contents(database)

    def broken(*_: object) -> dict[str, int]:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(weekly_facts, "refresh", broken)
    write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("72", "2025-01-16", "6")))
    with pytest.raises(RuntimeError, match="power"):
        case_load(database, tmp_path)
    assert contents(database) == before
    statuses = database.rows("SELECT b.status FROM ops.load_batch AS b ORDER BY b.batch_id")
    assert [row["status"] for row in statuses] == ["published", "failed"]

    monkeypatch.undo()
    assert case_load(database, tmp_path).status == "published"
    assert database.scalar("SELECT COUNT(*) FROM core.timesheets AS t") == 7


def test_a_row_lost_between_reading_and_publishing_is_noticed() -> None:
    outcome = FileOutcome(1, "TIME.csv", "timesheets", "0", "0", 1, physical_record_count=3, header_count=1)
    outcome.counts["inserted"] = 1
    with pytest.raises(audit.ConservationError, match="rows read 2, accounted for 1"):
        audit.check_conservation(outcome)


def test_the_reporting_date_is_what_was_asked_for_else_the_latest_posting_date(
    database: Database, tmp_path: Path
) -> None:
    folder = write_firm(tmp_path)
    case_load(database, folder)
    assert database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r") == AS_OF
    case_load(database, folder, as_of=None)
    assert database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r") == AS_OF
    write_firm(tmp_path, time_rows=(*TIME_ROWS, time_row("72", "2025-01-16", "2")))
    case_load(database, folder, as_of=None)
    assert database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r") == date(2025, 1, 16)


def test_a_client_number_that_contradicts_the_engagement_is_told_and_not_believed(
    database: Database, tmp_path: Path
) -> None:
    other_client = TIME_ROWS[0].replace(",501,", ",502,")
    report = case_load(database, write_firm(tmp_path, time_rows=(other_client, *TIME_ROWS[1:])))
    assert outcome_of(report, "TIME.csv").warnings == [
        "TIME.csv, line 2: the client number is not that of the engagement's client; the engagement's was kept."
    ]
    assert database.scalar("SELECT COUNT(*) FROM core.timesheets AS t") == 6


def test_a_person_who_turns_external_changes_the_value_of_their_weeks_alone(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    value = "SELECT SUM(w.extracted_amount) FROM core.timesheet_week AS w WHERE w.employee_id = :employee_id"
    manager = database.scalar("SELECT e.employee_id FROM core.employees AS e WHERE e.employee_source_id = '71'")
    before = database.scalar(value, employee_id=manager)
    staff = FILES["employees.csv"].replace("Ada Byron,MANAGER,False", "Ada Byron,MANAGER,True")
    (tmp_path / "employees.csv").write_text(staff)
    batch_id = case_load(database, tmp_path).batch_id
    assert database.scalar(value, employee_id=manager) == before * Decimal("0.9")
    touched = database.rows(
        "SELECT DISTINCT w.work_week_start_date AS week FROM core.timesheet_week AS w WHERE w.batch_id = :batch_id",
        batch_id=batch_id,
    )
    assert [row["week"] for row in touched] == [date(2025, 1, 6)]


def test_a_refused_load_moves_no_date_and_no_fact(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    facts = "SELECT COUNT(*) FROM kpi.phase_history_week AS w"
    before = (contents(database), database.scalar(facts))
    (tmp_path / "TIME.csv").write_text(TIME_HEADER)
    report = case_load(database, tmp_path / "TIME.csv", as_of=None)
    assert report.status in {"rejected", "held"}
    assert report.refreshed_rows == {}
    assert (contents(database), database.scalar(facts)) == before
    assert database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r") == AS_OF


def test_a_reporting_date_outside_the_calendar_is_refused(database: Database, tmp_path: Path) -> None:
    case_load(database, write_firm(tmp_path))
    with pytest.raises(UsageError, match=r"1925-03-17 is outside PROP's calendar, 2015-01-01 to 2035-12-31"):
        case_load(database, tmp_path, as_of=date(1925, 3, 17))
    assert database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r") == AS_OF


def test_a_database_without_the_schema_says_how_to_get_it(tmp_path: Path) -> None:
    empty = open_database("duckdb:///:memory:")
    with pytest.raises(
        DatabaseError, match=r"has no PROP schema\. Nothing was changed\. Deploy it first: prop db deploy"
    ):
        case_load(empty, write_firm(tmp_path))
    empty.close()
