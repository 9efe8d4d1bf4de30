SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.hours_rollup_week
Purpose: Bench, utilization and realization: each formula once, for a consultant, a practice and level, and the firm.
Grain:   one row per rollup_name (consultant, practice_level, firm), its keys, is_external and week_start_date; 0 stands for no key
Units:   hours of the week; bench_ratio negative is over-booked and never clipped; ratios are NULL when undefined
Source:  001 appendix 4 (benching, capacity utilization, assignment realization); DESIGN section 5.
Reads:   kpi.consultant_hours_week.   Read by: kpi.consultant_week, kpi.bench_week, kpi.firm_bench_week.
*/
CREATE OR ALTER VIEW kpi.hours_rollup_week
AS
SELECT
    s.rollup_name,
    s.employee_id,
    s.practice_id,
    s.staff_level_id,
    s.is_external,
    s.week_start_date,
    s.is_past,
    s.employee_count,
    s.contracted_hours,
    s.vacation_hours,
    s.holiday_hours,
    s.capacity_hours,
    s.assigned_hours,
    s.worked_hours,
    s.billable_hours,
    bench_hours = s.capacity_hours - s.assigned_hours,
    bench_ratio = CAST(
        CAST(s.capacity_hours - s.assigned_hours AS decimal(19,4)) / NULLIF(CAST(s.capacity_hours AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    utilization_ratio = CASE WHEN s.is_past = 1 THEN CAST(
        CAST(s.billable_hours AS decimal(19,4)) / NULLIF(CAST(s.capacity_hours AS decimal(19,4)), 0) AS decimal(19,6)
    ) END,
    realization_ratio = CASE WHEN s.is_past = 1 THEN CAST(
        CAST(s.billable_hours AS decimal(19,4)) / NULLIF(CAST(s.assigned_hours AS decimal(19,4)), 0) AS decimal(19,6)
    ) END,
    bench_reason = CASE
        WHEN s.capacity_hours <> 0 THEN NULL
        WHEN s.contracted_hours = 0 THEN N'Not employed in this week.'
        ELSE N'On leave or holiday all week.'
    END,
    utilization_reason = CASE
        WHEN s.is_past = 0 THEN N'The week has not begun.'
        WHEN s.capacity_hours <> 0 THEN NULL
        WHEN s.contracted_hours = 0 THEN N'Not employed in this week.'
        ELSE N'On leave or holiday all week.'
    END,
    realization_reason = CASE
        WHEN s.is_past = 0 THEN N'The week has not begun.'
        WHEN s.assigned_hours = 0 THEN N'Nothing was assigned.'
    END,
    s.batch_id
FROM (
    SELECT
        r.rollup_name,
        employee_id = CASE WHEN r.rollup_name = N'consultant' THEN h.employee_id ELSE 0 END,
        practice_id = CASE WHEN r.rollup_name = N'firm' THEN 0 ELSE COALESCE(h.practice_id, 0) END,
        staff_level_id = CASE WHEN r.rollup_name = N'firm' THEN 0 ELSE COALESCE(h.staff_level_id, 0) END,
        h.is_external,
        h.week_start_date,
        h.is_past,
        employee_count = SUM(CASE WHEN h.contracted_hours > 0 THEN 1 ELSE 0 END),
        contracted_hours = CAST(SUM(h.contracted_hours) AS decimal(15,2)),
        vacation_hours = CAST(SUM(h.vacation_hours) AS decimal(15,2)),
        holiday_hours = CAST(SUM(h.holiday_hours) AS decimal(15,2)),
        capacity_hours = CAST(SUM(h.capacity_hours) AS decimal(15,2)),
        assigned_hours = CAST(SUM(h.assigned_hours) AS decimal(15,2)),
        worked_hours = CAST(SUM(h.worked_hours) AS decimal(15,2)),
        billable_hours = CAST(SUM(h.billable_hours) AS decimal(15,2)),
        batch_id = MAX(h.batch_id)
    FROM kpi.consultant_hours_week AS h
    CROSS JOIN (VALUES (N'consultant'), (N'practice_level'), (N'firm')) AS r (rollup_name)
    GROUP BY
        r.rollup_name,
        CASE WHEN r.rollup_name = N'consultant' THEN h.employee_id ELSE 0 END,
        CASE WHEN r.rollup_name = N'firm' THEN 0 ELSE COALESCE(h.practice_id, 0) END,
        CASE WHEN r.rollup_name = N'firm' THEN 0 ELSE COALESCE(h.staff_level_id, 0) END,
        h.is_external,
        h.week_start_date,
        h.is_past
) AS s;
GO
