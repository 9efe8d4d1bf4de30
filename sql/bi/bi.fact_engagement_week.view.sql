SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_engagement_week
Purpose: How does each engagement stand at the end of each week?
Grain:   one row per engagement_key, currency_key and week_start_date up to the reporting date's week
Units:   hours and amounts to date in currency: add them over engagements, never over weeks (is_current marks the last week); each ratio is one part over another, see powerbi/CONTRACT.md; last_N_weeks_* cover the N weeks that end with the row
Source:  DESIGN section 5.
Reads:   kpi.health_week (engagements), core.engagements, bi.dim_currency, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_engagement_week
AS
SELECT
    date_key = CAST(YEAR(m.week_start_date) * 10000 + MONTH(m.week_start_date) * 100 + DAY(m.week_start_date) AS int),
    m.week_start_date,
    m.as_of_date,
    m.is_current,
    engagement_key = m.rollup_id,
    client_key = g.client_id,
    practice_key = COALESCE(g.practice_id, 0),
    currency_key = COALESCE(u.currency_key, 0),
    m.currency,
    phase_count = CAST(m.phase_count AS int),
    open_phase_count = CAST(m.open_phase_count AS int),
    hours = CAST(m.hours AS decimal(15,2)),
    billable_hours = CAST(m.billable_hours AS decimal(15,2)),
    m.bac_amount,
    m.ac_amount,
    unbudgeted_ac_amount = CAST(m.unbudgeted_ac_amount AS decimal(19,4)),
    m.surcharge_amount,
    m.extracted_amount,
    m.budgeted_ac_amount,
    m.budgeted_ev_amount,
    m.budgeted_extracted_amount,
    m.scheduled_bac_amount,
    m.scheduled_ev_amount,
    m.pv_amount,
    m.earned_ac_amount,
    m.ev_amount,
    schedule_baseline = CAST(m.schedule_baseline AS nvarchar(20)),
    ev_method = CAST(m.ev_method AS nvarchar(20)),
    m.schedule_ratio,
    m.burn,
    m.vec,
    budget_reason = CAST(m.budget_reason AS nvarchar(200)),
    m.spi,
    spi_reason = CAST(m.spi_reason AS nvarchar(200)),
    m.cpi,
    cpi_reason = CAST(m.cpi_reason AS nvarchar(200)),
    sv_amount = CAST(m.sv_amount AS decimal(19,4)),
    cv_amount = CAST(m.cv_amount AS decimal(19,4)),
    m.eac_amount,
    etc_amount = CAST(m.etc_amount AS decimal(19,4)),
    vac_amount = CAST(m.vac_amount AS decimal(19,4)),
    m.tcpi,
    health = CAST(m.health AS nvarchar(20)),
    health_reason = CAST(m.health_reason AS nvarchar(200)),
    health_sentence = CAST(m.health_sentence AS nvarchar(400)),
    m.last_4_weeks_hours,
    m.last_13_weeks_hours,
    m.last_4_weeks_ac_amount,
    m.last_13_weeks_ac_amount,
    m.last_4_weeks_budgeted_amount,
    m.last_13_weeks_budgeted_amount,
    m.last_4_weeks_extracted_amount,
    m.last_13_weeks_extracted_amount,
    m.last_4_weeks_pv_amount,
    m.last_13_weeks_pv_amount,
    m.last_4_weeks_ev_amount,
    m.last_13_weeks_ev_amount,
    m.last_4_weeks_burn,
    m.last_13_weeks_burn,
    m.last_4_weeks_vec,
    m.last_13_weeks_vec,
    m.last_4_weeks_spi,
    m.last_13_weeks_spi,
    m.batch_id,
    s.changed_at_utc
FROM kpi.health_week AS m
INNER JOIN core.engagements AS g
    ON g.engagement_id = m.rollup_id
LEFT JOIN bi.dim_currency AS u
    ON u.currency = m.currency
CROSS JOIN ops.data_state AS s
WHERE m.rollup_name = N'engagement';
GO
