"""What reading hands over: rows for the stage, records set aside, and warnings."""

from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa

from etl.reading.entity import MODIFIED_AT_UTC, Entity


@dataclass(frozen=True)
class SetAside:
    """One record (or one cell of an unpivoted record) that was not loaded, and why."""

    line_number: int
    column_name: str | None
    reason_code: str
    message: str
    row: dict[str, str | None]
    """Header name -> text as read."""
    hours: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True)
class Warning_:  # noqa: N801  # Warning is taken
    """Something that was loaded and that a person should know; alike ones of a file are one warning with a count."""

    code: str
    column_name: str | None
    first_line_number: int | None
    count: int
    message: str

    def __str__(self) -> str:
        """The sentence, with the number of rows that it is about."""
        return self.message if self.count == 1 else f"{self.message} {self.count:,} rows in all."


@dataclass(frozen=True)
class StagedBatch:
    """Some rows of one reading, in the columns of ``stg.<entity>`` after ``file_id``."""

    rows: pa.RecordBatch
    set_aside: tuple[SetAside, ...]
    warnings: tuple[Warning_, ...]


def staged_schema(entity: Entity) -> pa.Schema:
    """Names and types of the staged columns, in order."""
    return pa.schema(
        [
            ("line_number", pa.int32()),
            ("row_number", pa.int32()),
            *((name, pa.string()) for name in entity.column_names),
            (MODIFIED_AT_UTC, pa.string()),
            ("row_sha256", pa.string()),
        ]
    )


def no_rows(entity: Entity) -> pa.RecordBatch:
    """An empty batch of the entity's shape."""
    schema = staged_schema(entity)
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)
