"""Changes that the app makes itself, such as sessions and decisions: one writer at a time, retried as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any

from sql.database import Database

_LOCK_NAME = "app-write"
_LONGEST_WAIT_SECONDS = 10.0


def write(database: Database, tsql: str, **parameters: Any) -> int:
    """Run one statement in a transaction of its own; the number of rows it changed.

    The lock keeps two writers from choosing the same next number.
    """
    return write_all(database, [(tsql, parameters)])


def write_all(database: Database, statements: Sequence[tuple[str, Mapping[str, Any]]]) -> int:
    """Run statements in one transaction, in order; the number of rows that the last one changed."""
    with database.lock(_LOCK_NAME, wait_seconds=_LONGEST_WAIT_SECONDS):
        return database.unit_of_work(lambda unit: [unit.execute(tsql, **values) for tsql, values in statements][-1])
