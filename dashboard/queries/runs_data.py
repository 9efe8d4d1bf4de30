"""Runs, loads, rows set aside and alerts, for “Runs & data”."""

from typing import Any

from dashboard.auth.clock import utc_now
from dashboard.auth.reader import Reader
from dashboard.queries.cache import plain
from dashboard.queries.scope import firm_rows, public_rows
from pipeline.run_requests import ask

Row = dict[str, Any]


def runs(reader: Reader) -> list[Row]:
    """The newest attempts of every kind, without their messages."""
    return public_rows(
        reader,
        """
        SELECT TOP (60)
            r.run_id, r.run_kind, r.iso_week, r.as_of_date, r.batch_id, r.status, r.requested_by,
            r.started_at_utc, r.finished_at_utc, r.published_at_utc
        FROM ops.run AS r
        ORDER BY r.run_id DESC;
        """,
    )


def run_message(reader: Reader, run_id: int) -> str:
    """Why a run ended as it did; empty when it says nothing."""
    rows = firm_rows(reader, "SELECT r.message FROM ops.run AS r WHERE r.run_id = :run_id;", run_id=run_id)
    return str(rows[0]["message"] or "") if rows else ""


def steps(reader: Reader, run_id: int) -> list[Row]:
    """What one run did, in order."""
    return firm_rows(
        reader,
        """
        SELECT s.step_number, s.step_name, s.status, s.started_at_utc, s.finished_at_utc, s.detail
        FROM ops.run_step AS s WHERE s.run_id = :run_id ORDER BY s.step_number;
        """,
        run_id=run_id,
    )


def files(reader: Reader) -> list[Row]:
    """The newest files with their count of records and control sums (P1)."""
    return plain(
        firm_rows(
            reader,
            """
            SELECT TOP (200)
                f.file_id, f.batch_id, f.file_name, f.sheet_name, f.entity, f.status, f.reason, f.physical_record_count,
                f.inserted_count, f.updated_count, f.unchanged_count, f.superseded_count, f.deleted_count,
                f.quarantined_count, f.ignored_count, f.hours_in, f.hours_loaded, f.hours_quarantined,
                b.source_system, b.published_at_utc
            FROM ops.load_file AS f
            INNER JOIN ops.load_batch AS b ON b.batch_id = f.batch_id
            ORDER BY f.file_id DESC;
            """,
        )
    )


def batches(reader: Reader) -> list[Row]:
    """The newest loads."""
    return firm_rows(
        reader,
        """
        SELECT TOP (60)
            b.batch_id, b.source_system, b.status, b.as_of_date, b.requested_by, b.started_at_utc,
            b.published_at_utc, b.message
        FROM ops.load_batch AS b ORDER BY b.batch_id DESC;
        """,
    )


def quarantine(reader: Reader) -> list[Row]:
    """Rows set aside, newest first, with what became of them; never the row itself."""
    return plain(
        firm_rows(
            reader,
            """
            SELECT TOP (500)
                q.quarantine_id, q.batch_id, f.file_name, q.entity, q.line_number, q.column_name, q.reason_code,
                q.message,
                q.hours, q.quarantined_at_utc, COALESCE(z.outcome, N'waiting') AS outcome
            FROM ops.quarantine AS q
            INNER JOIN ops.load_file AS f ON f.file_id = q.file_id
            LEFT JOIN ops.quarantine_release AS z ON z.quarantine_id = q.quarantine_id
            ORDER BY q.quarantine_id DESC;
            """,
        )
    )


def quarantine_reasons(reader: Reader) -> list[Row]:
    """How many rows wait, by reason and kind of extract."""
    return firm_rows(
        reader,
        """
        SELECT q.reason_code, q.entity, COUNT(*) AS row_count
        FROM ops.quarantine AS q
        WHERE NOT EXISTS (SELECT 1 FROM ops.quarantine_release AS z WHERE z.quarantine_id = q.quarantine_id)
        GROUP BY q.reason_code, q.entity
        ORDER BY row_count DESC, q.reason_code, q.entity;
        """,
    )


def alerts(reader: Reader) -> list[Row]:
    """Alerts that nobody has acknowledged, newest first."""
    return firm_rows(
        reader,
        """
        SELECT TOP (200)
            a.alert_id, a.alert_code, a.severity, a.subject_kind, a.subject_source_id, a.message, a.raised_at_utc,
            a.run_id
        FROM ops.alert AS a WHERE a.acknowledged_at_utc IS NULL ORDER BY a.alert_id DESC;
        """,
    )


def waiting_requests(reader: Reader) -> list[Row]:
    """Runs that were asked for and not yet begun."""
    return public_rows(
        reader,
        """
        SELECT q.request_id, q.run_kind, q.requested_by, q.requested_at_utc
        FROM ops.run_request AS q WHERE q.claimed_at_utc IS NULL ORDER BY q.request_id;
        """,
    )


def request_run(reader: Reader, run_kind: str) -> int:
    """Ask the scheduler for a run; the request's number, of the one that waits already if there is one."""
    return ask(reader.database, run_kind, requested_by=reader.user_name, now=utc_now())
