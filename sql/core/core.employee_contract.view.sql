SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.employee_contract
Purpose: On which terms is each employee employed, from which day to which?
Grain:   one row per employee_id and effective_from; periods of one employee do not overlap
Units:   contracted_hours per week; effective_to is the last day, 9999-12-31 is open
Reads:   core.employees, core.employment.   Read by: core.timesheet_valued, kpi.consultant_hours_week, core.capacity_week.refresh.
*/
CREATE OR ALTER VIEW core.employee_contract
AS
SELECT
    c.employee_id,
    effective_from = c.from_date,
    effective_to = c.to_date,
    c.contracted_hours,
    c.practice_id,
    c.staff_level_id,
    c.location_id
FROM (
    SELECT
        m.employee_id,
        from_date = CASE WHEN e.hire_date > m.effective_from THEN e.hire_date ELSE m.effective_from END,
        to_date = CASE
            WHEN e.termination_date <= m.own_end_date AND (m.next_from_date IS NULL OR e.termination_date < m.next_from_date)
                THEN e.termination_date
            WHEN m.next_from_date IS NULL OR m.own_end_date < m.next_from_date THEN m.own_end_date
            ELSE DATEADD(DAY, -1, m.next_from_date)
        END,
        m.contracted_hours,
        practice_id = COALESCE(m.practice_id, e.practice_id),
        staff_level_id = COALESCE(m.staff_level_id, e.staff_level_id),
        e.location_id
    FROM (
        SELECT
            p.employee_id,
            p.effective_from,
            own_end_date = COALESCE(p.effective_to, CAST('9999-12-31' AS date)),
            next_from_date = (
                SELECT MIN(n.effective_from)
                FROM core.employment AS n
                WHERE n.employee_id = p.employee_id AND n.effective_from > p.effective_from
            ),
            p.contracted_hours,
            p.practice_id,
            p.staff_level_id
        FROM core.employment AS p
    ) AS m
    INNER JOIN core.employees AS e
        ON e.employee_id = m.employee_id
    WHERE e.is_deleted = 0
) AS c
WHERE c.to_date >= c.from_date;
GO
