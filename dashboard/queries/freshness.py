"""How fresh is what the pages show, and is anything wrong with it (P7)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import current_app

from dashboard.auth.reader import Reader
from dashboard.queries.scope import public_rows

STALE_AFTER_DAYS = 10


@dataclass(frozen=True)
class Freshness:
    """The state of the published data."""

    as_of_date: date | None
    batch_id: int | None
    run_id: int | None
    run_kind: str | None
    run_published_at_utc: datetime | None
    time_zone: str
    warnings: tuple[str, ...]
    has_failed_run: bool
    is_demo: bool


def freshness(reader: Reader, today: date) -> Freshness:
    """Newest batch and run, and a sentence for each thing that makes them stale."""
    batch = _newest(
        reader,
        "SELECT TOP (1) b.batch_id FROM ops.load_batch AS b WHERE b.status = 'published' ORDER BY b.batch_id DESC;",
    )
    run = _newest(
        reader,
        """
        SELECT TOP (1) r.run_id, r.run_kind, r.as_of_date, r.published_at_utc
        FROM ops.run AS r WHERE r.status = 'published' ORDER BY r.run_id DESC;
        """,
    )
    last = _newest(
        reader,
        """
        SELECT TOP (1) r.run_id, r.run_kind, r.status
        FROM ops.run AS r WHERE r.status <> 'running' ORDER BY r.run_id DESC;
        """,
    )
    as_of_date = reporting_date(reader)
    is_demo: bool = current_app.extensions["prop_is_demo"]
    has_failed_run = last.get("status") == "failed"
    warnings = []
    if has_failed_run:
        warnings.append(
            f"Run {last['run_id']} ({last['run_kind']}) failed. These pages show the last good results; "
            "“Runs & data” says why."
        )
    if as_of_date and (today - as_of_date).days > STALE_AFTER_DAYS and not is_demo:
        warnings.append(
            f"The data end on {as_of_date:%Y-%m-%d}, {(today - as_of_date).days} days ago. "
            "Load newer extracts to see the present."
        )
    return Freshness(
        as_of_date=as_of_date,
        batch_id=batch.get("batch_id"),
        run_id=run.get("run_id"),
        run_kind=run.get("run_kind"),
        run_published_at_utc=run.get("published_at_utc"),
        time_zone=current_app.extensions["prop_settings"].time_zone,
        warnings=tuple(warnings),
        has_failed_run=has_failed_run,
        is_demo=is_demo,
    )


def reporting_date(reader: Reader) -> date | None:
    """The as-of date that the KPI views use."""
    rows = public_rows(reader, "SELECT TOP (1) d.as_of_date FROM ops.reporting_date AS d;")
    value: date | None = rows[0]["as_of_date"] if rows else None
    return value


def _newest(reader: Reader, tsql: str) -> dict[str, Any]:
    rows = public_rows(reader, tsql)
    return rows[0] if rows else {}
