SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.rollup_week
Purpose: The additive parts, summed over the phases of each engagement, client, practice and of the firm.
Grain:   one row per rollup, rollup_id, currency and week_start_date; rollup is phase, engagement, client, practice, portfolio or
         open_portfolio (open phases alone); rollup_id is 0 for a missing practice and for portfolios
Units:   as kpi.phase_part_week; scheduled_* sums phases that have a PV, budgeted_* phases with a budget above zero, so that
         ratios of sums compare like with like; schedule_baseline and ev_method say "mixed" where phases differ
Source:  DESIGN section 5.   Reads: kpi.phase_history_week.   Read by: kpi.measure_week.
*/
CREATE OR ALTER VIEW kpi.rollup_week
AS
SELECT
    r.rollup_name,
    rollup_id = CASE r.rollup_name
        WHEN N'phase' THEN p.phase_id
        WHEN N'engagement' THEN p.engagement_id
        WHEN N'client' THEN p.client_id
        WHEN N'practice' THEN COALESCE(p.practice_id, 0)
        ELSE 0
    END,
    p.currency,
    p.week_start_date,
    p.is_current,
    as_of_date = MAX(p.as_of_date),
    phase_count = COUNT(*),
    open_phase_count = SUM(CASE WHEN p.is_open = 1 THEN 1 ELSE 0 END),
    schedule_baseline = CASE WHEN MIN(p.schedule_baseline) = MAX(p.schedule_baseline) THEN MIN(p.schedule_baseline) ELSE
        CASE WHEN MIN(p.schedule_baseline) IS NOT NULL THEN N'mixed' END END,
    phase_schedule_ratio = CASE WHEN COUNT(*) = 1 THEN MIN(p.schedule_ratio) END,
    schedule_reason = MIN(p.schedule_reason),
    ev_method = CASE WHEN MIN(p.ev_method) = MAX(p.ev_method) THEN MIN(p.ev_method) ELSE N'mixed' END,
    hours = CAST(SUM(p.hours) AS decimal(15,2)),
    billable_hours = CAST(SUM(p.billable_hours) AS decimal(15,2)),
    bac_amount = CAST(SUM(p.bac_amount) AS decimal(19,4)),
    ac_amount = CAST(SUM(p.ac_amount) AS decimal(19,4)),
    surcharge_amount = CAST(SUM(p.surcharge_amount) AS decimal(19,4)),
    extracted_amount = CAST(SUM(p.extracted_amount) AS decimal(19,6)),
    pv_amount = CAST(SUM(p.pv_amount) AS decimal(19,4)),
    ev_amount = CAST(SUM(p.ev_amount) AS decimal(19,4)),
    scheduled_bac_amount = CAST(SUM(CASE WHEN p.pv_amount IS NOT NULL THEN p.bac_amount END) AS decimal(19,4)),
    scheduled_ev_amount = CAST(SUM(CASE WHEN p.pv_amount IS NOT NULL THEN p.ev_amount END) AS decimal(19,4)),
    earned_ac_amount = CAST(SUM(CASE WHEN p.ev_amount IS NOT NULL THEN p.ac_amount END) AS decimal(19,4)),
    budgeted_ac_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.ac_amount END) AS decimal(19,4)),
    budgeted_ev_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.ev_amount END) AS decimal(19,4)),
    budgeted_extracted_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.extracted_amount END) AS decimal(19,6)),
    last_4_weeks_hours = CAST(SUM(p.last_4_weeks_hours) AS decimal(15,2)),
    last_13_weeks_hours = CAST(SUM(p.last_13_weeks_hours) AS decimal(15,2)),
    last_4_weeks_ac_amount = CAST(SUM(p.last_4_weeks_ac_amount) AS decimal(19,4)),
    last_13_weeks_ac_amount = CAST(SUM(p.last_13_weeks_ac_amount) AS decimal(19,4)),
    last_4_weeks_budgeted_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.last_4_weeks_ac_amount END) AS decimal(19,4)),
    last_13_weeks_budgeted_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.last_13_weeks_ac_amount END) AS decimal(19,4)),
    last_4_weeks_extracted_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.last_4_weeks_extracted_amount END) AS decimal(19,6)),
    last_13_weeks_extracted_amount = CAST(SUM(CASE WHEN p.bac_amount > 0 THEN p.last_13_weeks_extracted_amount END) AS decimal(19,6)),
    last_4_weeks_pv_amount = CAST(SUM(p.last_4_weeks_pv_amount) AS decimal(19,4)),
    last_13_weeks_pv_amount = CAST(SUM(p.last_13_weeks_pv_amount) AS decimal(19,4)),
    last_4_weeks_ev_amount = CAST(SUM(CASE WHEN p.pv_amount IS NOT NULL THEN p.last_4_weeks_ev_amount END) AS decimal(19,4)),
    last_13_weeks_ev_amount = CAST(SUM(CASE WHEN p.pv_amount IS NOT NULL THEN p.last_13_weeks_ev_amount END) AS decimal(19,4)),
    batch_id = MAX(p.batch_id)
FROM kpi.phase_history_week AS p
CROSS JOIN (
    VALUES (N'phase'), (N'engagement'), (N'client'), (N'practice'), (N'portfolio'), (N'open_portfolio')
) AS r (rollup_name)
WHERE r.rollup_name <> N'open_portfolio' OR p.is_open = 1
GROUP BY
    r.rollup_name,
    CASE r.rollup_name
        WHEN N'phase' THEN p.phase_id
        WHEN N'engagement' THEN p.engagement_id
        WHEN N'client' THEN p.client_id
        WHEN N'practice' THEN COALESCE(p.practice_id, 0)
        ELSE 0
    END,
    p.currency,
    p.week_start_date,
    p.is_current;
GO
