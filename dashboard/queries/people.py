"""Capacity, leave, bookings and the bench, for “People” and the cards of the portfolio."""

from datetime import date
from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import scoped_rows

Row = dict[str, Any]

_FILTER = """
    AND (:practice IS NULL OR t.practice_source_id = :practice)
    AND (:level IS NULL OR l.staff_level_code = :level)
    AND (:is_external IS NULL OR w.is_external = :is_external)
"""
_JOINS = """
    LEFT JOIN core.practices AS t ON t.practice_id = w.practice_id
    LEFT JOIN core.staff_levels AS l ON l.staff_level_id = w.staff_level_id
"""


@cached
def person_weeks(
    reader: Reader,
    *,
    from_date: date,
    to_date: date,
    practice: str | None = None,
    level: str | None = None,
    is_external: bool | None = None,
) -> list[Row]:
    """Each person's weeks: capacity, booked, leave and holiday hours, bench and conflicts."""
    return scoped_rows(
        reader,
        f"""
        SELECT
            w.employee_id, w.employee_name, t.practice_name, l.staff_level_name, l.seniority_rank, w.is_external,
            w.week_start_date,
            w.capacity_hours, w.assigned_hours, w.billable_hours, w.vacation_hours, w.holiday_hours, w.bench_ratio,
            w.has_vacation_conflict,
            w.is_overbooked
        FROM kpi.consultant_week AS w {_JOINS}
        WHERE w.employee_id IN ({{visible_employees}})
            AND w.week_start_date >= :from_date AND w.week_start_date <= :to_date {_FILTER}
        ORDER BY
            w.is_external, t.practice_name, l.seniority_rank DESC, w.employee_name, w.employee_id, w.week_start_date;
        """,
        from_date=from_date,
        to_date=to_date,
        practice=practice,
        level=level,
        is_external=is_external,
    )


@cached
def weeks(
    reader: Reader,
    *,
    from_date: date,
    to_date: date,
    practice: str | None = None,
    level: str | None = None,
    is_external: bool | None = None,
) -> list[Row]:
    """Sums of people's hours by week, internal and external apart, with bench and utilization as ratios of the sums."""
    return scoped_rows(
        reader,
        f"""
        SELECT
            s.is_external, s.week_start_date, s.capacity_hours, s.assigned_hours, s.billable_hours, s.person_count,
            CAST(
                CAST(s.capacity_hours - s.assigned_hours AS decimal(19,4))
                    / NULLIF(CAST(s.capacity_hours AS decimal(19,4)), 0) AS decimal(19,6)
            ) AS bench_ratio,
            CAST(
                CAST(s.billable_hours AS decimal(19,4))
                    / NULLIF(CAST(s.capacity_hours AS decimal(19,4)), 0) AS decimal(19,6)
            ) AS utilization_ratio
        FROM (
            SELECT
                w.is_external, w.week_start_date, COUNT(*) AS person_count,
                CAST(SUM(w.capacity_hours) AS decimal(15,2)) AS capacity_hours,
                CAST(SUM(w.assigned_hours) AS decimal(15,2)) AS assigned_hours,
                CAST(SUM(w.billable_hours) AS decimal(15,2)) AS billable_hours
            FROM kpi.consultant_week AS w {_JOINS}
            WHERE w.employee_id IN ({{visible_employees}})
                AND w.week_start_date >= :from_date AND w.week_start_date <= :to_date {_FILTER}
            GROUP BY w.is_external, w.week_start_date
        ) AS s
        ORDER BY s.is_external, s.week_start_date;
        """,
        from_date=from_date,
        to_date=to_date,
        practice=practice,
        level=level,
        is_external=is_external,
    )
