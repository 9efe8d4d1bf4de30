"""Times as the database holds them: UTC, without a zone, to the millisecond."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Now, for a ``datetime2(3)`` column ``…_at_utc``."""
    now = datetime.now(UTC).replace(tzinfo=None)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)
