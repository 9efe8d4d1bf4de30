"""What a staffing plan answers beside itself: other ways, missing people, hires, and what more would be worth."""

from typing import Any

from dashboard.auth.reader import Reader
from dashboard.queries.cache import cached
from dashboard.queries.scope import firm_rows, scoped_rows

Row = dict[str, Any]


@cached
def alternatives(reader: Reader, *, run_id: int, engagement: str | None = None) -> list[Row]:
    """The best alternatives to each booking; one that names work or a person out of the scope is left out."""
    return scoped_rows(
        reader,
        """
        SELECT
            m.employee_name, e.engagement_name, f.phase_name, a.rank_number, a.regret_points, a.regret_amount,
            a.currency, a.sentence
        FROM pred.staffing_alternative AS a
        INNER JOIN core.phases AS f ON f.phase_id = a.phase_id
        INNER JOIN core.engagements AS e ON e.engagement_id = f.engagement_id
        INNER JOIN core.employees AS m ON m.employee_id = a.employee_id
        LEFT JOIN core.phases AS o ON o.phase_id = a.other_phase_id
        WHERE a.run_id = :run_id AND e.engagement_id IN ({visible_engagements})
            AND (a.other_phase_id IS NULL OR o.engagement_id IN ({visible_engagements}))
            AND (a.other_employee_id IS NULL OR a.other_employee_id IN ({visible_employees}))
            AND (:engagement IS NULL OR e.engagement_source_id = :engagement)
        ORDER BY e.engagement_name, f.phase_name, m.employee_name, a.rank_number, a.alternative_number;
        """,
        run_id=run_id,
        engagement=engagement,
    )


@cached
def hires(reader: Reader, *, run_id: int, practice: str | None = None) -> list[Row]:
    """Whom the plan wants to hire, and from when."""
    return scoped_rows(
        reader,
        """
        SELECT
            p.practice_name, l.staff_level_name, h.start_date, h.head_count, h.monthly_cost_amount, h.currency,
            h.sentence
        FROM pred.new_hire AS h
        INNER JOIN core.practices AS p ON p.practice_id = h.practice_id
        LEFT JOIN core.staff_levels AS l ON l.staff_level_id = h.staff_level_id
        WHERE h.run_id = :run_id AND h.model = 'staffing' AND h.practice_id IN ({visible_practices})
            AND (:practice IS NULL OR p.practice_source_id = :practice)
        ORDER BY h.start_date, h.hire_number;
        """,
        run_id=run_id,
        practice=practice,
    )


@cached
def shortages(reader: Reader, *, run_id: int, practice: str | None = None) -> list[Row]:
    """Hours that nobody covers, by practice, level and week."""
    return scoped_rows(
        reader,
        """
        SELECT
            p.practice_name, l.staff_level_name, s.week_start_date, s.demand_hours, s.planned_hours, s.unmet_hours,
            s.missing_head_count
        FROM pred.staffing_shortage AS s
        INNER JOIN core.practices AS p ON p.practice_id = s.practice_id
        INNER JOIN core.staff_levels AS l ON l.staff_level_id = s.staff_level_id
        WHERE s.run_id = :run_id AND s.practice_id IN ({visible_practices})
            AND (:practice IS NULL OR p.practice_source_id = :practice)
        ORDER BY p.practice_name, l.staff_level_name, s.week_start_date;
        """,
        run_id=run_id,
        practice=practice,
    )


@cached
def worths(reader: Reader, *, run_id: int) -> list[Row]:
    """What more people, weeks or freedom would be worth, and the plans on the frontiers; of the whole firm."""
    return firm_rows(
        reader,
        """
        SELECT 1 AS part, w.sensitivity_number AS place, 'What if' AS question, w.sentence
        FROM pred.staffing_sensitivity AS w
        WHERE w.run_id = :run_id
        UNION ALL
        SELECT
            2, t.point_number,
            CASE t.frontier_name WHEN 'value_against_bench' THEN 'Value against bench' ELSE 'Value against moves' END,
            t.sentence
        FROM pred.frontier_point AS t
        WHERE t.run_id = :run_id AND t.model = 'staffing'
        ORDER BY part, question, place;
        """,
        run_id=run_id,
    )
