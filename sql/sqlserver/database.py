"""SQL Server and Azure SQL through pyodbc, with a pool, and retries of whole units of work."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal

import pyodbc  # type: ignore[import-not-found, unused-ignore]
from sqlalchemy import URL, Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from config.errors import DatabaseError
from sql.database import Database, Reader, Result, Transaction, repeated
from sql.errors import LockHeldError, TransientError
from sql.sqlserver.bulk import BulkCopy
from sql.sqlserver.bulk_native import NativeCopy
from sql.sqlserver.commits import AlreadyCommittedError, CommitMark, commit_errors, may_mark
from sql.sqlserver.faults import connection_error
from sql.sqlserver.locks import get_lock, release_lock
from sql.sqlserver.login import sign_in_by_token
from sql.sqlserver.scope import tell_at_checkout
from sql.sqlserver.session import set_session_options
from sql.sqlserver.settings import TOKEN_BY_US, ServerSettings, server_settings
from sql.sqlserver.transaction import ServerReader, ServerTransaction

__all__ = ["ServerReader", "ServerTransaction", "SqlServerDatabase"]

pyodbc.pooling = False  # a closed connection ends its session, and frees its locks; SQLAlchemy has a pool of its own

VIEW_DEFINITIONS = """
SELECT CONCAT(s.name, '.', v.name) AS name, m.definition
FROM sys.views AS v
INNER JOIN sys.schemas AS s ON s.schema_id = v.schema_id
INNER JOIN sys.sql_modules AS m ON m.object_id = v.object_id
"""
POOL_WAIT_SECONDS = 30
logger = logging.getLogger(__name__)


def discard_changes(connection: Connection) -> None:
    """Roll back after an error; a connection that cannot is not given back to the pool."""
    try:
        connection.rollback()
    except DBAPIError:
        connection.invalidate()


class SqlServerDatabase(Database):
    """One database of a server that speaks T-SQL over TDS."""

    engine_name: Literal["duckdb", "sqlserver"] = "sqlserver"

    def __init__(self, url: URL, *, read_only: bool) -> None:
        self.settings = server_settings(url)
        self.url = url.render_as_string(hide_password=True)
        self.is_read_only = read_only
        for warning in self.settings.warnings:
            logger.warning("%s: %s", self.url, warning)
        self.bulk_copy = _bulk_copy(self.settings)
        self._may_mark = False
        numbers = self.settings.numbers
        self.engine = create_engine(
            self.settings.url,
            connect_args={"timeout": numbers["login_timeout"]},
            pool_pre_ping=True,
            pool_size=numbers["pool_size"],
            max_overflow=numbers["pool_overflow"],
            pool_recycle=numbers["pool_recycle"],
            pool_timeout=POOL_WAIT_SECONDS,
        )
        if self.settings.has_our_token:
            sign_in_by_token(self.engine)
        tell_at_checkout(self.engine)
        set_session_options(
            self.engine,
            lock_timeout_seconds=numbers["lock_timeout"],
            query_timeout_seconds=numbers["query_timeout"],
            ping_timeout_seconds=numbers["login_timeout"],
        )

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A pooled connection; what was not committed is rolled back."""
        connection = self._connected()
        with connection:
            try:
                yield connection
            except BaseException:
                discard_changes(connection)
                raise

    def _connected(self) -> Connection:
        """A connection of the pool, or why there is none."""
        try:
            return self.engine.connect()
        except PoolTimeoutError as error:
            most = self.settings.numbers["pool_size"] + self.settings.numbers["pool_overflow"]
            raise TransientError(
                f"{self.url}: all {most} connections of this process are in use, and none came back within "
                f"{POOL_WAIT_SECONDS} s. Nothing was executed. Try again, or set pool_size= in the URL."
            ) from error
        except (DBAPIError, pyodbc.Error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if not isinstance(cause, pyodbc.Error):
                raise
            raise connection_error(cause, self.url, self.settings.numbers["login_timeout"]) from error

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """As `Database.reader`."""
        with self.connection() as connection:
            yield ServerReader(connection)

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        begun: list[ServerTransaction] = []
        try:
            with self.connection() as connection:
                begun.append(self._begin(connection))
                yield begun[0]
                with commit_errors():
                    connection.commit()
        except BaseException:
            for transaction in begun:
                transaction.undo_copies()
            raise

    def _begin(self, connection: Connection) -> ServerTransaction:
        """A transaction in the way that the URL asks for."""
        chosen = self.settings
        return ServerTransaction(connection, way=chosen.bulk, readback=chosen.readback, bulk_copy=self.bulk_copy)

    def unit_of_work(self, work: Callable[[Transaction], Result]) -> Result:
        """As `Database.unit_of_work`; where the answer to COMMIT is lost, a mark tells whether the work was kept.

        Raises
        ------
        CommitLostError
            The answer is lost, and there is no table for marks yet.
        """
        mark = CommitMark()
        results: list[Result] = []

        def attempt() -> Result:
            with suppress(AlreadyCommittedError), mark.lost_commits(), self.transaction() as transaction:
                if self._can_mark(transaction):
                    mark.set(transaction)
                results.append(work(transaction))
            return results[-1]

        return repeated(attempt)

    def _can_mark(self, reader: Reader) -> bool:
        """Whether there is a table for marks; asked until there is."""
        self._may_mark = self._may_mark or may_mark(reader)
        return self._may_mark

    @contextmanager
    def migration(self, *, is_reading: bool = False) -> Iterator[tuple[Connection, Transaction]]:  # noqa: ARG002 (of files)
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


def _bulk_copy(settings: ServerSettings) -> BulkCopy | None:
    """The bulk copy that the URL asks for."""
    if settings.bulk != "native":
        return None
    authentication = TOKEN_BY_US if settings.has_our_token else str(settings.url.query.get("authentication", ""))
    return NativeCopy(settings.url, authentication=authentication, timeout_seconds=settings.numbers["query_timeout"])
