"""Tell SQL Server, whenever a connection leaves the pool, on whose behalf the session acts."""

from typing import Any

import pyodbc  # type: ignore[import-not-found, unused-ignore]
from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

from sql.session_scope import Acting, acting

CARRIED = "prop_acting"  # what a pooled connection was told last
RESET_CONNECTION = 1246  # SQL_COPT_SS_RESET_CONNECTION: the next request begins with sp_reset_connection
SET_CONTEXT = "EXEC sp_set_session_context @key = ?, @value = ?, @read_only = 1;"


def tell_at_checkout(engine: Engine) -> None:
    """Every connection of the engine's pool is told anew, in each attempt of a retried unit of work as well."""
    event.listen(engine, "checkout", on_checkout)


def on_checkout(connection: Any, record: Any, _proxy: object) -> None:
    """Let the session carry whom the caller acts for, and nothing of who had the connection before.

    What is set is read-only, so no statement of the session can change it. Only a reset of the session clears it; a
    driver or server that cannot reset is given a new connection instead.
    """
    wanted, carried = acting(), record.info.get(CARRIED)
    if carried == wanted:
        return
    try:
        connection.autocommit = True  # a reset forgets the driver's transaction mode; below it is set again
        if carried is not None:
            connection.set_attr(RESET_CONNECTION, 1)
        tell(connection, wanted)
        connection.autocommit = False
    except pyodbc.Error as error:
        if carried is None:
            raise
        raise DisconnectionError("The session still carries its last reader; a new connection is opened.") from error
    record.info[CARRIED] = wanted


def tell(connection: Any, whoever: Acting) -> None:
    """Set the session's context, for good; also for connections that no pool hands out.

    Parameters
    ----------
    connection
        Of the driver, in autocommit mode.
    """
    cursor = connection.cursor()
    try:
        if whoever.user_id is not None:
            cursor.execute(SET_CONTEXT, ("user_id", whoever.user_id))
        cursor.execute(SET_CONTEXT, ("scope", whoever.scope))
    finally:
        cursor.close()
