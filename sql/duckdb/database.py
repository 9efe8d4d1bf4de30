"""DuckDB: one process owns the file, one connection per file, a cursor per use."""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
from duckdb_sqlalchemy import ConnectionWrapper
from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.pool import StaticPool

from config.errors import DatabaseError
from sql.database import Database, Reader, Row, Transaction
from sql.duckdb.files import IN_MEMORY, acquire, new_cursor, release, translated_errors
from sql.duckdb.lock_files import lock_file, lock_path, thread_lock
from sql.translation.dialect import script_to_duckdb, to_duckdb
from sql.values import TABLE_NAME, bound, checked_name, chunks, record_batch

INCOMING = "prop_incoming_rows"


class DuckDBReader(Reader):
    """Queries on one cursor."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self.cursor = cursor

    def run(self, tsql: str, parameters: Mapping[str, Any]) -> duckdb.DuckDBPyConnection:
        """Translate, bind and execute one statement."""
        with translated_errors(tsql):
            return self.cursor.execute(to_duckdb(tsql), {name: bound(value) for name, value in parameters.items()})

    def rows(self, tsql: str, **parameters: Any) -> list[Row]:
        """As `Reader.rows`."""
        result = self.run(tsql, parameters)
        names = [column[0] for column in result.description or []]
        with translated_errors(tsql):
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def arrow(self, tsql: str, **parameters: Any) -> pa.Table:
        """As `Reader.arrow`."""
        result = self.run(tsql, parameters)
        with translated_errors(tsql):
            return result.to_arrow_table()


class DuckDBTransaction(DuckDBReader, Transaction):
    """One transaction on a cursor of its own; other threads go on reading what was committed before."""

    def execute(self, tsql: str, **parameters: Any) -> int:
        """As `Transaction.execute`."""
        result = self.run(tsql, parameters).fetchone()
        return int(result[0]) if result and isinstance(result[0], int) else 0

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """As `Transaction.insert`."""
        names = ", ".join(f'"{checked_name(column)}"' for column in columns)
        with translated_errors(f"INSERT INTO {table}"):
            schema = (
                self.cursor.execute(f"SELECT {names} FROM {checked_name(table, TABLE_NAME)} LIMIT 0")
                .to_arrow_table()
                .schema
            )
        return sum(self.insert_arrow(table, record_batch(table, schema, chunk)) for chunk in chunks(rows))

    def insert_arrow(self, table: str, batch: pa.RecordBatch | pa.Table | pa.RecordBatchReader) -> int:
        """As `Transaction.insert_arrow`."""
        names = ", ".join(f'"{checked_name(column)}"' for column in batch.schema.names)
        target = checked_name(table, TABLE_NAME)
        with translated_errors(f"INSERT INTO {target}"):
            self.cursor.register(
                INCOMING, pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
            )
            try:
                inserted = self.cursor.execute(
                    f"INSERT INTO {target} ({names}) SELECT {names} FROM {INCOMING}"
                ).fetchone()
            finally:
                self.cursor.unregister(INCOMING)
        return int(inserted[0]) if inserted else 0

    def run_script(self, tsql: str) -> None:
        """As `Transaction.run_script`."""
        for statement in script_to_duckdb(tsql):
            with translated_errors(statement):
                self.cursor.execute(statement)


class DuckDBDatabase(Database):
    """A DuckDB file, or a database in memory."""

    engine_name: Literal["duckdb", "sqlserver"] = "duckdb"

    def __init__(self, url: URL, *, read_only: bool) -> None:
        self.url = url.render_as_string(hide_password=True)
        self.is_read_only = read_only
        self.path = None if url.database in {None, "", IN_MEMORY} else Path(str(url.database)).resolve()
        self._thread_locks: dict[str, threading.Lock] = {}
        self._settings = dict(url.query)
        self._opening = threading.Lock()
        is_file = self.path is not None and (read_only or self.path.exists())
        self._key = self._acquired(self.path if is_file else None)
        self._is_closed = False

    def _acquired(self, path: Path | None) -> str:
        """Open the file, or an empty database in memory; the key of either."""
        key = str(path) if path else f"{IN_MEMORY}{id(self)}"
        acquire(key, path, self._settings, read_only=self.is_read_only)
        return key

    def cursor(self, *, makes_file: bool = False) -> duckdb.DuckDBPyConnection:
        """A connection of its own to the same database.

        Reading from a file that is not there is reading from an empty database; the first change makes the file.
        """
        if self._is_closed:
            raise DatabaseError(f"{self.url} is closed. Nothing was executed. Open it again.")
        with self._opening:
            if self.path and self._key != str(self.path) and (makes_file or self.path.exists()):
                in_memory, self._key = self._key, self._acquired(self.path)
                release(in_memory)
        return new_cursor(self._key)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """As `Database.reader`."""
        with self.cursor() as cursor:
            yield DuckDBReader(cursor)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        with self.cursor(makes_file=True) as cursor:
            cursor.begin()
            try:
                yield DuckDBTransaction(cursor)
            except BaseException:
                with suppress(duckdb.Error):  # DuckDB has rolled back already after some errors
                    cursor.rollback()
                raise
            with translated_errors("COMMIT"):
                cursor.commit()

    @contextmanager
    def migration(self, *, is_reading: bool = False) -> Iterator[tuple[Connection, Transaction]]:
        """As `Database.migration`."""
        with self.cursor(makes_file=not is_reading) as cursor:
            engine = create_engine("duckdb://", creator=lambda: ConnectionWrapper(cursor), poolclass=StaticPool)
            with translated_errors("migration"), engine.begin() as connection:
                yield connection, DuckDBTransaction(cursor)

    def view_definitions(self) -> dict[str, str]:
        """As `Database.view_definitions`."""
        with self.cursor() as cursor:
            found = cursor.execute(
                "SELECT schema_name, view_name, sql FROM duckdb_views() WHERE NOT internal"
            ).fetchall()
        return {f"{schema}.{name}".lower(): text for schema, name, text in found}

    def lock(self, name: str, *, wait_seconds: float = 0.0) -> AbstractContextManager[None]:
        """As `Database.lock`, by a file beside the database; a database in memory has no other process to fear."""
        if self.path is None:
            return thread_lock(self._thread_locks, name, wait_seconds)
        return lock_file(lock_path(self.path, name), wait_seconds=wait_seconds)

    def close(self) -> None:
        """As `Database.close`."""
        if not self._is_closed:
            self._is_closed = True
            release(self._key)
