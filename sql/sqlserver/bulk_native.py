"""Bulk copy by Microsoft's `mssql-python`, the extra ``[mssql-native]``: fast, and on a connection of its own."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import Any

import pyarrow as pa
from sqlalchemy import URL

from config.errors import DatabaseError
from sql.errors import TransientError
from sql.sqlserver.columns import Column
from sql.sqlserver.errors import TRANSIENT_NUMBERS

PACKET_BYTES = 8_000
"""What the driver asks for; the 4,096 that some servers answer to its own default are too few for it."""
KEYWORDS = {
    "applicationintent", "authentication", "encrypt", "hostnameincertificate", "multisubnetfailover",
    "servercertificate", "serverspn", "trusted_connection", "trustservercertificate",
}  # fmt: skip
NUMBER = re.compile(r"Sql Error: (\d+)")
BROKEN = ("connection", "timed out", "timeout", "broken pipe")
logger = logging.getLogger(__name__)


class NativeCopy:
    """Copies into the stage, where each row names its batch and file: what a failed load leaves harms nobody."""

    def __init__(self, url: URL, *, authentication: str, timeout_seconds: int) -> None:
        try:
            import mssql_python  # noqa: PLC0415 (an extra)
        except ImportError as error:
            raise DatabaseError(
                "bulk=native needs the package mssql-python, which is not installed. Nothing was opened. "
                "Install the extra with pip install 'prop[mssql-native]', or leave bulk= out of the database URL."
            ) from error
        self._connect = mssql_python.connect
        self._connection_string = connection_string(url, authentication)
        self._timeout_seconds = timeout_seconds

    def copy(self, table: str, columns: Sequence[Column], parts: Iterable[pa.Table]) -> int:
        """As `BulkCopy.copy`: one INSERT BULK, which the server keeps whole or not at all."""
        names = [column.name for column in columns]
        schema = pa.schema([pa.field(column.name, column.arrow_type) for column in columns])
        source = _Source(parts)
        try:
            with closing(self._open()) as connection, closing(connection.cursor()) as cursor:
                copied = cursor.bulkcopy_arrow(
                    table,
                    pa.RecordBatchReader.from_batches(schema, source),
                    timeout=self._timeout_seconds,
                    column_mappings=names,
                    keep_nulls=True,
                    check_constraints=True,  # without it the login would need ALTER on the table
                )
        except Exception as error:
            if source.fault is not None:
                raise source.fault from error
            raise copy_error(table, error) from error
        return int(copied["rows_copied"])

    def undo(self, table: str, keys: Iterable[tuple[int, int]]) -> None:
        """As `BulkCopy.undo`."""
        try:
            with closing(self._open()) as connection, closing(connection.cursor()) as cursor:
                for batch_id, file_id in keys:
                    cursor.execute(f"DELETE FROM {table} WHERE batch_id = ? AND file_id = ?", batch_id, file_id)
                connection.commit()
        except Exception as error:  # noqa: BLE001 (the first error is the one to tell)
            logger.warning("%s: rows of a failed load stay in the stage until the next one begins (%s)", table, error)

    def _open(self) -> Any:
        return self._connect(self._connection_string)


class _Source:
    """Parts as record batches; remembers what stopped them, which the driver would tell in words of its own."""

    def __init__(self, parts: Iterable[pa.Table]) -> None:
        self.parts = parts
        self.fault: BaseException | None = None

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        try:
            for part in self.parts:
                yield from part.to_batches()
        except BaseException as fault:
            self.fault = fault
            raise


def connection_string(url: URL, authentication: str) -> str:
    """What `mssql-python` wants: it knows fewer keywords than ODBC, and ``ActiveDirectoryDefault`` by itself."""
    host = f"{url.host},{url.port}" if url.port else str(url.host)
    said = {name: str(value) for name, value in url.query.items() if name in KEYWORDS}
    values = {
        "Server": host,
        "Database": url.database or "",
        "UID": url.username or "",
        "PWD": str(url.password or ""),
        **said,
        "Authentication": authentication,
        "PacketSize": str(PACKET_BYTES),
    }
    return ";".join(f"{name}={_quoted(value)}" for name, value in values.items() if value)


def _quoted(value: str) -> str:
    """In braces where the value could be taken for more of the string."""
    return "{" + value.replace("}", "}}") + "}" if any(sign in value for sign in ";{}= ") else value


def copy_error(table: str, error: Exception) -> DatabaseError:
    """The driver's error in the project's kinds."""
    words = f"bulk copy into {table}: {error}"
    numbers = {int(number) for number in NUMBER.findall(str(error))}
    if numbers & TRANSIENT_NUMBERS or any(word in str(error).lower() for word in BROKEN):
        return TransientError(f"{words}. Nothing of it is kept. Try again.")
    return DatabaseError(f"{words}. Nothing of it is kept. Set bulk=fast in the database URL to go without bulk copy.")
