"""From a file into its staging table: text in canonical form, batch by batch, with what was set aside on the way."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

import pyarrow as pa

from config.errors import ExtractError
from etl.entities import BY_NAME, ENTITIES
from etl.ledger import FileOutcome
from etl.quarantine import QuarantinedRow
from etl.reading.extract import Reading, SetAside, StagedBatch
from sql.engine import Database, Transaction


def clear(database: Database) -> None:
    """Empty the staging tables of what an interrupted load left behind."""
    with database.transaction() as transaction:
        for table in (*(entity.staging_table for entity in ENTITIES), "stg.touched_week"):
            transaction.execute(f"DELETE FROM {table}")


@dataclass
class _Staging:
    """A reading on its way into the stage: the database pulls its rows, what is set aside stays here."""

    reading: Reading
    outcome: FileOutcome
    batch_id: int
    on_rows: Callable[[int], None]
    set_aside: list[QuarantinedRow] = field(default_factory=list)
    fault: BaseException | None = None
    """What stopped the reading; DuckDB would pass on its text alone."""

    def insert_into(self, transaction: Transaction) -> None:
        """Insert every row of the reading in one statement, in constant memory."""
        batches = self.reading.batches()
        first = next(batches)
        columns = first.rows.schema
        schema = pa.schema([pa.field("batch_id", pa.int32()), pa.field("file_id", pa.int32()), *columns])
        rows = pa.RecordBatchReader.from_batches(schema, self._addressed(chain([first], batches), schema))
        try:
            transaction.insert_arrow(f"stg.{self.reading.entity}", rows)
        except Exception as error:
            if self.fault is None or self.fault is error:
                raise
            raise self.fault from error

    def _addressed(self, batches: Iterable[StagedBatch], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        """The rows with the batch and file that they came with."""
        try:
            for batch in batches:
                self.set_aside += [_quarantined(row, self.outcome) for row in batch.set_aside]
                self.outcome.warnings += [str(warning) for warning in batch.warnings]
                size = batch.rows.num_rows
                self.on_rows(size)
                ids = [
                    pa.repeat(pa.scalar(number, pa.int32()), size) for number in (self.batch_id, self.outcome.file_id)
                ]
                yield pa.RecordBatch.from_arrays([*ids, *batch.rows.columns], schema=schema)
        except BaseException as fault:
            self.fault = fault
            raise


def stage(
    database: Database, reading: Reading, outcome: FileOutcome, batch_id: int, on_rows: Callable[[int], None]
) -> list[QuarantinedRow]:
    """Stage one reading; returns the rows set aside. A rejected file leaves nothing behind but its reason."""
    staging = _Staging(reading, outcome, batch_id, on_rows)
    try:
        with database.transaction() as transaction:
            staging.insert_into(transaction)
    except ExtractError as rejection:
        reject(database, outcome, batch_id, str(rejection))
        return []
    _count(reading, outcome, staging.set_aside)
    return staging.set_aside


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
