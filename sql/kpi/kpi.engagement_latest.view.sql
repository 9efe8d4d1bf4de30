SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.engagement_latest
Purpose: How does each engagement stand at the reporting date?
Grain:   as kpi.engagement_week, the week of the reporting date alone
Units:   as kpi.engagement_week
Reads:   kpi.engagement_week.   Read by: dashboard, optimizer.
*/
CREATE OR ALTER VIEW kpi.engagement_latest
AS
SELECT
    w.engagement_id,
    w.client_id,
    w.practice_id,
    w.engagement_source_id,
    w.engagement_name,
    w.client_name,
    w.practice_name,
    w.partner_name,
    w.engagement_status,
    w.currency,
    w.week_start_date,
    w.is_current,
    w.as_of_date,
    w.phase_count,
    w.open_phase_count,
    w.hours,
    w.billable_hours,
    w.bac_amount,
    w.ac_amount,
    w.unbudgeted_ac_amount,
    w.surcharge_amount,
    w.extracted_amount,
    w.schedule_baseline,
    w.schedule_ratio,
    w.pv_amount,
    w.ev_method,
    w.ev_amount,
    w.burn,
    w.vec,
    w.budget_reason,
    w.spi,
    w.spi_reason,
    w.cpi,
    w.cpi_reason,
    w.sv_amount,
    w.cv_amount,
    w.eac_amount,
    w.etc_amount,
    w.vac_amount,
    w.tcpi,
    w.health,
    w.health_reason,
    w.health_sentence,
    w.last_4_weeks_hours,
    w.last_13_weeks_hours,
    w.last_4_weeks_ac_amount,
    w.last_13_weeks_ac_amount,
    w.last_4_weeks_burn,
    w.last_13_weeks_burn,
    w.last_4_weeks_vec,
    w.last_13_weeks_vec,
    w.last_4_weeks_spi,
    w.last_13_weeks_spi
FROM kpi.engagement_week AS w
WHERE w.is_current = 1;
GO
