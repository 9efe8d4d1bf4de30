"""Run now, in the app: a request that one scheduler claims, once."""

from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from config.errors import UsageError
from etl.ledger import insert_row, next_id
from pipeline.ledger import RunKind
from sql.engine import Database, Reader, Transaction


@dataclass(frozen=True)
class RunRequest:
    """Somebody wants a run."""

    request_id: int
    kind: RunKind
    requested_by: str


def ask(database: Database, kind: str, *, requested_by: str, now: datetime) -> int:
    """Ask for a run; the scheduler starts it within seconds.

    Parameters
    ----------
    kind
        weekly, staffing, budget or funding.
    requested_by
        The reader's name, kept in the ledger.
    now
        UTC without a zone.

    Returns
    -------
    int
        The request's id; an equal request that still waits is returned instead of a second one.
    """
    if kind not in get_args(RunKind):
        raise UsageError(
            f"Run request: {kind!r} is no kind of run; known are {', '.join(get_args(RunKind))}. Nothing was asked."
        )
    with database.lock("run request", wait_seconds=10), database.transaction() as transaction:
        waiting = next((request for request in open_requests(transaction) if request.kind == kind), None)
        if waiting is not None:
            return waiting.request_id
        request_id = next_id(transaction, "ops.run_request", "request_id")
        row = {
            "request_id": request_id,
            "run_kind": kind,
            "requested_by": requested_by,
            "requested_at_utc": now,
        }
        insert_row(transaction, "ops.run_request", row)
        return request_id


def open_requests(reader: Reader) -> list[RunRequest]:
    """Requests that nobody has claimed, oldest first."""
    rows = reader.rows(
        "SELECT q.request_id, q.run_kind, q.requested_by FROM ops.run_request AS q "
        "WHERE q.claimed_at_utc IS NULL ORDER BY q.request_id"
    )
    return [RunRequest(int(row["request_id"]), row["run_kind"], row["requested_by"]) for row in rows]


def claim(transaction: Transaction, request_id: int, run_id: int, now: datetime) -> bool:
    """Take a request in the transaction that opens its run; False when somebody else has it already."""
    changed = transaction.execute(
        "UPDATE ops.run_request SET claimed_at_utc = :now, run_id = :run_id "
        "WHERE request_id = :request_id AND claimed_at_utc IS NULL",
        request_id=request_id,
        run_id=run_id,
        now=now,
    )
    return changed == 1
