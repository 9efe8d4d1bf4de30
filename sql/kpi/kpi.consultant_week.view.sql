SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.consultant_week
Purpose: How much of each consultant's week is planned, worked, away or free?
Grain:   one row per employee_id and week_start_date with capacity, an assignment or a timesheet, past and to come
Units:   hours of the week of work; contracted_hours is the normal week; bench_ratio negative is over-booked; ratios NULL when
         undefined, see *_reason; a vacation conflict is a week with leave and more hours assigned than are left
Source:  001 appendix 4; DESIGN section 5.   Reads: kpi.hours_rollup_week.   Read by: dashboard, optimizer, bi.
*/
CREATE OR ALTER VIEW kpi.consultant_week
AS
SELECT
    h.employee_id,
    e.employee_source_id,
    e.employee_name,
    h.week_start_date,
    p.practice_id,
    p.practice_name,
    l.staff_level_id,
    l.staff_level_code,
    l.staff_level_name,
    h.is_external,
    e.is_external_estimated,
    h.is_past,
    h.contracted_hours,
    h.vacation_hours,
    h.holiday_hours,
    h.capacity_hours,
    h.assigned_hours,
    h.worked_hours,
    h.billable_hours,
    h.bench_hours,
    h.bench_ratio,
    h.bench_reason,
    h.utilization_ratio,
    h.utilization_reason,
    h.realization_ratio,
    h.realization_reason,
    has_vacation_conflict = CAST(CASE WHEN h.vacation_hours > 0 AND h.assigned_hours > h.capacity_hours THEN 1 ELSE 0 END AS bit),
    is_overbooked = CAST(CASE WHEN h.assigned_hours > h.capacity_hours THEN 1 ELSE 0 END AS bit),
    h.employee_count,
    h.batch_id
FROM kpi.hours_rollup_week AS h
INNER JOIN core.employees AS e
    ON e.employee_id = h.employee_id
LEFT JOIN core.practices AS p
    ON p.practice_id = h.practice_id
LEFT JOIN core.staff_levels AS l
    ON l.staff_level_id = h.staff_level_id
WHERE h.rollup_name = N'consultant';
GO
