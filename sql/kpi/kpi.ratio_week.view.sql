SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.ratio_week
Purpose: The ratios of earned value and value extraction, each formula once for every level of summation.
Grain:   as kpi.rollup_week
Units:   burn, vec, spi, cpi, tcpi are ratios of sums, NULL when undefined, and *_reason then says why; last_N_weeks_* likewise
         over the growth of N weeks (burn and vec as a share of the whole budget)
Source:  001 Key Metrics Derivation; ANSI/EIA-748 for SPI, CPI, SV, CV, TCPI.   Reads: kpi.rollup_week.
Read by: kpi.health_week.
*/
CREATE OR ALTER VIEW kpi.ratio_week
AS
SELECT
    r.rollup_name,
    r.rollup_id,
    r.currency,
    r.week_start_date,
    r.is_current,
    r.as_of_date,
    r.phase_count,
    r.open_phase_count,
    r.hours,
    r.billable_hours,
    r.bac_amount,
    r.ac_amount,
    r.surcharge_amount,
    r.extracted_amount,
    r.schedule_baseline,
    r.pv_amount,
    r.ev_method,
    r.ev_amount,
    r.budgeted_ac_amount,
    unbudgeted_ac_amount = r.ac_amount - COALESCE(r.budgeted_ac_amount, 0),
    schedule_ratio = CAST(
        COALESCE(r.phase_schedule_ratio, CAST(
            CAST(r.pv_amount AS decimal(19,4)) / NULLIF(CAST(r.scheduled_bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
        )) AS decimal(19,6)
    ),
    burn = CAST(
        CAST(r.budgeted_ac_amount AS decimal(19,4)) / NULLIF(CAST(r.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    vec = CAST(
        CAST(r.budgeted_extracted_amount AS decimal(19,6)) / NULLIF(CAST(r.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    budget_reason = CASE WHEN r.bac_amount > 0 THEN NULL ELSE N'No budget at completion (BAC) above zero is known.' END,
    spi = CAST(
        CAST(r.scheduled_ev_amount AS decimal(19,4)) / NULLIF(CAST(r.pv_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    spi_reason = CASE
        WHEN r.pv_amount <> 0 THEN NULL
        WHEN r.pv_amount = 0 AND r.bac_amount > 0 THEN CONCAT(N'Nothing was due by ', CAST(r.as_of_date AS nvarchar(10)), N'.')
        ELSE COALESCE(r.schedule_reason, N'No budget at completion (BAC) above zero is known.')
    END,
    cpi = CAST(
        CAST(r.ev_amount AS decimal(19,4)) / NULLIF(CAST(r.earned_ac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    cpi_reason = CASE
        WHEN r.earned_ac_amount <> 0 THEN NULL
        WHEN r.earned_ac_amount = 0 THEN CONCAT(N'No cost is recognized by ', CAST(r.as_of_date AS nvarchar(10)), N'.')
        ELSE N'No earned value is known.'
    END,
    sv_amount = r.scheduled_ev_amount - r.pv_amount,
    cv_amount = r.ev_amount - r.earned_ac_amount,
    tcpi = CAST(
        CAST(r.bac_amount - r.budgeted_ev_amount AS decimal(19,4))
        / NULLIF(CAST(r.bac_amount - r.budgeted_ac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    r.last_4_weeks_hours,
    r.last_13_weeks_hours,
    r.last_4_weeks_ac_amount,
    r.last_13_weeks_ac_amount,
    last_4_weeks_burn = CAST(
        CAST(r.last_4_weeks_budgeted_amount AS decimal(19,4)) / NULLIF(CAST(r.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    last_13_weeks_burn = CAST(
        CAST(r.last_13_weeks_budgeted_amount AS decimal(19,4)) / NULLIF(CAST(r.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    last_4_weeks_vec = CAST(
        CAST(r.last_4_weeks_extracted_amount AS decimal(19,6)) / NULLIF(CAST(r.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    last_13_weeks_vec = CAST(
        CAST(r.last_13_weeks_extracted_amount AS decimal(19,6)) / NULLIF(CAST(r.bac_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    last_4_weeks_spi = CAST(
        CAST(r.last_4_weeks_ev_amount AS decimal(19,4)) / NULLIF(CAST(r.last_4_weeks_pv_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    last_13_weeks_spi = CAST(
        CAST(r.last_13_weeks_ev_amount AS decimal(19,4)) / NULLIF(CAST(r.last_13_weeks_pv_amount AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    r.scheduled_bac_amount,
    r.scheduled_ev_amount,
    r.earned_ac_amount,
    r.budgeted_ev_amount,
    r.budgeted_extracted_amount,
    r.last_4_weeks_budgeted_amount,
    r.last_13_weeks_budgeted_amount,
    r.last_4_weeks_extracted_amount,
    r.last_13_weeks_extracted_amount,
    r.last_4_weeks_pv_amount,
    r.last_13_weeks_pv_amount,
    r.last_4_weeks_ev_amount,
    r.last_13_weeks_ev_amount,
    r.batch_id
FROM kpi.rollup_week AS r;
GO
