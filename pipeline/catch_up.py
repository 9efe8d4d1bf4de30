"""Weeks that were missed while no scheduler was at work: the last one is run, the others stay visible in the ledger."""

from datetime import datetime

from apscheduler.triggers.cron import CronTrigger

from etl.ledger import insert_row, next_id
from pipeline.ledger import attempt_key, iso_week
from pipeline.timetable import firings, in_utc, week_reported_by, without_zone
from sql.engine import Database, Transaction


def missed_firings(database: Database, trigger: CronTrigger, now: datetime) -> list[datetime]:
    """When a weekly run was due, had new data to run on, and did not take place; oldest first.

    Counted from the last weekly run that came to an end, whatever its end, and from the first load published since;
    none where there was never a run, or nothing was loaded since.

    Parameters
    ----------
    now
        UTC without a zone.
    """
    last = database.rows(_LAST_ENDED)[0]
    if last["started_at_utc"] is None:
        return []
    loaded = database.scalar(_FIRST_NEWER_LOAD, batch_id=last["batch_id"] or 0)
    return [] if loaded is None else firings(trigger, in_utc(max(loaded, last["started_at_utc"])), in_utc(now))


def note_missed(database: Database, missed: list[datetime], now: datetime) -> None:
    """Keep one failed row per run that never took place, so that the gap is seen; the same runs again add nothing."""

    def work(transaction: Transaction) -> None:
        for due in missed:
            _note(transaction, due, now)

    database.unit_of_work(work)


def _note(transaction: Transaction, due: datetime, now: datetime) -> None:
    started = without_zone(due)
    if transaction.scalar(
        "SELECT COUNT(*) FROM ops.run AS r WHERE r.run_kind = 'weekly' AND r.started_at_utc = :started", started=started
    ):
        return
    as_of = week_reported_by(due)
    run_id = next_id(transaction, "ops.run", "run_id")
    row = {
        "run_id": run_id,
        "run_kind": "weekly",
        "iso_week": iso_week(as_of),
        "as_of_date": as_of,
        "status": "failed",
        "publication_key": attempt_key("weekly", run_id),
        "fencing_token": 0,
        "requested_by": "scheduler",
        "started_at_utc": started,
        "finished_at_utc": now,
        "message": (
            f"Missed: it was due on {due:%Y-%m-%d at %H:%M} ({due.tzname()}), and did not take place. A plan of that "
            "week would be over by now, so the newest missed run alone was caught up. Nothing was published."
        ),
    }
    insert_row(transaction, "ops.run", row)


_LAST_ENDED = """
    SELECT MAX(r.started_at_utc) AS started_at_utc, MAX(r.batch_id) AS batch_id
    FROM ops.run AS r
    WHERE r.run_kind = 'weekly' AND r.status <> 'running' AND (r.message IS NULL OR r.message NOT LIKE 'Abandoned:%')
"""
_FIRST_NEWER_LOAD = """
    SELECT MIN(b.published_at_utc)
    FROM ops.load_batch AS b
    WHERE b.status = 'published' AND b.batch_id > :batch_id
"""
