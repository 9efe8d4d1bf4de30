"""The DuckDB files that this process holds: one connection each, shared by everybody in the process."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from config.errors import DatabaseError
from sql.errors import ConstraintError, DatabaseHeldError, TransientError, excerpt

IN_MEMORY = ":memory:"
DEFAULT_SETTINGS = {"memory_limit": "2GB"}


@dataclass
class OpenFile:
    """One open database, and how many users it has."""

    connection: duckdb.DuckDBPyConnection
    is_read_only: bool
    user_count: int = 1


_open_files: dict[str, OpenFile] = {}
_lock = threading.Lock()


def acquire(key: str, path: Path | None, settings: Mapping[str, Any], *, read_only: bool) -> None:
    """Open the database, or join those who have it open.

    Parameters
    ----------
    key
        What the users of one database share.
    path
        The file; None in memory. Its folder is made when missing.
    settings
        DuckDB settings of the URL's query, for example ``memory_limit``; they count for the first user.

    Raises
    ------
    DatabaseHeldError
        Another process has the file open.
    DatabaseError
        The file is missing (for reading), or is no DuckDB database.
    """
    with _lock:
        if key in _open_files:
            join(_open_files[key], key, read_only=read_only)
        else:
            _open_files[key] = OpenFile(connect(path, {**DEFAULT_SETTINGS, **settings}, read_only=read_only), read_only)


def join(file: OpenFile, key: str, *, read_only: bool) -> None:
    """One more user of an open file."""
    if file.is_read_only and not read_only:
        raise DatabaseHeldError(
            f"{key} is open for reading in this process. Nothing was changed. Close that first, then try again."
        )
    file.user_count += 1


def connect(path: Path | None, settings: Mapping[str, Any], *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """The first connection to a file, with the messages a user can act on."""
    if path and read_only and not path.exists():
        raise DatabaseError(f"{path}: no such database. Nothing was read. Run `prop db deploy` to make it.")
    if path and not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(path or IN_MEMORY), read_only=read_only, config=dict(settings))
    except duckdb.IOException as error:
        raise held_or_broken(path, error) from error
    except duckdb.Error as error:
        raise DatabaseError(
            f"{path or IN_MEMORY}: DuckDB cannot open it ({error}). Nothing was changed. "
            "Check the file and the settings after `?` in the database URL."
        ) from error
    connection.execute("SET GLOBAL TimeZone = 'UTC'")
    return connection


def held_or_broken(path: Path | None, error: duckdb.Error) -> DatabaseError:
    """A second process, told apart from a file that cannot be read."""
    process = re.search(r"PID (\d+)", str(error))
    if process or "lock" in str(error).lower() or "being used by another process" in str(error).lower():
        holder = f"process {process[1]}" if process else "another process"
        return DatabaseHeldError(
            f"{path} is held by {holder}; a DuckDB file has one owner at a time. Nothing was changed. "
            "Stop that process (often `prop serve` or `prop schedule`), do the work in it, or use SQL Server."
        )
    return DatabaseError(
        f"{path}: cannot be opened ({error}). Nothing was changed. Check the path, the disk and the permissions."
    )


def new_cursor(key: str) -> duckdb.DuckDBPyConnection:
    """A connection of its own, for one thread, to an open database."""
    with _lock:
        return _open_files[key].connection.cursor()


def release(key: str) -> None:
    """One user less; the last one closes the file."""
    with _lock:
        file = _open_files[key]
        file.user_count -= 1
        if not file.user_count:
            _open_files.pop(key).connection.close()


@contextmanager
def translated_errors(tsql: str) -> Iterator[None]:
    """DuckDB's errors in the project's kinds, with the statement that met them."""
    try:
        yield
    except duckdb.ConstraintException as error:
        raise ConstraintError(f"{excerpt(tsql)}: {error}. The transaction is rolled back. Correct the rows.") from error
    except duckdb.TransactionException as error:
        raise TransientError(f"{excerpt(tsql)}: {error}. The transaction is rolled back. Try again.") from error
    except duckdb.Error as error:
        raise DatabaseError(f"{excerpt(tsql)}: {error}. The transaction is rolled back.") from error
