/*
Object:  kpi.phase_history_week, refresh
Purpose: Keep the parts of every phase and week as they are now: a late timesheet or report changes all weeks after it.
Units:   etl.weekly_facts binds the batch
Reads:   kpi.phase_part_week, ops.reporting_date.   Read by: etl.weekly_facts.
*/
DELETE FROM kpi.phase_history_week WHERE 1 = 1;
GO

INSERT INTO kpi.phase_history_week (
    phase_id, engagement_id, client_id, practice_id, currency, week_start_date, as_of_date, is_current, is_open,
    schedule_baseline, schedule_ratio, schedule_reason, ev_method, bac_amount, hours, billable_hours, ac_amount,
    surcharge_amount, extracted_amount, pv_amount, ev_amount, last_4_weeks_hours, last_13_weeks_hours,
    last_4_weeks_ac_amount, last_13_weeks_ac_amount, last_4_weeks_extracted_amount, last_13_weeks_extracted_amount,
    last_4_weeks_pv_amount, last_13_weeks_pv_amount, last_4_weeks_ev_amount, last_13_weeks_ev_amount, batch_id
)
SELECT
    p.phase_id,
    p.engagement_id,
    p.client_id,
    p.practice_id,
    p.currency,
    p.week_start_date,
    p.as_of_date,
    CAST(CASE WHEN p.week_start_date = r.week_start_date THEN 1 ELSE 0 END AS bit),
    p.is_open,
    p.schedule_baseline,
    p.schedule_ratio,
    p.schedule_reason,
    p.ev_method,
    p.bac_amount,
    p.hours,
    p.billable_hours,
    p.ac_amount,
    p.surcharge_amount,
    p.extracted_amount,
    p.pv_amount,
    p.ev_amount,
    p.last_4_weeks_hours,
    p.last_13_weeks_hours,
    p.last_4_weeks_ac_amount,
    p.last_13_weeks_ac_amount,
    p.last_4_weeks_extracted_amount,
    p.last_13_weeks_extracted_amount,
    p.last_4_weeks_pv_amount,
    p.last_13_weeks_pv_amount,
    p.last_4_weeks_ev_amount,
    p.last_13_weeks_ev_amount,
    CAST(@batch_id AS int)
FROM kpi.phase_part_week AS p
CROSS JOIN ops.reporting_date AS r;
GO
