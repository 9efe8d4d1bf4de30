"""What holds for every session: nobody waits for ever, and sums are computed as the views were written."""

from typing import Any

from sqlalchemy import Engine, event

from sql.sqlserver.scope import CARRIED

OPTIONS = "SET ARITHABORT ON; SET LOCK_TIMEOUT {milliseconds:d};"
"""ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, CONCAT_NULL_YIELDS_NULL and QUOTED_IDENTIFIER are ON with this driver."""
SET_FOR = "prop_options"  # whom the session carried when its options were set


def set_session_options(
    engine: Engine, *, lock_timeout_seconds: int, query_timeout_seconds: int, ping_timeout_seconds: int
) -> None:
    """Set every session's options when it begins, and again after a reset, which forgets them.

    Parameters
    ----------
    engine
        Its listeners run in the order in which they were added: this one belongs after `server_scope.tell_at_checkout`.
    lock_timeout_seconds
        A statement that waits longer for a lock ends with error 1222, and its unit of work is run again.
    query_timeout_seconds
        A statement that takes longer is given up; 0 is never.
    ping_timeout_seconds
        A pooled connection that does not answer within it is thrown away.
    """
    options = OPTIONS.format(milliseconds=lock_timeout_seconds * 1000)

    def on_checkout(connection: Any, record: Any, _proxy: object) -> None:
        connection.timeout = query_timeout_seconds
        carried = record.info.get(CARRIED)
        if SET_FOR in record.info and record.info[SET_FOR] == carried:
            return
        cursor = connection.cursor()
        cursor.execute(options)
        cursor.close()
        connection.commit()
        record.info[SET_FOR] = carried

    def on_checkin(connection: Any, _record: object) -> None:
        if connection is not None:  # None where it was thrown away
            connection.timeout = ping_timeout_seconds

    event.listen(engine, "checkout", on_checkout)
    event.listen(engine, "checkin", on_checkin)
