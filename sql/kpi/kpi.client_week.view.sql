SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.client_week
Purpose: How does the work for each client stand at the end of each week?
Grain:   one row per client_id, currency and week_start_date
Units:   hours and amounts to date in currency; ratios are 0-1 but for spi, cpi, vec, burn, tcpi; NULL when undefined, see *_reason;
         last_N_weeks_* cover the N weeks that end with the row
Source:  001 Key Metrics Derivation; DESIGN section 5.   Reads: kpi.health_week.
Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.client_week
AS
SELECT
    client_id = m.rollup_id,
    c.client_source_id,
    c.client_name,
    m.currency,
    m.week_start_date,
    m.is_current,
    m.as_of_date,
    m.phase_count,
    m.open_phase_count,
    m.hours,
    m.billable_hours,
    m.bac_amount,
    m.ac_amount,
    m.unbudgeted_ac_amount,
    m.surcharge_amount,
    m.extracted_amount,
    m.schedule_baseline,
    m.schedule_ratio,
    m.pv_amount,
    m.ev_method,
    m.ev_amount,
    m.burn,
    m.vec,
    m.budget_reason,
    m.spi,
    m.spi_reason,
    m.cpi,
    m.cpi_reason,
    m.sv_amount,
    m.cv_amount,
    m.eac_amount,
    m.etc_amount,
    m.vac_amount,
    m.tcpi,
    m.health,
    m.health_reason,
    m.health_sentence,
    m.last_4_weeks_hours,
    m.last_13_weeks_hours,
    m.last_4_weeks_ac_amount,
    m.last_13_weeks_ac_amount,
    m.last_4_weeks_burn,
    m.last_13_weeks_burn,
    m.last_4_weeks_vec,
    m.last_13_weeks_vec,
    m.last_4_weeks_spi,
    m.last_13_weeks_spi
FROM kpi.health_week AS m
INNER JOIN core.clients AS c
    ON c.client_id = m.rollup_id
WHERE m.rollup_name = N'client';
GO
