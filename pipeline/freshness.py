"""Is the data fresh enough to plan on? What a run says about it before it begins, and when it becomes an alert."""

from dataclasses import dataclass
from datetime import date, datetime

from config.errors import PropError
from sql.engine import Reader

OLDEST_LOAD_DAYS = 8  # a weekly load, and a day of grace
OLDEST_POSTING_DAYS = 10  # a week's timesheets, and the days people take to hand them in


class NothingLoadedError(PropError):
    """There is nothing to plan on."""


@dataclass(frozen=True)
class Freshness:
    """How old the data is.

    ``load_days`` counts from the newest published load to now, ``posting_days`` from the newest posting date to the
    reporting date; None without a timesheet.
    """

    batch_id: int | None
    as_of_date: date
    load_days: int
    posting_date: date | None
    posting_days: int | None
    held_file_count: int
    waiting_row_count: int

    def concerns(self) -> list[str]:
        """What makes the data stale, in sentences; empty for fresh data."""
        found = []
        if self.load_days > OLDEST_LOAD_DAYS:
            found.append(f"The newest load is {self.load_days} days old (at most {OLDEST_LOAD_DAYS} are usual).")
        if self.posting_date is None:
            found.append("There is no timesheet.")
        elif self.posting_days is not None and self.posting_days > OLDEST_POSTING_DAYS:
            found.append(
                f"The newest timesheet was posted on {self.posting_date}, {self.posting_days} days before the "
                f"reporting date {self.as_of_date} (at most {OLDEST_POSTING_DAYS} are usual)."
            )
        if self.held_file_count:
            found.append(f"{self.held_file_count} files of the newest load were held or rejected.")
        return found

    def sentence(self) -> str:
        """What the audit step notes."""
        waiting = f" {self.waiting_row_count} rows are set aside." if self.waiting_row_count else ""
        state = " ".join(self.concerns()) or "The data is fresh."
        return f"Batch {self.batch_id}, as of {self.as_of_date}. {state}{waiting}"


def measure(reader: Reader, as_of_date: date, now: datetime) -> Freshness:
    """How old the data is, as of ``as_of_date``, at ``now`` (UTC without a zone).

    Raises
    ------
    NothingLoadedError
        No load was ever published.
    """
    newest = reader.rows(_NEWEST_LOAD)
    if not newest:
        raise NothingLoadedError(
            "No load was published yet, so there is nothing to plan. Nothing was changed. "
            "Load extracts first: prop load DIR --source NAME"
        )
    posting_date = reader.scalar(
        "SELECT MAX(t.posting_date) FROM core.timesheets AS t WHERE t.is_deleted = 0 AND t.posting_date <= :as_of_date",
        as_of_date=as_of_date,
    )
    return Freshness(
        batch_id=int(newest[0]["batch_id"]),
        as_of_date=as_of_date,
        load_days=(now - newest[0]["published_at_utc"]).days,
        posting_date=posting_date,
        posting_days=(as_of_date - posting_date).days if posting_date else None,
        held_file_count=int(reader.scalar(_HELD_FILES)),
        waiting_row_count=int(reader.scalar(_WAITING_ROWS)),
    )


_NEWEST_LOAD = """
    SELECT TOP (1) b.batch_id, b.published_at_utc
    FROM ops.load_batch AS b
    WHERE b.status = 'published'
    ORDER BY b.batch_id DESC
"""

_HELD_FILES = """
    SELECT COUNT(*)
    FROM ops.load_file AS f
    WHERE f.status IN ('held', 'rejected')
        AND f.batch_id = (SELECT MAX(b.batch_id) FROM ops.load_batch AS b WHERE b.status <> 'staging')
"""

_WAITING_ROWS = """
    SELECT COUNT(*)
    FROM ops.quarantine AS q
    WHERE NOT EXISTS (SELECT 1 FROM ops.quarantine_release AS r WHERE r.quarantine_id = q.quarantine_id)
"""
