SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_to_date_week
Purpose: What has each phase consumed by the end of each week, and how far should it be by each baseline?
Grain:   as kpi.phase_spine_week
Units:   hours and amounts are cumulative to as_of_date; *_elapsed and *_total are days (calendar, estimate) or planned hours
         (plan), 0 <= elapsed <= total, NULL where the source gives none
Source:  001 appendix 4; DESIGN section 5, "schedule %".   Reads: kpi.phase_spine_week.
Read by: kpi.phase_ev_week.
*/
CREATE OR ALTER VIEW kpi.phase_to_date_week
AS
SELECT
    w.phase_id,
    w.week_start_date,
    w.as_of_date,
    w.is_outlook,
    w.bac_amount,
    w.ev_method,
    w.schedule_baseline,
    calendar_elapsed = CASE
        WHEN w.as_of_date <= w.baseline_start_date THEN 0
        WHEN w.as_of_date < w.baseline_end_date THEN DATEDIFF(DAY, w.baseline_start_date, w.as_of_date)
        WHEN w.baseline_start_date < w.baseline_end_date THEN DATEDIFF(DAY, w.baseline_start_date, w.baseline_end_date)
        WHEN w.baseline_start_date = w.baseline_end_date THEN 1
    END,
    calendar_total = CASE
        WHEN w.baseline_start_date < w.baseline_end_date THEN DATEDIFF(DAY, w.baseline_start_date, w.baseline_end_date)
        WHEN w.baseline_start_date = w.baseline_end_date THEN 1
    END,
    plan_elapsed = CAST(
        CAST(
            SUM(w.week_planned_hours) OVER (PARTITION BY w.phase_id ORDER BY w.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(13,2)
        ) - CASE WHEN w.as_of_date < w.week_end_date THEN w.week_planned_hours ELSE 0 END AS decimal(13,2)
    ),
    plan_total = CAST(w.planned_hours AS decimal(13,2)),
    estimate_elapsed = CAST(CASE
        WHEN w.as_of_date <= w.first_work_date THEN 0
        WHEN DATEDIFF(DAY, w.first_work_date, w.as_of_date) >= w.estimated_days THEN w.estimated_days
        ELSE DATEDIFF(DAY, w.first_work_date, w.as_of_date)
    END AS decimal(19,6)),
    estimate_total = CAST(w.estimated_days AS decimal(19,6)),
    hours = CAST(
        SUM(w.week_hours) OVER (PARTITION BY w.phase_id ORDER BY w.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(13,2)
    ),
    billable_hours = CAST(
        SUM(w.week_billable_hours) OVER (PARTITION BY w.phase_id ORDER BY w.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(13,2)
    ),
    ac_amount = CAST(
        SUM(w.week_ac_amount) OVER (PARTITION BY w.phase_id ORDER BY w.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(19,4)
    ),
    surcharge_amount = CAST(
        SUM(w.week_surcharge_amount) OVER (PARTITION BY w.phase_id ORDER BY w.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(19,4)
    ),
    extracted_amount = CAST(
        SUM(w.week_extracted_amount) OVER (PARTITION BY w.phase_id ORDER BY w.week_start_date ROWS UNBOUNDED PRECEDING) AS decimal(19,6)
    )
FROM kpi.phase_spine_week AS w;
GO
