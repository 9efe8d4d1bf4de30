SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_schedule_week
Purpose: How would each phase's schedule look by each of the three baselines?
Grain:   one row per phase_id, week_start_date and schedule_baseline (calendar, plan, estimate), up to the reporting date
Units:   schedule_ratio 0 to 1; spi = EV / PV by that baseline, NULL without PV; is_chosen marks the baseline of kpi.phase_week
Source:  001 appendix 4; DESIGN section 5, "schedule %".   Reads: kpi.phase_baseline_week.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.phase_schedule_week
AS
SELECT
    b.phase_id,
    p.engagement_id,
    g.engagement_source_id,
    p.phase_source_id,
    b.week_start_date,
    b.as_of_date,
    b.schedule_baseline,
    is_chosen = CAST(CASE WHEN b.schedule_baseline = b.chosen_baseline THEN 1 ELSE 0 END AS bit),
    b.schedule_ratio,
    b.pv_amount,
    b.schedule_reason,
    spi = CAST(
        CAST(b.ev_amount AS decimal(19,4)) / NULLIF(CAST(b.pv_amount AS decimal(19,4)), 0) AS decimal(19,6)
    )
FROM kpi.phase_baseline_week AS b
INNER JOIN core.phases AS p
    ON p.phase_id = b.phase_id
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
WHERE b.is_outlook = 0 AND g.is_deleted = 0;
GO
