"""Which weeks of the weekly facts a batch changes; only those are recomputed."""

from datetime import date

from etl.publish.statements import Publication
from etl.reporting_date import FIRST_DATE, LAST_DATE
from sql.engine import Transaction

_ALL_WEEKS = """
    INSERT INTO stg.touched_week (batch_id, fact_name, week_start_date)
    SELECT DISTINCT :batch_id, :fact_name, c.week_start_date
    FROM core.calendar AS c
    WHERE c.calendar_date BETWEEN :first_date AND :last_date AND NOT EXISTS (
        SELECT 1 FROM stg.touched_week AS w
        WHERE w.batch_id = :batch_id AND w.fact_name = :fact_name AND w.week_start_date = c.week_start_date)
"""

_NEW_CAPACITY_WEEKS = """
    INSERT INTO stg.touched_week (batch_id, fact_name, week_start_date)
    SELECT DISTINCT :batch_id, 'capacity_week', c.week_start_date
    FROM core.calendar AS c
    WHERE c.calendar_date BETWEEN :first_date AND :last_date
        AND NOT EXISTS (SELECT 1 FROM core.capacity_week AS k WHERE k.week_start_date = c.week_start_date)
        AND NOT EXISTS (
            SELECT 1 FROM stg.touched_week AS w
            WHERE w.batch_id = :batch_id AND w.fact_name = 'capacity_week' AND w.week_start_date = c.week_start_date)
"""

_CALENDAR_ENDS = {"first_date": FIRST_DATE, "last_date": LAST_DATE}


def touch_after(transaction: Transaction, publication: Publication, *, batch_id: int) -> None:
    """Note the weeks of the rows that were written, or all weeks where a row of reference data changed."""
    for statement in publication.touched_after():
        transaction.execute(statement, batch_id=batch_id)
    for touch in publication.entity.touches:
        if not touch.calendar_join:
            touch_all_weeks(transaction, touch.fact_name, batch_id=batch_id)


def touch_all_weeks(transaction: Transaction, fact_name: str, *, batch_id: int) -> None:
    """Every week of the fact is to be recomputed."""
    transaction.execute(_ALL_WEEKS, batch_id=batch_id, fact_name=fact_name, **_CALENDAR_ENDS)


def touch_reporting_date(transaction: Transaction, before: date | None, after: date | None, *, batch_id: int) -> None:
    """Note the weeks between two reporting dates, and the weeks that capacity reaches for the first time."""
    if after is None:
        return
    if before != after:
        ends = {"first_date": min(before or after, after), "last_date": max(before or after, after)}
        transaction.execute(_ALL_WEEKS, batch_id=batch_id, fact_name="timesheet_week", **ends)
    span = transaction.rows(_ACTIVITY)[0]
    if span["first_date"]:
        transaction.execute(
            _NEW_CAPACITY_WEEKS, batch_id=batch_id, first_date=span["first_date"], last_date=span["last_date"]
        )


_ACTIVITY = """
    SELECT MIN(a.first_date) AS first_date, MAX(a.last_date) AS last_date
    FROM (
        SELECT MIN(t.work_date) AS first_date, MAX(t.work_date) AS last_date FROM core.timesheets AS t
        UNION ALL
        SELECT MIN(p.week_start_date), MAX(p.week_start_date) FROM core.assignments AS p
        UNION ALL
        SELECT r.as_of_date, DATEADD(DAY, 182, r.as_of_date) FROM ops.reporting_date AS r
    ) AS a
"""
