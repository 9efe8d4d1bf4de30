SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_spine_week
Purpose: Which weeks does each phase report, and what happened in each of them alone?
Grain:   one row per phase_id and week_start_date, from the first planned, recognized or baseline week to 26 weeks past the
         reporting date's week; is_outlook marks the weeks after it
Units:   week_* are the week's own hours and amounts; planned_hours of all weeks together, NULL where nothing is planned;
         schedule_baseline is the phase's own or the default, NULL where the source gives neither dates nor a plan
Source:  DESIGN section 5.   Reads: core.phases, core.phase_fact_week, core.phase_estimate, core.calendar, ops.reporting_date.
Read by: kpi.phase_to_date_week.
*/
CREATE OR ALTER VIEW kpi.phase_spine_week
AS
SELECT
    p.phase_id,
    c.week_start_date,
    c.week_end_date,
    as_of_date = CASE WHEN c.week_start_date = r.week_start_date THEN r.as_of_date ELSE c.week_end_date END,
    is_outlook = CAST(CASE WHEN c.week_start_date > r.week_start_date THEN 1 ELSE 0 END AS bit),
    p.bac_amount,
    p.ev_method,
    schedule_baseline = COALESCE(p.schedule_baseline, CASE
        WHEN p.baseline_end_date >= p.baseline_start_date THEN N'calendar'
        WHEN e.planned_hours > 0 THEN N'plan'
    END),
    p.baseline_start_date,
    p.baseline_end_date,
    planned_hours = CASE WHEN e.planned_hours > 0 THEN e.planned_hours END,
    e.first_work_date,
    e.estimated_days,
    week_hours = COALESCE(f.hours, 0),
    week_billable_hours = COALESCE(f.billable_hours, 0),
    week_ac_amount = COALESCE(f.ac_amount, 0),
    week_surcharge_amount = COALESCE(f.surcharge_amount, 0),
    week_extracted_amount = COALESCE(f.extracted_amount, 0),
    week_planned_hours = COALESCE(f.planned_hours, 0)
FROM core.phases AS p
CROSS JOIN ops.reporting_date AS r
LEFT JOIN (
    SELECT n.phase_id, first_week_start_date = MIN(n.week_start_date)
    FROM core.phase_fact_week AS n
    GROUP BY n.phase_id
) AS n
    ON n.phase_id = p.phase_id
LEFT JOIN core.calendar AS b
    ON b.calendar_date = p.baseline_start_date
INNER JOIN core.calendar AS c
    ON c.calendar_date = c.week_start_date
    AND c.week_start_date <= DATEADD(DAY, 182, r.week_start_date)
    AND (c.week_start_date >= b.week_start_date OR c.week_start_date >= n.first_week_start_date)
LEFT JOIN core.phase_estimate AS e
    ON e.phase_id = p.phase_id
LEFT JOIN core.phase_fact_week AS f
    ON f.phase_id = p.phase_id
    AND f.week_start_date = c.week_start_date
WHERE p.is_deleted = 0;
GO
