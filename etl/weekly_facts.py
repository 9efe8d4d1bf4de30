"""The weekly facts that the KPIs are summed from, recomputed for the weeks that a batch touched."""

from datetime import date
from typing import Any

from sql.engine import Transaction
from sql.files import SQL_ROOT
from sql.reader_scope import refresh_reader_scope
from sql.translation.dialect import batches

FACTS = (
    "core.timesheet_week",
    "core.assignment_week",
    "core.capacity_week",
    "core.phase_fact_week",
    "core.phase_estimate",
    "kpi.phase_history_week",
)
_TOUCH_EVERY_WEEK = """
    INSERT INTO stg.touched_week (batch_id, fact_name, week_start_date)
    SELECT DISTINCT CAST(:batch_id AS int), CAST(:fact_name AS nvarchar(60)), c.week_start_date
    FROM core.calendar AS c
    WHERE NOT EXISTS (
        SELECT 1 FROM stg.touched_week AS w
        WHERE w.batch_id = :batch_id AND w.fact_name = :fact_name AND w.week_start_date = c.week_start_date)
"""
_TOUCHED_SPAN = """
    SELECT MIN(c.calendar_date) AS first_date, MAX(c.calendar_date) AS last_date
    FROM stg.touched_week AS w
    INNER JOIN core.calendar AS c
        ON c.week_start_date = w.week_start_date
    WHERE w.batch_id = :batch_id AND w.fact_name = :fact_name
"""


def refresh(transaction: Transaction, batch_id: int) -> dict[str, int]:
    """Recompute the touched weeks of every fact; weeks that are not touched keep their rows.

    Parameters
    ----------
    transaction
        The one that publishes the batch.
    batch_id
        ``stg.touched_week`` lists its weeks for ``timesheet_week`` (weeks of recognition), ``assignment_week`` and
        ``capacity_week``; the weeks in which an estimated standard rate may have moved are added here.

    Returns
    -------
    dict
        Rows written, by fact: ``timesheet_week``, …, ``phase_history_week``.
    """
    run_refresh(transaction, "stg.touched_week", batch_id)
    refreshed = {fact.partition(".")[2]: run_refresh(transaction, fact, batch_id) for fact in FACTS}
    refresh_reader_scope(transaction)
    return refreshed


def keep_snapshot(transaction: Transaction, batch_id: int) -> int:
    """Keep how every phase stands once this batch is published, for who asks later what was known; rows written."""
    return run_refresh(transaction, "kpi.phase_snapshot", batch_id)


def refresh_kpis(transaction: Transaction, batch_id: int) -> int:
    """Recompute what the KPI views keep, after a parameter or a reporting date changed without a load; rows written."""
    return run_refresh(transaction, "kpi.phase_history_week", batch_id)


def refresh_all(transaction: Transaction, batch_id: int) -> dict[str, int]:
    """Recompute every week of every fact, after a parameter that values timesheets changed; as `refresh`."""
    for fact in ("timesheet_week", "assignment_week", "capacity_week"):
        transaction.execute(_TOUCH_EVERY_WEEK, batch_id=batch_id, fact_name=fact)
    return refresh(transaction, batch_id)


def run_refresh(transaction: Transaction, table: str, batch_id: int) -> int:
    """Run the refresh script of one table; the rows that its last statement wrote."""
    script = (SQL_ROOT / "refresh" / f"{table}.refresh.sql").read_text(encoding="utf-8")
    values = {"batch_id": batch_id, **touched_span(transaction, table.partition(".")[2], batch_id)}
    written = 0
    for statement in batches(script):
        named = {name: value for name, value in values.items() if f"@{name}" in statement}
        for name in named:
            statement = statement.replace(f"@{name}", f":{name}")  # noqa: PLW2901 (the script is T-SQL, the engine binds :name)
        written = transaction.execute(statement, **named)
    return written


def touched_span(transaction: Transaction, fact: str, batch_id: int) -> dict[str, Any]:
    """The first and last day of the touched weeks: bound as values they keep untouched timesheets unread."""
    found = transaction.rows(_TOUCHED_SPAN, batch_id=batch_id, fact_name=fact)[0]
    return {name: value or date(1900, 1, 1) for name, value in found.items()}
