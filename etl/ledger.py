"""The audit trail of loads: one row per batch, one per file, whatever became of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sql.engine import Database, Transaction

COUNTS = ("inserted", "updated", "unchanged", "superseded", "quarantined", "deleted")


def now_utc() -> datetime:
    """The present moment, as the database keeps it: UTC, milliseconds, no zone."""
    moment = datetime.now(UTC).replace(tzinfo=None)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def next_id(transaction: Transaction, table: str, id_column: str) -> int:
    """The id after the highest one; the caller holds the load lock."""
    highest = transaction.scalar(f"SELECT COALESCE(MAX(t.{id_column}), 0) FROM {table} AS t")
    return int(highest) + 1


@dataclass
class FileOutcome:
    """What became of one file (or sheet) for one entity; counts are rows, sums are exact decimals."""

    file_id: int
    file_name: str
    entity: str
    sha256: str
    contract_sha256: str
    size_bytes: int
    sheet_name: str | None = None
    status: str = "staged"
    reason: str | None = None
    physical_record_count: int = 0
    header_count: int = 0
    ignored_count: int = 0
    unpivoted_count: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    hours_in: Decimal = Decimal(0)
    hours_loaded: Decimal = Decimal(0)
    hours_quarantined: Decimal = Decimal(0)
    amount_in: Decimal = Decimal(0)
    amount_loaded: Decimal = Decimal(0)
    amount_quarantined: Decimal = Decimal(0)
    quarantine_reasons: dict[str, int] = field(default_factory=dict)
    ignored_reasons: dict[str, int] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    @property
    def rows_in(self) -> int:
        """Rows that the file holds, after unpivoting and without header, footer and blanks."""
        return self.physical_record_count - self.header_count - self.ignored_count + self.unpivoted_count

    @property
    def is_change(self) -> bool:
        """Whether it changed a row of core."""
        return self.status == "published" and any(self.counts[name] for name in ("inserted", "updated", "deleted"))

    def accounted_rows(self) -> int:
        """Rows whose fate is known; equals ``rows_in`` when nothing is lost (P1)."""
        return sum(self.counts[name] for name in COUNTS if name != "deleted")

    def as_row(self, batch_id: int) -> dict[str, Any]:
        """The row of ``ops.load_file``."""
        return {
            "file_id": self.file_id,
            "batch_id": batch_id,
            "file_name": self.file_name,
            "sheet_name": self.sheet_name,
            "entity": self.entity,
            "sha256": self.sha256,
            "contract_sha256": self.contract_sha256,
            "size_bytes": self.size_bytes,
            "status": self.status,
            "reason": self.reason[:2000] if self.reason else None,
            "physical_record_count": self.physical_record_count,
            "header_count": self.header_count,
            "ignored_count": self.ignored_count,
            "unpivoted_count": self.unpivoted_count,
            **{f"{name}_count": self.counts[name] for name in COUNTS},
            "hours_in": self.hours_in,
            "hours_loaded": self.hours_loaded,
            "hours_quarantined": self.hours_quarantined,
            "amount_in": self.amount_in,
            "amount_loaded": self.amount_loaded,
            "amount_quarantined": self.amount_quarantined,
        }


def insert_row(transaction: Transaction, table: str, row: Mapping[str, Any]) -> None:
    """Add one row."""
    transaction.insert(table, list(row), [tuple(row.values())])


def start_batch(database: Database, *, source_system: str, as_of: date | None, requested_by: str) -> int:
    """Open a batch, visible as ``staging`` until it ends."""
    with database.transaction() as transaction:
        batch_id = next_id(transaction, "ops.load_batch", "batch_id")
        row = {
            "batch_id": batch_id,
            "source_system": source_system,
            "status": "staging",
            "as_of_date": as_of,
            "requested_by": requested_by,
            "started_at_utc": now_utc(),
        }
        insert_row(transaction, "ops.load_batch", row)
    return batch_id


def end_batch(transaction: Transaction, batch_id: int, status: str, message: str | None = None) -> None:
    """Close a batch with its last word; one that is closed keeps it."""
    transaction.execute(
        "UPDATE ops.load_batch SET status = :status, message = :message, published_at_utc = :published_at "
        "WHERE batch_id = :batch_id AND status = 'staging'",
        batch_id=batch_id,
        status=status,
        message=message[:2000] if message else None,
        published_at=now_utc() if status == "published" else None,
    )


def is_closed(transaction: Transaction, batch_id: int) -> bool:
    """Whether a batch has its last word."""
    status = transaction.scalar(
        "SELECT b.status FROM ops.load_batch AS b WHERE b.batch_id = :batch_id", batch_id=batch_id
    )
    return bool(status != "staging")


def close_interrupted(database: Database) -> None:
    """Close what a load left open whose process ended; the caller holds the load lock, so nobody is at work on it."""
    with database.transaction() as transaction:
        transaction.execute(
            "UPDATE ops.load_batch SET status = 'failed', message = :message WHERE status = 'staging'",
            message="Its process ended before it published anything; the next load found it open.",
        )


def write_files(transaction: Transaction, batch_id: int, outcomes: list[FileOutcome]) -> None:
    """Keep what became of each file."""
    rows = [outcome.as_row(batch_id) for outcome in outcomes]
    if rows:
        transaction.insert("ops.load_file", list(rows[0]), [tuple(row.values()) for row in rows])


def last_published_sha256(database: Database, source_system: str) -> dict[tuple[str, str | None, str], tuple[str, str]]:
    """(file name, sheet, entity) -> (file, contract) hashes of its newest published load."""
    rows = database.rows(
        "SELECT f.file_name, f.sheet_name, f.entity, f.sha256, f.contract_sha256 FROM ops.load_file AS f "
        "INNER JOIN ops.load_batch AS b ON b.batch_id = f.batch_id "
        "WHERE b.source_system = :source_system AND f.status = 'published' ORDER BY f.file_id",
        source_system=source_system,
    )
    return {
        (row["file_name"], row["sheet_name"], row["entity"]): (row["sha256"], row["contract_sha256"]) for row in rows
    }
