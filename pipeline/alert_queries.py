"""What the alerts of a run ask the database."""

OVER_BOOKED = """
    SELECT w.employee_id, w.employee_source_id, w.employee_name, w.week_start_date, w.assigned_hours, w.capacity_hours
    FROM kpi.consultant_week AS w
    WHERE w.week_start_date BETWEEN :first_week AND :last_week
        AND w.is_overbooked = 1 AND w.has_vacation_conflict = 0
    ORDER BY w.employee_id, w.week_start_date
"""
VACATION_CONFLICTS = """
    SELECT w.employee_id, w.employee_source_id, w.employee_name, w.week_start_date, w.assigned_hours, w.vacation_hours
    FROM kpi.consultant_week AS w
    WHERE w.week_start_date BETWEEN :first_week AND :last_week AND w.has_vacation_conflict = 1
    ORDER BY w.employee_id, w.week_start_date
"""
BEHIND = """
    SELECT e.engagement_source_id, e.engagement_name, e.spi
    FROM kpi.engagement_latest AS e
    WHERE e.spi < :floor AND e.open_phase_count > 0
    ORDER BY e.engagement_id
"""
CRITICAL = """
    SELECT e.engagement_source_id, e.engagement_name, e.health_sentence
    FROM kpi.engagement_latest AS e
    WHERE e.health = 'Critical' AND e.open_phase_count > 0
    ORDER BY e.engagement_id
"""
NOT_ANSWERED = """
    SELECT s.step_name, s.detail
    FROM ops.run_step AS s
    WHERE s.run_id = :run_id AND s.status = 'done' AND s.detail LIKE :words
    ORDER BY s.step_number
"""
INFEASIBLE = """
    SELECT v.model, v.sentence
    FROM pred.solve AS v
    WHERE v.run_id = :run_id AND v.solve_status = 'Infeasible'
    ORDER BY v.model
"""
