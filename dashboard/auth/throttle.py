"""Guessing is slow: failed sign-ins count per account and per address over a quarter of an hour."""

from datetime import datetime, timedelta

from dashboard.auth.clock import utc_now
from dashboard.auth.writing import write
from sql.database import Database

WINDOW = timedelta(minutes=15)
ACCOUNT_LIMIT = 5
ADDRESS_LIMIT = 20


def is_throttled(database: Database, *, user_name: str, address: str) -> bool:
    """Are there too many failures of this account since its last success, or from this address, to try again."""
    since = utc_now() - WINDOW
    return (
        _failures_of_account(database, user_name, since) >= ACCOUNT_LIMIT
        or _failures_from_address(database, address, since) >= ADDRESS_LIMIT
    )


def _failures_of_account(database: Database, user_name: str, since: datetime) -> int:
    rows = database.rows(
        """
        SELECT COUNT(*) AS failure_count
        FROM app.login_attempt AS a
        WHERE a.user_name = :user_name AND a.is_success = 0 AND a.attempted_at_utc > :since
            AND NOT EXISTS (
                SELECT 1
                FROM app.login_attempt AS b
                WHERE b.user_name = a.user_name AND b.is_success = 1 AND b.attempted_at_utc > a.attempted_at_utc
            );
        """,
        user_name=user_name,
        since=since,
    )
    return int(rows[0]["failure_count"])


def _failures_from_address(database: Database, address: str, since: datetime) -> int:
    rows = database.rows(
        """
        SELECT COUNT(*) AS failure_count
        FROM app.login_attempt AS a
        WHERE a.address = :address AND a.is_success = 0 AND a.attempted_at_utc > :since;
        """,
        address=address,
        since=since,
    )
    return int(rows[0]["failure_count"])


def record_attempt(database: Database, *, user_name: str, address: str, is_success: bool) -> None:
    """Write one row of app.login_attempt."""
    write(
        database,
        """
        INSERT INTO app.login_attempt (attempt_id, user_name, address, is_success, attempted_at_utc)
        SELECT COALESCE(MAX(a.attempt_id), 0) + 1, :user_name, :address, :is_success, :attempted_at_utc
        FROM app.login_attempt AS a;
        """,
        user_name=user_name[:100],
        address=address[:64],
        is_success=is_success,
        attempted_at_utc=utc_now(),
    )
