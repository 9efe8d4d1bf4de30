"""What outlives its policy goes, in chunks, with a note in the audit trail; what somebody still stands on stays."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from config.errors import UsageError
from sql.deployment.deploy import deploy
from sql.engine import Database, Transaction, open_database
from sql.retention import audit_trail
from sql.retention.commands import retention
from sql.retention.doomed_rows import DoomedRows
from sql.retention.rules import RULES
from sql.retention.trim import Trimmed, trim
from tests.conftest import BOTH_ENGINES
from tests.server.own_locks import name_locks_by_database
from tests.server_database import fresh_server_database, server_tree

TODAY = date(2026, 11, 20)
OLD, RECENT, YESTERDAY = map(datetime.fromisoformat, ("2024-01-10", "2026-11-01", "2026-11-19"))
SHA = "a" * 64
GOES = [
    Trimmed("stg.clients", 5),
    Trimmed("core.clients_past", 2),
    Trimmed("core.timesheets_past", 12),
    Trimmed("kpi.phase_snapshot", 4),
    Trimmed("pred.solve", 2),
    Trimmed("pred.staffing_plan", 5),
    Trimmed("ops.run_step", 1),
    Trimmed("ops.run", 3),
    Trimmed("app.session", 2),
    Trimmed("app.login_attempt", 2),
    Trimmed("ops.alert", 1),
]


def insert(transaction: Transaction, table: str, *rows: dict[str, object]) -> None:
    for row in rows:
        transaction.insert(table, list(row), [tuple(row.values())])


def batch(batch_id: int, started: datetime, status: str = "published") -> dict[str, object]:
    return {
        "batch_id": batch_id, "source_system": "crm", "status": status, "requested_by": "test",
        "started_at_utc": started, "published_at_utc": started if status == "published" else None,
    }  # fmt: skip


def run(run_id: int, kind: str, status: str, started: datetime = OLD) -> dict[str, object]:
    return {
        "run_id": run_id, "run_kind": kind, "iso_week": "2024-W02", "as_of_date": date(2024, 1, 7), "batch_id": 1,
        "status": status, "publication_key": f"{kind}|{run_id}", "fencing_token": run_id, "requested_by": "test",
        "started_at_utc": started,
    }  # fmt: skip


def solve(run_id: int, model: str) -> dict[str, object]:
    return {
        "run_id": run_id, "model": model, "solve_status": "Optimal", "objective_name": "points", "solve_seconds": 1,
        "row_count": 1, "column_count": 1, "sentence": "Proven.",
    }  # fmt: skip


def plan(run_id: int, employee_id: int) -> dict[str, object]:
    return {
        "run_id": run_id, "employee_id": employee_id, "phase_id": 1, "week_start_date": date(2024, 1, 8),
        "recommended_hours": 8, "current_hours": 0, "is_new_assignment": True, "is_pinned": False,
    }  # fmt: skip


def client(client_id: int, **batches: int) -> dict[str, object]:
    return {
        "client_id": client_id, "source_system": "crm", "client_source_id": str(client_id), "client_name": "Arctos",
        "is_deleted": False, "row_sha256": SHA, **batches,
    }  # fmt: skip


def hours(timesheet_id: int, valid_to_batch_id: int) -> dict[str, object]:
    day = date(2024, 1, 8)
    return {
        "timesheet_id": timesheet_id, "source_system": "psa", "timesheet_source_id": str(timesheet_id), "phase_id": 1,
        "employee_id": 1, "work_date": day, "entry_date": day, "posting_date": day, "hours": 8,
        "charge_out_rate_per_hour": 100, "standard_price_amount": 800, "surcharge_amount": 0, "currency": "CAD",
        "is_billable": True, "is_deleted": False, "row_sha256": SHA, "valid_from_batch_id": 1,
        "valid_to_batch_id": valid_to_batch_id,
    }  # fmt: skip


def snapshot(batch_id: int, phase_id: int) -> dict[str, object]:
    return {
        "batch_id": batch_id, "phase_id": phase_id, "engagement_id": 1, "client_id": 1, "currency": "CAD",
        "week_start_date": date(2024, 1, 8), "as_of_date": date(2024, 1, 14), "is_open": True, "ev_method": "physical",
        "hours": 8, "billable_hours": 8, "ac_amount": 800, "surcharge_amount": 0, "extracted_amount": 800,
    }  # fmt: skip


def session(name: str, *, expires: datetime, ended: datetime | None = None) -> dict[str, object]:
    return {
        "session_sha256": name * 64, "user_id": 1, "created_at_utc": OLD, "last_seen_at_utc": OLD,
        "expires_at_utc": expires, "ended_at_utc": ended,
    }  # fmt: skip


def alert(alert_id: int, acknowledged: datetime | None) -> dict[str, object]:
    return {
        "alert_id": alert_id, "alert_code": "test", "severity": "warning", "message": "Look.", "raised_at_utc": OLD,
        "acknowledged_at_utc": acknowledged,
    }  # fmt: skip


def write_years(transaction: Transaction) -> None:
    """Two old loads, a recent one and one at work; seven runs, of which three may go."""
    insert(
        transaction, "ops.load_batch", batch(1, OLD), batch(2, datetime.fromisoformat("2024-06-01")), batch(3, RECENT)
    )
    insert(transaction, "ops.load_batch", batch(4, OLD, "staging"))
    staged = [(1, 1), (1, 2), (1, 3), (3, 1), (3, 2), (4, 1)]
    insert(transaction, "stg.clients", *(
        {"batch_id": b, "file_id": 1, "line_number": line, "row_number": 0, "row_sha256": SHA} for b, line in staged
    ))  # fmt: skip
    insert(transaction, "core.clients", client(1, batch_id=2))
    insert(transaction, "core.clients_past", *(
        client(c, valid_from_batch_id=1, valid_to_batch_id=to) for c, to in ((1, 2), (2, 2), (3, 3))
    ))  # fmt: skip
    insert(transaction, "core.timesheets_past", *(hours(i, 2) for i in range(1, 13)), hours(20, 3))
    insert(transaction, "kpi.phase_snapshot", *(snapshot(b, p) for b in (1, 2, 3) for p in (1, 2)))
    write_runs(transaction)
    user = {"user_id": 1, "user_name": "ada", "display_name": "Ada", "password_hash": "x", "role_name": "viewer"}
    insert(transaction, "app.user_account", {**user, "created_at_utc": OLD})
    insert(transaction, "app.session", session("a", expires=YESTERDAY, ended=datetime.fromisoformat("2026-09-01")))
    insert(
        transaction,
        "app.session",
        session("b", expires=datetime.fromisoformat("2026-10-01")),
        session("c", expires=YESTERDAY),
    )
    insert(transaction, "app.login_attempt", *(
        {"attempt_id": i, "user_name": "ada", "address": "::1", "is_success": True, "attempted_at_utc": stamp}
        for i, stamp in enumerate((OLD, OLD, RECENT), 1)
    ))  # fmt: skip
    insert(transaction, "ops.alert", alert(1, OLD), alert(2, None), alert(3, RECENT))


def write_runs(transaction: Transaction) -> None:
    """1, 2 and 3 may go; 4 has the last forecast, 5 is new, 6 the last budget, 7 is named by a decision."""
    insert(
        transaction,
        "ops.run",
        run(1, "weekly", "published"), run(2, "weekly", "superseded"), run(3, "weekly", "failed"),
        run(4, "weekly", "published"), run(6, "budget", "published"), run(7, "weekly", "published"),
        run(5, "weekly", "published", RECENT), run(8, "weekly", "published", YESTERDAY),
    )  # fmt: skip
    insert(transaction, "pred.solve", solve(1, "staffing"), solve(2, "staffing"), solve(5, "staffing"))
    insert(transaction, "pred.solve", solve(6, "budget"))
    insert(transaction, "pred.staffing_plan", *(plan(1, e) for e in (1, 2)), *(plan(2, e) for e in (1, 2, 3)))
    insert(transaction, "pred.staffing_plan", plan(5, 1))
    forecast = {
        "run_id": 4, "model_code": "naive", "measure_code": "bench_ratio", "grain": "portfolio",
        "week_start_date": date(2024, 1, 8), "horizon_weeks": 1, "point_value": 0, "unit": "ratio",
    }  # fmt: skip
    insert(transaction, "pred.forecast", forecast)
    step = {"run_id": 1, "step_number": 1, "step_name": "load", "status": "done", "started_at_utc": OLD}
    insert(transaction, "ops.run_step", step)
    decision = {
        "decision_id": 1, "run_id": 7, "employee_id": 1, "phase_id": 1, "decision_kind": "pin", "decided_by": "ada",
        "decided_at_utc": OLD,
    }  # fmt: skip
    insert(transaction, "app.decision", decision)


@pytest.fixture(scope="module", params=BOTH_ENGINES)
def url(
    request: pytest.FixtureRequest, deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    if request.param == "duckdb":
        yield f"duckdb:///{shutil.copy(deployed_duckdb_file, tmp_path_factory.mktemp('retention') / 'prop.duckdb')}"
        return
    with pytest.MonkeyPatch.context() as patch, fresh_server_database() as server_url:
        name_locks_by_database(patch)
        database = open_database(server_url)
        deploy(database, server_tree())
        database.close()
        yield server_url


@pytest.fixture(scope="module")
def database(url: str) -> Iterator[Database]:
    """A database with three years of rows; of each kind that is counted the newest one is kept."""
    opened = open_database(url)
    with opened.transaction() as transaction:
        write_years(transaction)
        transaction.execute("UPDATE ops.retention_policy SET keep_at_least_count = 1 WHERE keep_at_least_count > 0")
    yield opened
    opened.close()


def row_counts(database: Database) -> dict[str, int]:
    tables = [table for table, _ in GOES]
    return {table: int(database.scalar(f"SELECT COUNT(*) FROM {table}")) for table in tables}


def test_every_kind_has_a_policy_and_every_policy_a_rule(database: Database) -> None:
    assert {row["object_class"] for row in database.rows("SELECT p.object_class FROM ops.retention_policy AS p")} == {
        *RULES
    }


def test_a_dry_run_counts_and_changes_nothing(database: Database) -> None:
    before = row_counts(database)
    assert trim(database, today=TODAY, dry_run=True) == GOES
    assert row_counts(database) == before
    assert database.scalar("SELECT COUNT(*) FROM ops.audit_event") == 0


def test_what_is_old_goes_and_each_table_is_noted(database: Database) -> None:
    before = row_counts(database)
    assert trim(database, today=TODAY, chunk_rows=5, actor="ada") == GOES
    assert row_counts(database) == {table: before[table] - count for table, count in GOES}
    events = database.rows(
        "SELECT e.actor, e.action, e.subject, e.detail FROM ops.audit_event AS e ORDER BY e.event_id"
    )
    leading = [row for row in GOES if not row.table.startswith("pred.") and row.table != "ops.run_step"]
    assert [event["subject"] for event in events] == [table for table, _ in leading]
    assert {(event["actor"], event["action"]) for event in events} == {("ada", "rows trimmed")}
    details = {event["subject"]: event["detail"] for event in events}
    assert details["ops.run"] == "11 rows runs 1, 2, 3 with their steps and predictions"
    assert details["core.timesheets_past"] == "12 rows what was known before batch 2 can no longer be asked"
    assert audit_trail.faults(database) == []


def test_what_somebody_stands_on_stays(database: Database) -> None:
    def ids(column: str, table: str) -> list[int]:
        return [row[column] for row in database.rows(f"SELECT DISTINCT {column} FROM {table} ORDER BY {column}")]

    assert ids("run_id", "ops.run") == [4, 5, 6, 7, 8]
    assert ids("run_id", "pred.solve") == [5, 6]
    assert ids("batch_id", "stg.clients") == [4]
    assert ids("batch_id", "ops.load_batch") == [1, 2, 3, 4]
    assert ids("batch_id", "kpi.phase_snapshot") == [3]
    assert ids("client_id", "core.clients") == [1]
    assert ids("client_id", "core.clients_past") == [3]
    assert ids("timesheet_id", "core.timesheets_past") == [20]
    assert ids("alert_id", "ops.alert") == [2, 3]
    assert ids("attempt_id", "app.login_attempt") == [3]


def test_a_second_trim_has_nothing_to_do(database: Database) -> None:
    events = database.scalar("SELECT COUNT(*) FROM ops.audit_event")
    assert trim(database, today=TODAY) == []
    assert database.scalar("SELECT COUNT(*) FROM ops.audit_event") == events


def test_a_trim_that_was_stopped_is_taken_up_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.transaction() as transaction:
        insert(transaction, "core.timesheets_past", *(hours(i, 2) for i in range(1, 13)))
    whole, calls = DoomedRows.delete_chunk, []

    def stop_at_the_third(doomed: DoomedRows, transaction: Transaction, chunk_rows: int) -> int:
        calls.append(doomed.subject)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(doomed, transaction, chunk_rows)

    with monkeypatch.context() as patch:
        patch.setattr(DoomedRows, "delete_chunk", stop_at_the_third)
        with pytest.raises(KeyboardInterrupt):
            trim(database, today=TODAY, chunk_rows=5)
    assert row_counts(database)["core.timesheets_past"] == 13 - 10
    assert trim(database, today=TODAY, chunk_rows=5) == [Trimmed("core.timesheets_past", 2)]
    assert row_counts(database)["core.timesheets_past"] == 1


def test_the_command_says_what_would_go_and_what_went(database: Database, url: str) -> None:
    with database.transaction() as transaction:
        insert(transaction, "ops.alert", alert(0, OLD))
    database.close()
    app = typer.Typer()
    app.command()(retention)
    said = CliRunner().invoke(app, ["--dry-run", "--database", url])
    assert "ops.alert: 1 rows would go" in said.output
    said = CliRunner().invoke(app, ["--database", url])
    assert "ops.alert: 1 rows trimmed" in said.output
    assert said.exit_code == 0


@pytest.fixture
def trail(deployed_duckdb_url: str) -> Iterator[Database]:
    """A database with five events."""
    database = open_database(deployed_duckdb_url)
    for number in range(1, 6):
        with database.transaction() as transaction:
            assert audit_trail.append(transaction, actor="ada", action="test", subject=f"{number}é") == number
    yield database
    database.close()


LATER = date(2040, 1, 1)


def trim_trail(database: Database, keep: int) -> list[Trimmed]:
    with database.transaction() as transaction:
        transaction.execute("UPDATE ops.retention_policy SET keep_at_least_count = :keep", keep=keep)
    return trim(database, today=LATER, chunk_rows=1)


def test_the_trail_is_cut_at_its_old_end_and_goes_on(trail: Database) -> None:
    assert trim_trail(trail, 2) == [Trimmed("ops.audit_event", 3)]
    left = trail.rows("SELECT e.event_id, e.action FROM ops.audit_event AS e ORDER BY e.event_id")
    assert [(row["event_id"], row["action"]) for row in left] == [(4, "test"), (5, "test"), (6, audit_trail.TRIMMED)]
    assert audit_trail.faults(trail) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE ops.audit_event SET actor = 'eve' WHERE event_id = 3", "Event 3 was edited."),
        ("DELETE FROM ops.audit_event WHERE event_id = 3", "Between events 2 and 4 the chain is broken."),
        ("DELETE FROM ops.audit_event WHERE event_id < 3", "Events before 3 are gone, and no trim was noted."),
    ],
)
def test_a_trail_that_was_tampered_with_says_where(trail: Database, change: str, fault: str) -> None:
    with trail.transaction() as transaction:
        transaction.execute(change)
    assert audit_trail.faults(trail) == [fault]


def test_what_is_cut_beyond_the_noted_trim_shows(trail: Database) -> None:
    trim_trail(trail, 2)
    with trail.transaction() as transaction:
        transaction.execute("DELETE FROM ops.audit_event WHERE event_id = 4")
    assert audit_trail.faults(trail) == ["Events before 5 are gone, and no trim was noted."]


def test_a_policy_that_nobody_knows_is_refused(trail: Database) -> None:
    row = {"object_class": "coffee", "keep_days": 1, "description": "", "changed_by": "eve", "changed_at_utc": OLD}
    with trail.transaction() as transaction:
        insert(transaction, "ops.retention_policy", row)
    with pytest.raises(UsageError, match=r"names coffee\. Nothing was trimmed"):
        trim(trail, today=TODAY)
