SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.open_portfolio_week
Purpose: How does the work that is sold and not ended stand at the end of each week?
Grain:   one row per currency and week_start_date
Units:   hours and amounts to date in currency; ratios are 0-1 but for spi, cpi, vec, burn, tcpi; NULL when undefined, see *_reason;
         last_N_weeks_* cover the N weeks that end with the row
Source:  001 Key Metrics Derivation; DESIGN section 5.   Reads: kpi.health_week.
Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.open_portfolio_week
AS
SELECT
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
WHERE m.rollup_name = N'open_portfolio';
GO
