"""The recommended staffing beside the current one, for “Staffing plan”."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached, plain
from dashboard.queries.scope import scoped_rows

Row = dict[str, Any]

_FILTER = """
    AND (:engagement IS NULL OR e.engagement_source_id = :engagement)
    AND (:practice IS NULL OR m.practice_id IN (
        SELECT pf.practice_id FROM core.practices AS pf WHERE pf.practice_source_id = :practice
    ))
"""


@cached
def weeks(reader: Reader, *, run_id: int, engagement: str | None = None, practice: str | None = None) -> list[Row]:
    """Recommended and current hours by person and week."""
    return scoped_rows(
        reader,
        f"""
        SELECT
            m.employee_id, m.employee_name, p.week_start_date,
            SUM(p.recommended_hours) AS recommended_hours, SUM(p.current_hours) AS current_hours
        FROM pred.staffing_plan AS p
        INNER JOIN core.phases AS f ON f.phase_id = p.phase_id
        INNER JOIN core.engagements AS e ON e.engagement_id = f.engagement_id
        INNER JOIN core.employees AS m ON m.employee_id = p.employee_id
        WHERE p.run_id = :run_id AND e.engagement_id IN ({{visible_engagements}}) {_FILTER}
        GROUP BY m.employee_id, m.employee_name, p.week_start_date
        ORDER BY m.employee_name, m.employee_id, p.week_start_date;
        """,
        run_id=run_id,
        engagement=engagement,
        practice=practice,
    )


@cached
def assignments(
    reader: Reader, *, run_id: int, engagement: str | None = None, practice: str | None = None
) -> list[Row]:
    """One row per person and phase: hours over the horizon now and recommended, and the reason."""
    return scoped_rows(
        reader,
        f"""
        SELECT
            p.employee_id, p.phase_id, m.employee_name, e.engagement_source_id, e.engagement_name, f.phase_name,
            m.is_external,
            SUM(p.recommended_hours) AS recommended_hours, SUM(p.current_hours) AS current_hours,
            MAX(CASE WHEN p.is_pinned = 1 THEN 1 ELSE 0 END) AS pinned, MAX(x.sentence) AS sentence,
            MAX(x.limiting_rule) AS limiting_rule, MAX(x.spi_points) AS spi_points, MAX(x.vec_points) AS vec_points,
            MAX(x.cost_points) AS cost_points
        FROM pred.staffing_plan AS p
        INNER JOIN core.phases AS f ON f.phase_id = p.phase_id
        INNER JOIN core.engagements AS e ON e.engagement_id = f.engagement_id
        INNER JOIN core.employees AS m ON m.employee_id = p.employee_id
        LEFT JOIN pred.staffing_explanation AS x
            ON x.run_id = p.run_id AND x.employee_id = p.employee_id AND x.phase_id = p.phase_id
        WHERE p.run_id = :run_id AND e.engagement_id IN ({{visible_engagements}}) {_FILTER}
        GROUP BY
            p.employee_id, p.phase_id, m.employee_name, e.engagement_source_id, e.engagement_name, f.phase_name,
            m.is_external
        ORDER BY e.engagement_name, f.phase_name, m.employee_name, p.employee_id, p.phase_id;
        """,
        run_id=run_id,
        engagement=engagement,
        practice=practice,
    )


@cached
def outcomes(reader: Reader, *, run_id: int, engagement: str | None = None) -> list[Row]:
    """What the plan does for each engagement: SPI, VEC and Burn before and after, hours now and recommended."""
    return scoped_rows(
        reader,
        """
        SELECT
            e.engagement_source_id, e.engagement_name, o.spi_before, o.spi_after, o.vec_before, o.vec_after,
            o.burn_before,
            o.burn_after, o.spi_shortfall, o.recommended_hours, o.current_hours, o.sentence
        FROM pred.staffing_outcome AS o
        INNER JOIN core.engagements AS e ON e.engagement_id = o.engagement_id
        WHERE o.run_id = :run_id AND e.engagement_id IN ({visible_engagements})
            AND (:engagement IS NULL OR e.engagement_source_id = :engagement)
        ORDER BY e.engagement_name, e.engagement_source_id;
        """,
        run_id=run_id,
        engagement=engagement,
    )


@cached
def violations(reader: Reader, *, run_id: int, engagement: str | None = None) -> list[Row]:
    """The elastic rules that the plan bends, with the cheapest repair."""
    return scoped_rows(
        reader,
        """
        SELECT
            v.violation_number, v.rule_code, e.engagement_name, f.phase_name, m.employee_name, v.week_start_date,
            v.violation_amount, v.unit, v.sentence, v.repair_sentence
        FROM pred.staffing_violation AS v
        LEFT JOIN core.phases AS f ON f.phase_id = v.phase_id
        LEFT JOIN core.engagements AS e ON e.engagement_id = COALESCE(v.engagement_id, f.engagement_id)
        LEFT JOIN core.employees AS m ON m.employee_id = v.employee_id
        WHERE v.run_id = :run_id
            AND (
                e.engagement_id IN ({visible_engagements})
                OR (e.engagement_id IS NULL AND v.employee_id IN ({visible_employees}))
            )
            AND (:engagement IS NULL OR e.engagement_source_id = :engagement)
        ORDER BY v.rule_code, v.violation_amount DESC, v.violation_number;
        """,
        run_id=run_id,
        engagement=engagement,
    )


def decisions(reader: Reader) -> list[Row]:
    """The newest active decision of each person and phase; never from the cache."""
    return plain(
        scoped_rows(
            reader,
            """
            SELECT d.employee_id, d.phase_id, d.decision_kind, d.decided_by, d.decided_at_utc
            FROM app.decision AS d
            INNER JOIN core.phases AS f ON f.phase_id = d.phase_id
            WHERE d.is_active = 1 AND f.engagement_id IN ({visible_engagements})
            ORDER BY d.decision_id;
            """,
        )
    )
