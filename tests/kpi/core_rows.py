"""Rows for core and for the ledger, as a loader would write them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sql.engine import Transaction
from tests.reference.firm import monday_of

SOURCE = "test"
NOW = datetime(2025, 1, 1, tzinfo=UTC).replace(tzinfo=None)
HASH = "0" * 64
CURRENCY = "CAD"


def numbered(names: Iterable[Any]) -> dict[Any, int]:
    return {name: i for i, name in enumerate(dict.fromkeys(names), 1)}


def insert(transaction: Transaction, table: str, columns: str, rows: Sequence[Sequence[Any]], batch_id: int) -> None:
    transaction.insert(table, [*columns.split(), "batch_id"], [(*row, batch_id) for row in rows])


def open_batch(transaction: Transaction, batch_id: int) -> None:
    transaction.insert(
        "ops.load_batch",
        ["batch_id", "source_system", "status", "requested_by", "started_at_utc"],
        [(batch_id, SOURCE, "staging", "test", NOW)],
    )


def set_reporting_date(transaction: Transaction, as_of: date | None, *, setting_id: int) -> None:
    transaction.insert(
        "ops.reporting_date_setting",
        ["setting_id", "as_of_date", "set_by", "set_at_utc"],
        [(setting_id, as_of, "test", NOW)],
    )


def touch(transaction: Transaction, batch_id: int, fact: str, first: date, last: date) -> None:
    mondays = []
    monday = monday_of(first)
    while monday <= last:
        mondays.append(monday)
        monday += timedelta(days=7)
    transaction.insert(
        "stg.touched_week", ["batch_id", "fact_name", "week_start_date"], [(batch_id, fact, m) for m in mondays]
    )
