"""Server-side sessions: the cookie holds a random token, the database its keyed hash and nothing else."""

import hmac
import secrets
from datetime import timedelta
from hashlib import sha256

from dashboard.auth.clock import utc_now
from dashboard.auth.reader import Reader
from dashboard.auth.writing import write
from sql.database import Database

IDLE_LIMIT = timedelta(minutes=60)
ABSOLUTE_LIMIT = timedelta(hours=12)
_TOUCH_EVERY = timedelta(minutes=1)


def session_hash(token: str, secret: bytes) -> str:
    """What the database knows of a token: HMAC-SHA-256 under the installation's secret, in hexadecimal."""
    return hmac.new(secret, token.encode(), sha256).hexdigest()


def start_session(database: Database, user_id: int, secret: bytes) -> str:
    """Open a session and return its new token; a token is never used twice."""
    token = secrets.token_urlsafe(32)
    now = utc_now()
    write(
        database,
        """
        INSERT INTO app.session (session_sha256, user_id, created_at_utc, last_seen_at_utc, expires_at_utc)
        VALUES (:session_sha256, :user_id, :now, :now, :expires_at_utc);
        """,
        session_sha256=session_hash(token, secret),
        user_id=user_id,
        now=now,
        expires_at_utc=now + ABSOLUTE_LIMIT,
    )
    return token


def end_session(database: Database, token: str, secret: bytes) -> None:
    """Close a session; its token opens nothing any more."""
    write(
        database,
        "UPDATE app.session SET ended_at_utc = :now WHERE session_sha256 = :session_sha256 AND ended_at_utc IS NULL;",
        now=utc_now(),
        session_sha256=session_hash(token, secret),
    )


def reader_of_session(database: Database, token: str, secret: bytes, *, is_demo: bool) -> Reader | None:
    """The reader behind a token; ``None`` when it is unknown, ended, idle or old, or its account may not be here."""
    now = utc_now()
    key = session_hash(token, secret)
    rows = database.rows(
        """
        SELECT u.user_id, u.user_name, u.display_name, u.role_name, u.has_all_scope, u.is_demo, s.last_seen_at_utc
        FROM app.session AS s
        INNER JOIN app.user_account AS u ON u.user_id = s.user_id
        WHERE s.session_sha256 = :key AND s.ended_at_utc IS NULL AND s.expires_at_utc > :now
            AND s.last_seen_at_utc > :idle_since AND u.is_enabled = 1;
        """,
        key=key,
        now=now,
        idle_since=now - IDLE_LIMIT,
    )
    if not rows or (rows[0]["is_demo"] and not is_demo):
        return None
    if now - rows[0]["last_seen_at_utc"] > _TOUCH_EVERY:
        write(database, "UPDATE app.session SET last_seen_at_utc = :now WHERE session_sha256 = :key;", now=now, key=key)
    scopes = database.rows(
        "SELECT s.scope_kind, s.scope_source_id FROM app.user_scope AS s WHERE s.user_id = :user_id;",
        user_id=rows[0]["user_id"],
    )
    return _reader(database, rows[0], scopes)


def _reader(database: Database, account: dict[str, object], scopes: list[dict[str, object]]) -> Reader:
    def allowed(kind: str) -> tuple[str, ...]:
        return tuple(sorted(str(row["scope_source_id"]) for row in scopes if row["scope_kind"] == kind))

    return Reader(
        user_id=int(str(account["user_id"])),
        user_name=str(account["user_name"]),
        display_name=str(account["display_name"]),
        role=str(account["role_name"]),
        has_all_scope=bool(account["has_all_scope"]),
        practices=allowed("practice"),
        clients=allowed("client"),
        database=database,
    )
