"""One engagement: its weeks, its phases, the people on it and what the plan does to it, for “Engagement”."""

from datetime import date
from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import scoped_rows

Row = dict[str, Any]


@cached
def facts(reader: Reader, *, engagement: str) -> list[Row]:
    """The engagement's own row, with its measures at the reporting date; none when it is out of scope."""
    return scoped_rows(
        reader,
        """
        SELECT
            g.engagement_id, g.engagement_source_id, g.engagement_name, c.client_name, t.practice_name,
            g.partner_name, g.engagement_status,
            g.start_date, g.end_date, g.strategic_weight, g.risk_coefficient, g.currency,
            w.hours, w.bac_amount, w.ac_amount, w.burn, w.vec, w.spi, w.spi_reason, w.cpi, w.eac_amount,
            w.vac_amount, w.ev_method,
            w.schedule_baseline, w.health, w.health_reason, w.health_sentence, w.last_4_weeks_hours
        FROM core.engagements AS g
        INNER JOIN core.clients AS c ON c.client_id = g.client_id
        LEFT JOIN core.practices AS t ON t.practice_id = g.practice_id
        LEFT JOIN kpi.engagement_latest AS w ON w.engagement_id = g.engagement_id AND w.currency = g.currency
        WHERE g.engagement_source_id = :engagement AND g.engagement_id IN ({visible_engagements})
        ORDER BY g.engagement_id;
        """,
        engagement=engagement,
    )


@cached
def weeks(reader: Reader, *, engagement_id: int) -> list[Row]:
    """VEC, Burn and SPI at the end of each week."""
    return scoped_rows(
        reader,
        """
        SELECT w.week_start_date, w.as_of_date, w.burn, w.vec, w.spi, w.cpi, w.hours, w.health
        FROM kpi.engagement_week AS w
        WHERE w.engagement_id = :engagement_id AND w.engagement_id IN ({visible_engagements})
        ORDER BY w.week_start_date;
        """,
        engagement_id=engagement_id,
    )


@cached
def phases(reader: Reader, *, engagement_id: int) -> list[Row]:
    """Each phase at the reporting date."""
    return scoped_rows(
        reader,
        """
        SELECT
            f.phase_id, f.phase_source_id, f.phase_name, f.baseline_start_date, f.baseline_end_date, w.hours,
            w.bac_amount, w.ac_amount,
            w.schedule_ratio, w.schedule_baseline, w.ev_method, w.burn, w.vec, w.spi, w.spi_reason, w.eac_amount,
            w.health,
            w.health_sentence, w.health_reason
        FROM core.phases AS f
        LEFT JOIN kpi.phase_latest AS w ON w.phase_id = f.phase_id
        WHERE f.engagement_id = :engagement_id AND f.is_deleted = 0 AND f.engagement_id IN ({visible_engagements})
        ORDER BY f.baseline_start_date, f.phase_source_id;
        """,
        engagement_id=engagement_id,
    )


@cached
def people(reader: Reader, *, engagement_id: int, from_date: date, this_week: date, to_date: date) -> list[Row]:
    """Who worked on it in the weeks before, and who is booked in the weeks after the reporting date."""
    return scoped_rows(
        reader,
        """
        SELECT
            m.employee_id, m.employee_name, l.staff_level_name, t.practice_name, m.is_external,
            SUM(x.worked_hours) AS worked_hours, SUM(x.booked_hours) AS booked_hours
        FROM (
            SELECT s.employee_id, s.hours AS worked_hours, CAST(0 AS decimal(9,2)) AS booked_hours
            FROM core.timesheet_week AS s
            INNER JOIN core.phases AS f ON f.phase_id = s.phase_id
            WHERE f.engagement_id = :engagement_id AND f.engagement_id IN ({visible_engagements})
                AND s.work_week_start_date >= :from_date AND s.work_week_start_date <= :this_week
            UNION ALL
            SELECT a.employee_id, CAST(0 AS decimal(9,2)) AS worked_hours, a.assigned_hours AS booked_hours
            FROM core.assignment_week AS a
            INNER JOIN core.phases AS f ON f.phase_id = a.phase_id
            WHERE f.engagement_id = :engagement_id AND f.engagement_id IN ({visible_engagements})
                AND a.week_start_date > :this_week AND a.week_start_date <= :to_date
        ) AS x
        INNER JOIN core.employees AS m ON m.employee_id = x.employee_id
        LEFT JOIN core.staff_levels AS l ON l.staff_level_id = m.staff_level_id
        LEFT JOIN core.practices AS t ON t.practice_id = m.practice_id
        GROUP BY m.employee_id, m.employee_name, l.staff_level_name, l.seniority_rank, t.practice_name, m.is_external
        HAVING SUM(x.worked_hours) <> 0 OR SUM(x.booked_hours) <> 0
        ORDER BY l.seniority_rank DESC, m.employee_name, m.employee_id;
        """,
        engagement_id=engagement_id,
        from_date=from_date,
        this_week=this_week,
        to_date=to_date,
    )


@cached
def plan_weeks(reader: Reader, *, engagement_id: int, run_id: int) -> list[Row]:
    """Recommended and current hours by week, of one run."""
    return scoped_rows(
        reader,
        """
        SELECT p.week_start_date, SUM(p.recommended_hours) AS recommended_hours, SUM(p.current_hours) AS current_hours
        FROM pred.staffing_plan AS p
        INNER JOIN core.phases AS f ON f.phase_id = p.phase_id
        WHERE p.run_id = :run_id AND f.engagement_id = :engagement_id AND f.engagement_id IN ({visible_engagements})
        GROUP BY p.week_start_date
        ORDER BY p.week_start_date;
        """,
        engagement_id=engagement_id,
        run_id=run_id,
    )
