SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.firm_bench_week
Purpose: How large is the firm's bench, internal and external apart?
Grain:   one row per week_start_date and is_external, past and to come
Units:   as kpi.bench_week
Source:  001 appendix 4; DESIGN section 5.   Reads: kpi.hours_rollup_week.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.firm_bench_week
AS
SELECT
    h.week_start_date,
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
WHERE h.rollup_name = N'firm';
GO
