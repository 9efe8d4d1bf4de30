SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_plan_step
Purpose: At which part of the planned hours does each planned week of a phase begin and end?
Grain:   one row per phase_id and week_start_date with planned hours above zero
Units:   hours_before and hours_after are cumulative planned hours; days_before counts from the phase's first planned Monday
Reads:   core.phase_fact_week, core.phase_estimate.   Read by: kpi.phase_earned_schedule_week.
*/
CREATE OR ALTER VIEW kpi.phase_plan_step
AS
SELECT
    s.phase_id,
    s.week_start_date,
    s.first_week_start_date,
    days_before = DATEDIFF(DAY, s.first_week_start_date, s.week_start_date),
    hours_before = s.hours_after - s.planned_hours,
    s.hours_after,
    s.planned_hours,
    s.total_hours
FROM (
    SELECT
        f.phase_id,
        f.week_start_date,
        first_week_start_date = MIN(f.week_start_date) OVER (PARTITION BY f.phase_id),
        hours_after = CAST(
            SUM(f.planned_hours) OVER (PARTITION BY f.phase_id ORDER BY f.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(13,2)
        ),
        planned_hours = CAST(f.planned_hours AS decimal(13,2)),
        total_hours = CAST(SUM(f.planned_hours) OVER (PARTITION BY f.phase_id) AS decimal(13,2))
    FROM core.phase_fact_week AS f
    WHERE f.planned_hours > 0
) AS s;
GO
