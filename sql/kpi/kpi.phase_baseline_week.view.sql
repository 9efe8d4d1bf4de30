SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_baseline_week
Purpose: Which part of each phase should be done by the end of each week, past and to come, and what is it worth?
Grain:   one row per phase_id, week_start_date and schedule_baseline (calendar, plan, estimate); is_chosen marks the phase's own
Units:   schedule_ratio 0 to 1; pv_amount = BAC * schedule % from unrounded days or hours; NULL where the source gives none
Source:  001 appendix 4; DESIGN section 5, "schedule %" and PV. This is the one place of the schedule formula.
Reads:   kpi.phase_ev_week.   Read by: kpi.phase_part_week, kpi.phase_schedule_week, kpi.phase_outlook_week.
*/
CREATE OR ALTER VIEW kpi.phase_baseline_week
AS
SELECT
    s.phase_id,
    s.week_start_date,
    s.as_of_date,
    s.is_outlook,
    s.schedule_baseline,
    s.chosen_baseline,
    s.is_chosen,
    s.bac_amount,
    schedule_ratio = CAST(CAST(s.elapsed AS decimal(19,6)) / NULLIF(CAST(s.total AS decimal(19,6)), 0) AS decimal(19,6)),
    pv_amount = CAST(CAST(s.elapsed_amount AS decimal(19,4)) / NULLIF(CAST(s.total AS decimal(19,6)), 0) AS decimal(19,4)),
    schedule_reason = CASE
        WHEN s.total > 0 THEN NULL
        WHEN s.chosen_baseline IS NULL THEN N'The phase has neither baseline dates nor planned hours.'
        WHEN s.schedule_baseline = N'calendar' THEN N'The phase has no baseline dates.'
        WHEN s.schedule_baseline = N'plan' THEN N'The phase has no planned hours.'
        ELSE N'An estimate needs a budget, planned hours and a first day of work.'
    END,
    s.hours,
    s.billable_hours,
    s.ac_amount,
    s.surcharge_amount,
    s.extracted_amount,
    s.ev_method,
    s.ev_amount
FROM (
    SELECT
        e.phase_id,
        e.week_start_date,
        e.as_of_date,
        e.is_outlook,
        e.schedule_baseline,
        e.chosen_baseline,
        e.is_chosen,
        e.bac_amount,
        e.elapsed,
        e.total,
        elapsed_amount = CAST(e.bac_amount * e.elapsed AS decimal(19,4)),
        e.hours,
        e.billable_hours,
        e.ac_amount,
        e.surcharge_amount,
        e.extracted_amount,
        e.ev_method,
        e.ev_amount
    FROM (
        SELECT
            t.phase_id,
            t.week_start_date,
            t.as_of_date,
            t.is_outlook,
            b.schedule_baseline,
            chosen_baseline = t.schedule_baseline,
            is_chosen = CAST(CASE WHEN b.schedule_baseline = COALESCE(t.schedule_baseline, N'calendar') THEN 1 ELSE 0 END AS bit),
            t.bac_amount,
            elapsed = CAST(CASE b.schedule_baseline
                WHEN N'calendar' THEN t.calendar_elapsed
                WHEN N'plan' THEN t.plan_elapsed
                ELSE t.estimate_elapsed
            END AS decimal(15,6)),
            total = CAST(CASE b.schedule_baseline
                WHEN N'calendar' THEN t.calendar_total
                WHEN N'plan' THEN t.plan_total
                ELSE t.estimate_total
            END AS decimal(15,6)),
            t.hours,
            t.billable_hours,
            t.ac_amount,
            t.surcharge_amount,
            t.extracted_amount,
            t.ev_method,
            t.ev_amount
        FROM kpi.phase_ev_week AS t
        CROSS JOIN (
            VALUES
                (N'calendar' COLLATE Latin1_General_BIN2), -- compared with a column; the database's own may differ
                (N'plan' COLLATE Latin1_General_BIN2),
                (N'estimate' COLLATE Latin1_General_BIN2)
        ) AS b (schedule_baseline)
    ) AS e
) AS s;
GO
