"""SQL Server and Azure SQL through pyodbc, with a pool, and retries of whole units of work."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Literal

import pyarrow as pa
import pyodbc  # type: ignore[import-not-found, unused-ignore]
from sqlalchemy import URL, Connection, CursorResult, TextClause, bindparam, create_engine, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from config.errors import DatabaseError
from sql.database import Database, Reader, Row, Transaction
from sql.dialect import batches
from sql.errors import LockHeldError
from sql.server_columns import Column, read_columns
from sql.server_errors import translated_errors
from sql.server_locks import get_lock, release_lock
from sql.server_results import arrow_result
from sql.server_scope import tell_at_checkout
from sql.values import TABLE_NAME, bound, checked_name, chunks, record_batch

pyodbc.pooling = False  # a closed connection ends its session, and frees its locks; SQLAlchemy has a pool of its own

QUOTED = re.compile(r"'(?:[^']|'')*'|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)
VIEW_DEFINITIONS = """
SELECT CONCAT(s.name, '.', v.name) AS name, m.definition
FROM sys.views AS v
INNER JOIN sys.schemas AS s ON s.schema_id = v.schema_id
INNER JOIN sys.sql_modules AS m ON m.object_id = v.object_id
"""
AT = "\x00"  # stands for @ inside texts and comments
LOGIN_TIMEOUT = "login_timeout"  # seconds, in the URL's query
DEFAULT_LOGIN_TIMEOUT_SECONDS = 15
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


def discard_changes(connection: Connection) -> None:
    """Roll back after an error; a connection that cannot is not given back to the pool."""
    try:
        connection.rollback()
    except DBAPIError:
        connection.invalidate()


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
    """One transaction on a pooled connection."""

    def execute(self, tsql: str, **parameters: Any) -> int:
        """As `Transaction.execute`."""
        return max(self.run(tsql, parameters).rowcount, 0)

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """As `Transaction.insert`, by prepared batches with the table's own types."""
        found = self.columns_of(table, columns)
        schema = pa.schema([pa.field(column.name, column.arrow_type) for column in found])
        return sum(
            self._insert(table, found, record_batch(table, schema, chunk)) for chunk in chunks(rows, INSERT_CHUNK_ROWS)
        )

    def insert_arrow(self, table: str, batch: pa.RecordBatch | pa.Table | pa.RecordBatchReader) -> int:
        """As `Transaction.insert_arrow`."""
        if isinstance(batch, pa.RecordBatchReader):
            return sum(self.insert_arrow(table, part) for part in batch)
        found = self.columns_of(table, batch.schema.names)
        whole = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
        schema = pa.schema([pa.field(column.name, column.arrow_type) for column in found])
        parts = whole.cast(schema).to_batches(max_chunksize=INSERT_CHUNK_ROWS)
        return sum(self._insert(table, found, pa.Table.from_batches([part])) for part in parts)

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
        """Send one batch through a prepared INSERT with declared types and lengths."""
        if not rows.num_rows:
            return 0
        for column, values in zip(columns, rows.columns, strict=True):
            column.check_length(table, values)
        names = ", ".join(f"[{column.name}]" for column in columns)
        statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
        cursor = self.connection.connection.cursor()
        with translated_errors(statement):
            cursor.fast_executemany = True  # type: ignore[attr-defined]
            cursor.setinputsizes([column.input_size for column in columns])
            cursor.executemany(statement, list(zip(*(values.to_pylist() for values in rows.columns), strict=True)))
            cursor.close()
        return int(rows.num_rows)

    def run_script(self, tsql: str) -> None:
        """As `Transaction.run_script`."""
        for batch in batches(tsql):
            with translated_errors(batch):
                self.connection.exec_driver_sql(batch)


class SqlServerDatabase(Database):
    """One database of a server that speaks T-SQL over TDS."""

    engine_name: Literal["duckdb", "sqlserver"] = "sqlserver"

    def __init__(self, url: URL, *, read_only: bool) -> None:
        self.url = url.render_as_string(hide_password=True)
        self.is_read_only = read_only
        self.engine = create_engine(
            url.difference_update_query([LOGIN_TIMEOUT]),
            connect_args={"timeout": int(str(url.query.get(LOGIN_TIMEOUT, DEFAULT_LOGIN_TIMEOUT_SECONDS)))},
            pool_pre_ping=True,
            pool_size=10,
            max_overflow=20,
            pool_recycle=1800,
        )
        tell_at_checkout(self.engine)

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A pooled connection; what was not committed is rolled back."""
        try:
            connection = self.engine.connect()
        except (DBAPIError, SQLAlchemyError) as error:
            with translated_errors(f"connect to {self.url}"):
                raise error from None
        with connection:
            try:
                yield connection
            except BaseException:
                discard_changes(connection)
                raise

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """As `Database.reader`."""
        with self.connection() as connection:
            yield ServerReader(connection)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        with self.connection() as connection:
            yield ServerTransaction(connection)
            with translated_errors("COMMIT"):
                connection.commit()

    @contextmanager
    def migration(self) -> Iterator[tuple[Connection, Transaction]]:
        """As `Database.migration`."""
        with self.connection() as connection, connection.begin():
            yield connection, ServerTransaction(connection)

    def view_definitions(self) -> dict[str, str]:
        """As `Database.view_definitions`."""
        return {row["name"].lower(): row["definition"] for row in self.rows(VIEW_DEFINITIONS)}

    @contextmanager
    def lock(self, name: str, *, wait_seconds: float = 0.0) -> Iterator[None]:
        """As `Database.lock`, by ``sp_getapplock`` of a session: the server frees it when the connection ends."""
        with self.connection() as connection:
            if not get_lock(connection, name, wait_seconds):
                raise LockHeldError(
                    f"Lock {name} in {self.url}: held by another session. Nothing was changed. Wait for its end."
                )
            try:
                yield
            finally:
                self._release(connection, name)

    def _release(self, connection: Connection, name: str) -> None:
        """Free the lock; with a connection that broke, the server has done so."""
        try:
            release_lock(connection, name)
        except DatabaseError:
            connection.invalidate()

    def close(self) -> None:
        """As `Database.close`."""
        self.engine.dispose()
