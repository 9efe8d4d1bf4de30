"""What both engines can do: read, change in transactions, insert in bulk, and hold a named lock."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Literal, TypeVar

import pandas as pd
import pyarrow as pa
import tenacity
from sqlalchemy import Connection

from config.errors import DatabaseError
from sql.errors import TransientError
from sql.frames import frame_of

Row = dict[str, Any]
Result = TypeVar("Result")
MAX_ATTEMPTS = 5
LONGEST_WAIT_SECONDS = 10.0
LONGEST_TRYING_SECONDS = 180.0  # no further attempt begins after it; one under way comes to its end


class Reader(ABC):
    """Answers portable T-SQL; values are bound as ``:name`` (``@name`` in files), lists as ``IN (:names)``."""

    @abstractmethod
    def rows(self, tsql: str, **parameters: Any) -> list[Row]:
        """Every row as a dictionary; decimals are Decimal, dates date, stamps datetime (UTC, no zone), bits bool."""

    @abstractmethod
    def arrow(self, tsql: str, **parameters: Any) -> pa.Table:
        """The result as an Arrow table."""

    def scalar(self, tsql: str, **parameters: Any) -> Any:
        """The first value of the first row; None when there is no row."""
        rows = self.rows(tsql, **parameters)
        return next(iter(rows[0].values())) if rows else None

    def frame(self, tsql: str, **parameters: Any) -> pd.DataFrame:
        """The result as a frame of `sql.frames.frame_of`: decimals are float64 there, dates datetime64."""
        return frame_of(self.arrow(tsql, **parameters))


class Transaction(Reader):
    """One unit of work: everything or nothing of it is kept."""

    @abstractmethod
    def execute(self, tsql: str, **parameters: Any) -> int:
        """Run one statement; the number of rows it changed."""

    @abstractmethod
    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
        """Insert rows in batches, each value exactly as given; the number of rows.

        Parameters
        ----------
        table
            ``schema.table``.
        columns
            In the order of the values; columns left out get their default.
        rows
            Read as they are needed. Decimals, never floats, for decimal columns.
        """

    @abstractmethod
    def insert_arrow(self, table: str, batch: pa.RecordBatch | pa.Table | pa.RecordBatchReader) -> int:
        """Insert Arrow rows, those of a reader as they come; the column names are the table's. The number of rows."""

    @abstractmethod
    def run_script(self, tsql: str) -> None:
        """Run a deployment script in the engine's own words, without parameters."""


class Database(Reader):
    """One database, on either engine. Safe to share between the threads of a web server."""

    engine_name: Literal["duckdb", "sqlserver"]
    url: str
    is_read_only: bool

    @abstractmethod
    def reader(self) -> AbstractContextManager[Reader]:
        """A connection for one query."""

    @abstractmethod
    def _transaction(self) -> AbstractContextManager[Transaction]:
        """A transaction of the engine."""

    @abstractmethod
    def migration(self, *, is_reading: bool = False) -> AbstractContextManager[tuple[Connection, Transaction]]:
        """One transaction, seen by Alembic as a SQLAlchemy connection and by the scripts as a `Transaction`.

        Parameters
        ----------
        is_reading
            Nothing is changed in it, so a DuckDB file that is not there is not made.
        """

    @abstractmethod
    def view_definitions(self) -> dict[str, str]:
        """The text of every view as the engine keeps it, by ``schema.name`` in lower case."""

    @abstractmethod
    def lock(self, name: str, *, wait_seconds: float = 0.0) -> AbstractContextManager[None]:
        """Hold the named lock: one holder per database, whatever process or thread it is in.

        Raises
        ------
        LockHeldError
            Somebody else still holds it after ``wait_seconds``.
        """

    @abstractmethod
    def close(self) -> None:
        """Give the connections back; the last owner of a DuckDB file closes it."""

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Commit at the end of the block, roll back on any error."""
        if self.is_read_only:
            raise DatabaseError(f"{self.url} was opened for reading. Nothing was changed. Open it without read_only.")
        with self._transaction() as transaction:
            yield transaction

    def rows(self, tsql: str, **parameters: Any) -> list[Row]:
        """As `Reader.rows`, repeated when the connection broke."""

        def read() -> list[Row]:
            with self.reader() as reader:
                return reader.rows(tsql, **parameters)

        return repeated(read)

    def arrow(self, tsql: str, **parameters: Any) -> pa.Table:
        """As `Reader.arrow`, repeated when the connection broke."""

        def read() -> pa.Table:
            with self.reader() as reader:
                return reader.arrow(tsql, **parameters)

        return repeated(read)

    def unit_of_work(self, work: Callable[[Transaction], Result]) -> Result:
        """Run ``work`` in a transaction, and the whole of it again after a deadlock, a throttle or a broken connection.

        Parameters
        ----------
        work
            Gets the transaction; called up to five times, so it must not change anything outside of it.

        Raises
        ------
        TransientError
            The last attempt failed as well; nothing was changed.
        """

        def attempt() -> Result:
            with self.transaction() as transaction:
                return work(transaction)

        return repeated(attempt)


def repeated(attempt: Callable[[], Result]) -> Result:
    """The result of ``attempt``, tried again with jitter while the database asks for it."""
    retrying = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(TransientError),
        stop=tenacity.stop_after_attempt(MAX_ATTEMPTS) | tenacity.stop_after_delay(LONGEST_TRYING_SECONDS),
        wait=tenacity.wait_random_exponential(multiplier=0.1, max=LONGEST_WAIT_SECONDS),
        reraise=True,
    )
    return retrying(attempt)
