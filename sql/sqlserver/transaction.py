"""Queries and transactions on one connection to a server."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, CursorResult, TextClause, bindparam, text

from config.errors import DatabaseError
from sql.database import Reader, Row, Transaction
from sql.sqlserver.bulk import BulkCopy, insert_rows, is_staged
from sql.sqlserver.columns import Column, read_columns
from sql.sqlserver.errors import translated_errors
from sql.sqlserver.readback import ReadBackCheck
from sql.sqlserver.results import arrow_result
from sql.sqlserver.settings import BulkWay, ReadBack
from sql.translation.dialect import batches
from sql.values import TABLE_NAME, bound, checked_name, chunks, record_batch

QUOTED = re.compile(r"'(?:[^']|'')*'|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
AT = "\x00"  # stands for @ inside texts and comments
INSERT_CHUNK_ROWS = 5_000


@lru_cache(maxsize=4096)
def clause(tsql: str, names: frozenset[str], list_names: frozenset[str]) -> TextClause:
    """The statement with its ``:name`` or ``@name`` parameters; texts and comments stay what they are."""
    escaped = QUOTED.sub(lambda quoted: quoted[0].replace(":", r"\:").replace("@", AT), tsql)
    for name in names:
        escaped = re.sub(rf"(?<![@\w])@{name}\b", f":{name}", escaped)
    escaped = escaped.replace(AT, "@")
    for name in list_names:
        escaped = re.sub(rf"\(\s*:{name}\s*\)", f":{name}", escaped)
    return text(escaped).bindparams(*(bindparam(name, expanding=True) for name in list_names))


class ServerReader(Reader):
    """Queries on one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def run(self, tsql: str, parameters: Mapping[str, Any]) -> CursorResult[Any]:
        """Bind and execute one statement."""
        values = {name: bound(value) for name, value in parameters.items()}
        lists = frozenset(name for name, value in values.items() if isinstance(value, list))
        with translated_errors(tsql):
            return self.connection.execute(clause(tsql, frozenset(values), lists), values)

    def rows(self, tsql: str, **parameters: Any) -> list[Row]:
        """As `Reader.rows`."""
        result = self.run(tsql, parameters)
        with translated_errors(tsql):
            return [dict(row) for row in result.mappings()]

    def arrow(self, tsql: str, **parameters: Any) -> pa.Table:
        """As `Reader.arrow`."""
        result = self.run(tsql, parameters)
        with translated_errors(tsql):
            return arrow_result(result)


class ServerTransaction(ServerReader, Transaction):
    """One transaction on a pooled connection.

    Rows for the stage are read back. They may take a bulk copy of their own, as long as nothing else was done in the
    transaction: it would wait for locks that the transaction holds.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        way: BulkWay = "fast",
        readback: ReadBack = "full",
        bulk_copy: BulkCopy | None = None,
    ) -> None:
        super().__init__(connection)
        self.way, self.readback, self.bulk_copy = way, readback, bulk_copy
        self.is_untouched = True
        self.copied: list[tuple[str, set[tuple[int, int]]]] = []
        """Tables with batches and files that a bulk copy has sent."""

    def run(self, tsql: str, parameters: Mapping[str, Any]) -> CursorResult[Any]:
        """As `ServerReader.run`."""
        self.is_untouched = False
        return super().run(tsql, parameters)

    def execute(self, tsql: str, **parameters: Any) -> int:
        """As `Transaction.execute`."""
        return max(self.run(tsql, parameters).rowcount, 0)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """As `Transaction.insert`, by prepared batches with the table's own types."""
        found = self.columns_of(table, columns)
        schema = pa.schema([pa.field(column.name, column.arrow_type) for column in found])
        parts = (record_batch(table, schema, chunk) for chunk in chunks(rows, INSERT_CHUNK_ROWS))
        return sum(self._insert(table, found, part) for part in parts)

    def insert_arrow(self, table: str, batch: pa.RecordBatch | pa.Table | pa.RecordBatchReader) -> int:
        """As `Transaction.insert_arrow`; staged rows are read back."""
        found = self.columns_of(table, batch.schema.names)
        parts = _parts(batch, pa.schema([pa.field(column.name, column.arrow_type) for column in found]))
        if not is_staged(table, batch.schema.names):
            return sum(self._insert(table, found, part) for part in parts)
        check = ReadBackCheck(table, found, self.readback)
        if self.bulk_copy and self.is_untouched:
            self.copied.append((table, check.keys))
            count = self.bulk_copy.copy(table, found, _checked(table, found, check.watched(parts)))
        else:
            count = sum(self._insert(table, found, part) for part in check.watched(parts))
        check.check(self.connection)
        return count

    def undo_copies(self) -> None:
        """Take out what a bulk copy has sent, because the transaction failed."""
        for table, keys in self.copied:
            if self.bulk_copy:
                self.bulk_copy.undo(table, sorted(keys))

    def columns_of(self, table: str, names: Sequence[str]) -> list[Column]:
        """The declared types of the named columns."""
        with translated_errors(f"columns of {table}"):
            known = read_columns(self.connection, checked_name(table, TABLE_NAME))
        missing = [name for name in names if checked_name(name).lower() not in known]
        if missing:
            raise DatabaseError(
                f"{table} has no column {', '.join(missing)}. Nothing was inserted. Run `prop db deploy`."
            )
        return [known[name.lower()] for name in names]

    def _insert(self, table: str, columns: Sequence[Column], rows: pa.Table) -> int:
        """Send one part within the transaction."""
        if rows.num_rows:
            self.is_untouched = False
            _check_lengths(table, columns, rows)
            insert_rows(self.connection, table, columns, rows, self.way)
        return int(rows.num_rows)

    def run_script(self, tsql: str) -> None:
        """As `Transaction.run_script`."""
        self.is_untouched = False
        if not self.connection.in_transaction():
            self.connection.begin()
        for batch in batches(tsql):
            with translated_errors(batch):
                run_to_its_end(self.connection, batch)


def run_to_its_end(connection: Connection, batch: str) -> None:
    """Run every statement of a batch: an error behind the first result is told only when its turn is asked for."""
    cursor: Any = connection.connection.cursor()
    cursor.execute(batch)
    while cursor.nextset():
        pass
    cursor.close()


def _parts(batch: pa.RecordBatch | pa.Table | pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows in the table's own types, a few thousand at a time, as they come."""
    if isinstance(batch, pa.RecordBatchReader):
        for part in batch:
            yield from _parts(part, schema)
        return
    whole = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
    for part in whole.cast(schema).to_batches(max_chunksize=INSERT_CHUNK_ROWS):
        yield pa.Table.from_batches([part])


def _checked(table: str, columns: Sequence[Column], parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The parts, none of whose texts is too long."""
    for part in parts:
        _check_lengths(table, columns, part)
        yield part


def _check_lengths(table: str, columns: Sequence[Column], rows: pa.Table) -> None:
    for column, values in zip(columns, rows.columns, strict=True):
        column.check_length(table, values)
