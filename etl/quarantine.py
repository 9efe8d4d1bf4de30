"""Rows set aside: written once, never changed, listed, and loaded again when what they lacked is there."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from etl.ledger import FileOutcome, next_id, now_utc
from sql.engine import Database, Transaction

ORPHAN = "orphan"
CONFLICT = "conflict"
STAGED_REASONS = (ORPHAN, CONFLICT)
"""Reasons found after staging: the row is kept in its staged form, others as it was read."""

_OPEN = """
    SELECT
        q.quarantine_id, q.batch_id, b.source_system, f.file_name, f.sheet_name, q.entity, q.line_number,
        q.column_name, q.reason_code, q.message, q.row_json, q.quarantined_at_utc
    FROM ops.quarantine AS q
    INNER JOIN ops.load_batch AS b ON b.batch_id = q.batch_id
    INNER JOIN ops.load_file AS f ON f.file_id = q.file_id
    WHERE NOT EXISTS (SELECT 1 FROM ops.quarantine_release AS r WHERE r.quarantine_id = q.quarantine_id)
"""


@dataclass(frozen=True)
class QuarantinedRow:
    """One row on its way into ``ops.quarantine``; hours and amount count towards the control sums."""

    file_id: int
    entity: str
    line_number: int
    column_name: str | None
    reason_code: str
    message: str
    row: dict[str, Any]
    hours: Decimal | None = None
    amount: Decimal | None = None


def write(transaction: Transaction, batch_id: int, rows: Sequence[QuarantinedRow]) -> None:
    """Set rows aside."""
    if not rows:
        return
    first_id = next_id(transaction, "ops.quarantine", "quarantine_id")
    columns = (
        "quarantine_id", "batch_id", "file_id", "entity", "line_number", "column_name",
        "reason_code", "message", "row_json", "hours", "amount", "quarantined_at_utc",
    )  # fmt: skip
    moment = now_utc()
    values = [
        (
            first_id + offset, batch_id, row.file_id, row.entity, row.line_number, row.column_name,
            row.reason_code, row.message[:2000], json.dumps(row.row, ensure_ascii=False, default=str),
            row.hours, row.amount, moment,
        )
        for offset, row in enumerate(rows)
    ]  # fmt: skip
    transaction.insert("ops.quarantine", columns, values)


def open_rows(database: Database | Transaction, *, source_system: str | None = None) -> list[dict[str, Any]]:
    """Rows still set aside, the oldest first."""
    condition = " AND b.source_system = :source_system" if source_system else ""
    parameters = {"source_system": source_system} if source_system else {}
    return database.rows(f"{_OPEN}{condition} ORDER BY q.quarantine_id", **parameters)


def release(
    transaction: Transaction, batch_id: int, quarantine_ids: Iterable[int], outcome: str, released_by: str
) -> int:
    """Record that rows are no longer set aside, with what became of them; returns how many."""
    moment = now_utc()
    rows = [(quarantine_id, batch_id, outcome, moment, released_by) for quarantine_id in quarantine_ids]
    if rows:
        columns = ("quarantine_id", "batch_id", "outcome", "released_at_utc", "released_by")
        transaction.insert("ops.quarantine_release", columns, rows)
    return len(rows)


def supersede_earlier_versions(
    transaction: Transaction, batch_id: int, source_system: str, outcomes: Iterable[FileOutcome], released_by: str
) -> int:
    """A newer version of a file replaces what its earlier versions left set aside."""
    published = {(o.file_name, o.sheet_name, o.entity) for o in outcomes if o.status == "published"}
    replaced = [
        row["quarantine_id"]
        for row in open_rows(transaction, source_system=source_system)
        if row["batch_id"] != batch_id and (row["file_name"], row["sheet_name"], row["entity"]) in published
    ]
    return release(transaction, batch_id, replaced, "superseded", released_by)
