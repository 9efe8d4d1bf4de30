SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.bench_week
Purpose: Where is the bench, and where is the firm over-booked?
Grain:   one row per week_start_date, practice_id, staff_level_id (NULL where unknown) and is_external, past and to come
Units:   hours of the week; bench_ratio = 1 - assigned / capacity, negative when over-booked, NULL at zero capacity
Source:  001 appendix 4; DESIGN section 5.   Reads: kpi.hours_rollup_week.   Read by: dashboard, optimizer, bi.
*/
CREATE OR ALTER VIEW kpi.bench_week
AS
SELECT
    h.week_start_date,
    p.practice_id,
    p.practice_source_id,
    p.practice_name,
    l.staff_level_id,
    l.staff_level_code,
    l.staff_level_name,
    h.is_external,
    h.is_past,
    h.employee_count,
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
    h.realization_reason
FROM kpi.hours_rollup_week AS h
LEFT JOIN core.practices AS p
    ON p.practice_id = h.practice_id
LEFT JOIN core.staff_levels AS l
    ON l.staff_level_id = h.staff_level_id
WHERE h.rollup_name = N'practice_level';
GO
