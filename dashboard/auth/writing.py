"""Changes that the app makes itself (sessions, attempts, decisions, requests): one writer at a time, retried as a whole."""

from typing import Any

from sql.database import Database

_LOCK_NAME = "app-write"
_LONGEST_WAIT_SECONDS = 10.0


def write(database: Database, tsql: str, **parameters: Any) -> int:
    """Run one statement in a transaction of its own; the number of rows it changed.

    The lock keeps two writers from choosing the same next number.
    """
    with database.lock(_LOCK_NAME, wait_seconds=_LONGEST_WAIT_SECONDS):
        return database.unit_of_work(lambda unit: unit.execute(tsql, **parameters))
