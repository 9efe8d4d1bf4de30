"""Named locks of a SQL Server session: the server frees them when the connection ends."""

from typing import Any

from sqlalchemy import Connection, text

from sql.sqlserver.errors import translated_errors

GET_LOCK = """
DECLARE @outcome int;
EXEC @outcome = sp_getapplock @Resource = ?, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = ?;
SELECT @outcome AS outcome;
"""
RELEASE_LOCK = "EXEC sp_releaseapplock @Resource = :name, @LockOwner = 'Session';"


def get_lock(connection: Connection, name: str, wait_seconds: float) -> bool:
    """Whether the session now holds the lock; no transaction stays open."""
    with translated_errors(f"lock {name}"):
        cursor: Any = connection.connection.cursor()
        cursor.execute(GET_LOCK, (name, round(wait_seconds * 1000)))
        while cursor.description is None and cursor.nextset():  # counts and warnings come as results without rows
            pass
        row = cursor.fetchone()
        cursor.close()
        connection.commit()
    return row is not None and int(row[0]) >= 0


def release_lock(connection: Connection, name: str) -> None:
    """Free the lock of this session."""
    with translated_errors(f"release lock {name}"):
        connection.execute(text(RELEASE_LOCK), {"name": name})
        connection.commit()
