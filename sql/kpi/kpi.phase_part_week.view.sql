SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_part_week
Purpose: The additive parts of every KPI of a phase: to date, and over the last 4 and 13 weeks.
Grain:   one row per phase_id and week_start_date up to the reporting date
Units:   amounts and hours to date; last_N_weeks_* is the growth since N weeks earlier; is_open says whether the phase is sold
         and not ended before the week
Source:  DESIGN section 5.   Reads: kpi.phase_baseline_week, core.phases, core.engagements.   Read by: kpi.phase_history_week.refresh.
*/
CREATE OR ALTER VIEW kpi.phase_part_week
AS
SELECT
    p.phase_id,
    p.engagement_id,
    g.client_id,
    g.practice_id,
    p.currency,
    b.week_start_date,
    b.as_of_date,
    is_open = CAST(CASE
        WHEN g.engagement_status = N'pipeline' THEN 0
        WHEN COALESCE(p.actual_end_date, g.actual_end_date, b.week_start_date) < b.week_start_date THEN 0
        WHEN g.engagement_status IN (N'completed', N'canceled')
            AND COALESCE(p.actual_end_date, g.actual_end_date, g.end_date, CAST('1900-01-01' AS date)) < b.week_start_date THEN 0
        ELSE 1
    END AS bit),
    schedule_baseline = b.chosen_baseline,
    b.schedule_ratio,
    b.schedule_reason,
    b.ev_method,
    b.bac_amount,
    b.hours,
    b.billable_hours,
    b.ac_amount,
    b.surcharge_amount,
    b.extracted_amount,
    b.pv_amount,
    b.ev_amount,
    last_4_weeks_hours = CAST(
        b.hours - COALESCE(LAG(b.hours, 4) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(13,2)
    ),
    last_13_weeks_hours = CAST(
        b.hours - COALESCE(LAG(b.hours, 13) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(13,2)
    ),
    last_4_weeks_ac_amount = CAST(
        b.ac_amount - COALESCE(LAG(b.ac_amount, 4) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,4)
    ),
    last_13_weeks_ac_amount = CAST(
        b.ac_amount - COALESCE(LAG(b.ac_amount, 13) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,4)
    ),
    last_4_weeks_extracted_amount = CAST(
        b.extracted_amount - COALESCE(LAG(b.extracted_amount, 4) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,6)
    ),
    last_13_weeks_extracted_amount = CAST(
        b.extracted_amount - COALESCE(LAG(b.extracted_amount, 13) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,6)
    ),
    last_4_weeks_pv_amount = CAST(
        b.pv_amount - COALESCE(LAG(b.pv_amount, 4) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,4)
    ),
    last_13_weeks_pv_amount = CAST(
        b.pv_amount - COALESCE(LAG(b.pv_amount, 13) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,4)
    ),
    last_4_weeks_ev_amount = CAST(
        b.ev_amount - COALESCE(LAG(b.ev_amount, 4) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,4)
    ),
    last_13_weeks_ev_amount = CAST(
        b.ev_amount - COALESCE(LAG(b.ev_amount, 13) OVER (PARTITION BY b.phase_id ORDER BY b.week_start_date), 0) AS decimal(19,4)
    )
FROM kpi.phase_baseline_week AS b
INNER JOIN core.phases AS p
    ON p.phase_id = b.phase_id
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
WHERE b.is_chosen = 1 AND b.is_outlook = 0 AND g.is_deleted = 0;
GO
