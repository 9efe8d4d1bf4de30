SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.consultant_hours_week
Purpose: How many hours does each consultant have, is assigned, and has worked, by week of work?
Grain:   one row per employee_id and week_start_date with capacity, an assignment or a timesheet, past and to come
Units:   hours of the week; practice and level are those of the contract on the last day of the week, else the employee's
Reads:   core.capacity_week, core.assignment_week, core.timesheet_week, core.employees, core.employee_contract.
Read by: kpi.hours_rollup_week.
*/
CREATE OR ALTER VIEW kpi.consultant_hours_week
AS
SELECT
    h.employee_id,
    h.week_start_date,
    practice_id = COALESCE(c.practice_id, e.practice_id),
    staff_level_id = COALESCE(c.staff_level_id, e.staff_level_id),
    e.is_external,
    is_past = CAST(CASE WHEN h.week_start_date <= r.week_start_date THEN 1 ELSE 0 END AS bit),
    contracted_hours = CAST(h.contracted_hours AS decimal(13,2)),
    vacation_hours = CAST(h.vacation_hours AS decimal(13,2)),
    holiday_hours = CAST(h.holiday_hours AS decimal(13,2)),
    capacity_hours = CAST(h.capacity_hours AS decimal(13,2)),
    assigned_hours = CAST(h.assigned_hours AS decimal(13,2)),
    worked_hours = CAST(h.worked_hours AS decimal(13,2)),
    billable_hours = CAST(h.billable_hours AS decimal(13,2)),
    h.batch_id
FROM (
    SELECT
        u.employee_id,
        u.week_start_date,
        contracted_hours = SUM(u.contracted_hours),
        vacation_hours = SUM(u.vacation_hours),
        holiday_hours = SUM(u.holiday_hours),
        capacity_hours = SUM(u.capacity_hours),
        assigned_hours = SUM(u.assigned_hours),
        worked_hours = SUM(u.worked_hours),
        billable_hours = SUM(u.billable_hours),
        batch_id = MAX(u.batch_id)
    FROM (
        SELECT
            k.employee_id, k.week_start_date, k.contracted_hours, k.vacation_hours, k.holiday_hours, k.capacity_hours,
            assigned_hours = CAST(0 AS decimal(9,2)), worked_hours = CAST(0 AS decimal(9,2)), billable_hours = CAST(0 AS decimal(9,2)),
            k.batch_id
        FROM core.capacity_week AS k
        UNION ALL
        SELECT
            a.employee_id, a.week_start_date, CAST(0 AS decimal(9,2)), CAST(0 AS decimal(9,2)), CAST(0 AS decimal(9,2)),
            CAST(0 AS decimal(9,2)), a.assigned_hours, CAST(0 AS decimal(9,2)), CAST(0 AS decimal(9,2)), a.batch_id
        FROM core.assignment_week AS a
        UNION ALL
        SELECT
            t.employee_id, t.work_week_start_date, CAST(0 AS decimal(9,2)), CAST(0 AS decimal(9,2)), CAST(0 AS decimal(9,2)),
            CAST(0 AS decimal(9,2)), CAST(0 AS decimal(9,2)), t.hours,
            CASE WHEN t.is_billable = 1 THEN t.hours ELSE CAST(0 AS decimal(9,2)) END,
            t.batch_id
        FROM core.timesheet_week AS t
    ) AS u
    GROUP BY u.employee_id, u.week_start_date
) AS h
INNER JOIN core.employees AS e
    ON e.employee_id = h.employee_id
CROSS JOIN ops.reporting_date AS r
LEFT JOIN core.employee_contract AS c
    ON c.employee_id = h.employee_id
    AND DATEADD(DAY, 6, h.week_start_date) >= c.effective_from
    AND DATEADD(DAY, 6, h.week_start_date) <= c.effective_to;
GO
