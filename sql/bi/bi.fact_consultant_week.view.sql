SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_consultant_week
Purpose: How much of each person's week is planned, worked, away or free?
Grain:   one row per employee_key and week_start_date with capacity, an assignment or a timesheet, past and to come
Units:   hours of the week, additive over people and weeks; past_*_hours are 0 in weeks that have not begun, so that utilization and realization are past_billable over past_capacity and over past_assigned; bench_ratio is bench_hours over capacity_hours
Source:  DESIGN section 5.
Reads:   kpi.consultant_week, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_consultant_week
AS
SELECT
    date_key = CAST(YEAR(w.week_start_date) * 10000 + MONTH(w.week_start_date) * 100 + DAY(w.week_start_date) AS int),
    w.week_start_date,
    s.as_of_date,
    employee_key = w.employee_id,
    practice_key = COALESCE(w.practice_id, 0),
    level_key = COALESCE(w.staff_level_id, 0),
    w.is_external,
    w.is_past,
    employee_count = CAST(w.employee_count AS int),
    w.contracted_hours,
    w.vacation_hours,
    w.holiday_hours,
    w.capacity_hours,
    w.assigned_hours,
    w.worked_hours,
    w.billable_hours,
    bench_hours = CAST(w.bench_hours AS decimal(15,2)),
    past_capacity_hours = CASE WHEN w.is_past = 1 THEN w.capacity_hours ELSE CAST(0 AS decimal(15,2)) END,
    past_assigned_hours = CASE WHEN w.is_past = 1 THEN w.assigned_hours ELSE CAST(0 AS decimal(15,2)) END,
    past_billable_hours = CASE WHEN w.is_past = 1 THEN w.billable_hours ELSE CAST(0 AS decimal(15,2)) END,
    w.bench_ratio,
    bench_reason = CAST(w.bench_reason AS nvarchar(200)),
    utilization_ratio = CAST(w.utilization_ratio AS decimal(19,6)),
    utilization_reason = CAST(w.utilization_reason AS nvarchar(200)),
    realization_ratio = CAST(w.realization_ratio AS decimal(19,6)),
    realization_reason = CAST(w.realization_reason AS nvarchar(200)),
    w.has_vacation_conflict,
    w.is_overbooked,
    w.batch_id,
    s.changed_at_utc
FROM kpi.consultant_week AS w
CROSS JOIN ops.data_state AS s;
GO
