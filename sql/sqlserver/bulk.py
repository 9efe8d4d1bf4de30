"""The ways of sending many rows to a server: row by row, by arrays of parameters, or by Microsoft's bulk copy."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import pyarrow as pa
from sqlalchemy import Connection

from sql.sqlserver.columns import Column
from sql.sqlserver.errors import translated_errors
from sql.sqlserver.settings import BulkWay


class BulkCopy(Protocol):
    """Sends rows over a connection of its own, so that they stay when the caller's transaction does not."""

    def copy(self, table: str, columns: Sequence[Column], parts: Iterable[pa.Table]) -> int:
        """Copy every part as it comes, all or nothing; the number of rows."""

    def undo(self, table: str, keys: Iterable[tuple[int, int]]) -> None:
        """Take copied rows out again, by batch and file; a server that is gone is left to the next load."""


def insert_rows(connection: Connection, table: str, columns: Sequence[Column], rows: pa.Table, way: BulkWay) -> None:
    """Insert one part within the connection's transaction, through a prepared INSERT with declared types and lengths.

    Parameters
    ----------
    way
        ``rows`` sends each row by itself, which is the reference; any other sends arrays of parameters
        (``fast_executemany``).
    """
    names = ", ".join(f"[{column.name}]" for column in columns)
    statement = f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(columns))})"
    cursor = connection.connection.cursor()
    with translated_errors(statement):
        cursor.fast_executemany = way != "rows"  # type: ignore[attr-defined]
        cursor.setinputsizes([column.input_size for column in columns])
        cursor.executemany(statement, list(zip(*(values.to_pylist() for values in rows.columns), strict=True)))
        cursor.close()


def is_staged(table: str, columns: Sequence[str]) -> bool:
    """Whether rows go to the stage: no reader looks there, and each row carries its batch, its file and its line."""
    return table.lower().startswith("stg.") and {"batch_id", "file_id", "line_number"} <= set(columns)
