SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.phase_latest
Purpose: How does each phase stand at the reporting date?
Grain:   as kpi.phase_week, the week of the reporting date alone
Units:   as kpi.phase_week
Reads:   kpi.phase_week.   Read by: dashboard, optimizer.
*/
CREATE OR ALTER VIEW kpi.phase_latest
AS
SELECT
    w.phase_id,
    w.engagement_id,
    w.client_id,
    w.practice_id,
    w.engagement_source_id,
    w.phase_source_id,
    w.engagement_name,
    w.phase_name,
    w.currency,
    w.week_start_date,
    w.is_current,
    w.as_of_date,
    w.is_open,
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
FROM kpi.phase_week AS w
WHERE w.is_current = 1;
GO
