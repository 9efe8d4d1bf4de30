SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_outlook_week
Purpose: Which part of each phase is due by the end of each of the next 26 weeks, and what is it worth?
Grain:   one row per phase_id and week_start_date after the reporting date's week
Units:   schedule_ratio 0 to 1 and pv_amount at the Sunday that ends the week, by the phase's own baseline
Source:  as kpi.phase_schedule_week.   Reads: kpi.phase_baseline_week.   Read by: optimizer, dashboard.
*/
CREATE OR ALTER VIEW kpi.phase_outlook_week
AS
SELECT
    b.phase_id,
    p.engagement_id,
    g.engagement_source_id,
    p.phase_source_id,
    b.week_start_date,
    b.as_of_date,
    schedule_baseline = b.chosen_baseline,
    b.schedule_ratio,
    b.bac_amount,
    b.pv_amount,
    b.schedule_reason
FROM kpi.phase_baseline_week AS b
INNER JOIN core.phases AS p
    ON p.phase_id = b.phase_id
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
WHERE b.is_chosen = 1 AND b.is_outlook = 1 AND g.is_deleted = 0;
GO
