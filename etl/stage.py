"""From a file into its staging table: text in canonical form, batch by batch, with what was set aside on the way."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pyarrow as pa

from config.errors import ExtractError
from etl.entities import BY_NAME, ENTITIES
from etl.ledger import FileOutcome
from etl.quarantine import QuarantinedRow
from etl.reading.extract import Reading, SetAside
from sql.engine import Database


def clear(database: Database) -> None:
    """Empty the staging tables of what an interrupted load left behind."""
    with database.transaction() as transaction:
        for table in (*(entity.staging_table for entity in ENTITIES), "stg.touched_week"):
            transaction.execute(f"DELETE FROM {table}")


def stage(
    database: Database, reading: Reading, outcome: FileOutcome, batch_id: int, on_rows: Callable[[int], None]
) -> list[QuarantinedRow]:
    """Stage one reading; returns the rows set aside. A rejected file leaves nothing behind but its reason."""
    set_aside: list[QuarantinedRow] = []
    table = f"stg.{reading.entity}"
    try:
        for batch in reading.batches():
            rows = pa.Table.from_batches([batch.rows])
            if rows.num_rows:
                with database.transaction() as transaction:
                    transaction.insert_arrow(table, _addressed(rows, batch_id, outcome.file_id))
            set_aside += [_quarantined(row, outcome) for row in batch.set_aside]
            outcome.warnings += [str(warning) for warning in batch.warnings]
            on_rows(rows.num_rows)
    except ExtractError as rejection:
        reject(database, outcome, batch_id, str(rejection))
        return []
    _count(reading, outcome, set_aside)
    return set_aside


def reject(database: Database, outcome: FileOutcome, batch_id: int, reason: str, *, status: str = "rejected") -> None:
    """Take a file's rows out of the stage again; only its reason stays."""
    outcome.status, outcome.reason = status, reason
    outcome.warnings = []
    if outcome.entity not in BY_NAME:
        return
    with database.transaction() as transaction:
        transaction.execute(
            f"DELETE FROM stg.{outcome.entity} WHERE batch_id = :batch_id AND file_id = :file_id",
            batch_id=batch_id,
            file_id=outcome.file_id,
        )


def _addressed(rows: pa.Table, batch_id: int, file_id: int) -> pa.Table:
    """The rows with the batch and file that they came with."""
    size = rows.num_rows
    rows = rows.add_column(0, "file_id", pa.array([file_id] * size, pa.int32()))
    return rows.add_column(0, "batch_id", pa.array([batch_id] * size, pa.int32()))


def _quarantined(row: SetAside, outcome: FileOutcome) -> QuarantinedRow:
    return QuarantinedRow(
        outcome.file_id, outcome.entity, row.line_number, row.column_name, row.reason_code, row.message,
        dict(row.row), row.hours, row.amount,
    )  # fmt: skip


def _count(reading: Reading, outcome: FileOutcome, set_aside: list[QuarantinedRow]) -> None:
    """Copy the counts and control sums of an exhausted reading."""
    outcome.physical_record_count = reading.physical_record_count
    outcome.header_count = reading.header_count
    outcome.ignored_reasons = dict(reading.ignored)
    outcome.ignored_count = sum(reading.ignored.values())
    outcome.unpivoted_count = reading.unpivoted_count
    outcome.hours_in, outcome.amount_in = reading.hours_in, reading.amount_in
    outcome.counts["quarantined"] = len(set_aside)
    outcome.hours_quarantined = sum((row.hours or Decimal(0) for row in set_aside), Decimal(0))
    outcome.amount_quarantined = sum((row.amount or Decimal(0) for row in set_aside), Decimal(0))
    outcome.quarantine_reasons = dict(Counter(row.reason_code for row in set_aside))
