"""What a run reads: the newest published batch, as of which day; and how ``--as-of`` moves that day."""

from dataclasses import dataclass
from datetime import date

from etl import parameter_facts, reporting_date, weekly_facts
from etl.publish import weeks
from sql.engine import Database, Reader, Transaction

LOAD_LOCK = "load"
LONGEST_LOAD_SECONDS = 300.0


@dataclass(frozen=True)
class Snapshot:
    """Everything a run reads belongs to this batch and this day."""

    batch_id: int | None
    as_of_date: date | None


def snapshot(reader: Reader) -> Snapshot:
    """The newest published batch and the reporting date, as they are now; None before the first load."""
    batch_id = reader.scalar("SELECT MAX(b.batch_id) FROM ops.load_batch AS b WHERE b.status = 'published'")
    as_of = reader.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r")
    return Snapshot(None if batch_id is None else int(batch_id), as_of)


def move_reporting_date(database: Database, as_of: date, set_by: str) -> int:
    """Report as of another day from now on, and bring the weekly facts to it; the rows that were recomputed.

    Waits for a load that is at work. The same day again changes nothing.
    """
    with database.lock(LOAD_LOCK, wait_seconds=LONGEST_LOAD_SECONDS):
        return database.unit_of_work(lambda transaction: _move(transaction, as_of, set_by))


def _move(transaction: Transaction, as_of: date, set_by: str) -> int:
    now = snapshot(transaction)
    if now.batch_id is None:
        return 0
    parameters_before = parameter_facts.kpi_parameters(transaction)
    reporting_date.set_reporting_date(transaction, as_of, set_by)
    weeks.touch_reporting_date(transaction, now.as_of_date, as_of, batch_id=now.batch_id)
    parameter_facts.touch_changed(transaction, parameters_before, batch_id=now.batch_id)
    refreshed = weekly_facts.refresh(transaction, now.batch_id)
    transaction.execute("DELETE FROM stg.touched_week WHERE batch_id = :batch_id", batch_id=now.batch_id)
    return sum(refreshed.values())
