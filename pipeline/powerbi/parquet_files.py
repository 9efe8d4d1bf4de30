"""One view as one Parquet file, batch by batch, in the types that both engines agree on."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.powerbi.folder_swap import flush
from sql.database import Reader
from sql.duckdb.database import DuckDBReader
from sql.values import checked_name

ROWS_AT_ONCE = 50_000
READ_BYTES = 1 << 20


@dataclass(frozen=True)
class ViewFile:
    """What was written of one view; ``columns`` gives each column's type in Arrow's words."""

    view: str
    file: str
    row_count: int
    byte_count: int
    sha256: str
    columns: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """For the manifest."""
        return asdict(self)


def write_view(reader: Reader, view: str, columns: Sequence[str], folder: Path) -> ViewFile:
    """Write every row of ``bi.<view>``; decimals stay decimals, dates date32, whole numbers are int64.

    Parameters
    ----------
    reader
        On DuckDB the rows come in batches; SQL Server's driver hands over one view at a time.
    columns
        In the order of the view.
    """
    path = folder / f"{view}.parquet"
    names = ", ".join(f"v.{checked_name(column)}" for column in columns)
    found, batches = _read(reader, f"SELECT {names} FROM bi.{checked_name(view)} AS v")
    schema = pa.schema([pa.field(field.name, _stored(field.type)) for field in found])
    row_count = 0
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        for batch in batches:
            writer.write_batch(batch.cast(schema))
            row_count += batch.num_rows
    flush(path)
    types = {field.name: str(field.type) for field in schema}
    return ViewFile(view, path.name, row_count, path.stat().st_size, sha256_of(path), types)


def sha256_of(path: Path) -> str:
    """The fingerprint of a file of any size."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(READ_BYTES):
            found.update(piece)
    return found.hexdigest()


def _read(reader: Reader, tsql: str) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    """The columns of a query, and its rows as they come."""
    if isinstance(reader, DuckDBReader):
        stream = reader.run(tsql, {}).to_arrow_reader(ROWS_AT_ONCE)
        return stream.schema, iter(stream)
    table = reader.arrow(tsql)
    return table.schema, iter(table.to_batches(ROWS_AT_ONCE))


def _stored(kind: pa.DataType) -> pa.DataType:
    """The type in the file, the same whichever engine answered."""
    is_integer_sum = pa.types.is_decimal(kind) and (kind.precision, kind.scale) == (38, 0)  # DuckDB's HUGEINT
    if pa.types.is_integer(kind) or is_integer_sum:
        return pa.int64()
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us")
    if pa.types.is_large_string(kind) or pa.types.is_dictionary(kind):
        return pa.string()
    return kind
