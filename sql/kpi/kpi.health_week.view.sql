SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.health_week
Purpose: Every measure at every level of summation, with the health cell that VEC and burn fall into, and why.
Grain:   as kpi.rollup_week
Units:   *_amount to date; eac_amount = BAC / CPI; health is NULL, with health_reason, before anything is recognized or without a
         budget; "about" is a relative difference within health_tolerance; the sums behind the ratios stand at the end
Source:  001 Interpreting Financial Health (VEC x burn matrix), see docs/decisions/0010; ANSI/EIA-748 for EAC, ETC, VAC.
Reads:   kpi.ratio_week, ops.kpi_parameter.   Read by: kpi.phase_week and the weekly views of every level, bi.fact_phase_week, bi.fact_engagement_week.
*/
CREATE OR ALTER VIEW kpi.health_week
AS
SELECT
    h.rollup_name,
    h.rollup_id,
    h.currency,
    h.week_start_date,
    h.is_current,
    h.as_of_date,
    h.phase_count,
    h.open_phase_count,
    h.hours,
    h.billable_hours,
    h.bac_amount,
    h.ac_amount,
    h.unbudgeted_ac_amount,
    h.surcharge_amount,
    h.extracted_amount,
    h.schedule_baseline,
    h.schedule_ratio,
    h.pv_amount,
    h.ev_method,
    h.ev_amount,
    h.burn,
    h.vec,
    h.budget_reason,
    h.spi,
    h.spi_reason,
    h.cpi,
    h.cpi_reason,
    h.sv_amount,
    h.cv_amount,
    h.eac_amount,
    etc_amount = h.eac_amount - h.budgeted_ac_amount,
    vac_amount = h.bac_amount - h.eac_amount,
    h.tcpi,
    health = CASE
        WHEN h.value_side IS NULL THEN NULL
        WHEN h.budget_side = N'over' AND h.value_side = N'above' THEN N'Ambiguous'
        WHEN h.budget_side = N'over' THEN N'Critical'
        WHEN h.value_side = N'above' THEN N'Excellent'
        WHEN h.value_side = N'about' THEN N'On Track'
        ELSE N'Warning'
    END,
    health_reason = CASE
        WHEN h.burn IS NULL THEN h.budget_reason
        WHEN h.burn < 0 THEN N'Reversals exceed what is recognized.'
        WHEN h.burn = 0 THEN CONCAT(N'Nothing is recognized by ', CAST(h.as_of_date AS nvarchar(10)), N'.')
    END,
    health_sentence = CASE
        WHEN h.value_side IS NOT NULL THEN CONCAT(
            N'VEC ', CAST(CAST(h.vec * 100 AS decimal(15,2)) AS nvarchar(20)), N' % is ', h.value_side,
            N' the burn of ', CAST(CAST(h.burn * 100 AS decimal(15,2)) AS nvarchar(20)),
            N' % (', CAST(CAST(h.health_tolerance * 100 AS decimal(15,2)) AS nvarchar(20)), N' % counts as equal)',
            CASE h.value_side
                WHEN N'above' THEN N': premium rates'
                WHEN N'below' THEN N': discounts, external or new people dilute the value'
                ELSE N': standard rates'
            END,
            CASE h.budget_side
                WHEN N'over' THEN N'; the budget is exceeded.'
                WHEN N'about' THEN N'; the budget is just used up.'
                ELSE N'; the budget holds.'
            END
        )
    END,
    h.last_4_weeks_hours,
    h.last_13_weeks_hours,
    h.last_4_weeks_ac_amount,
    h.last_13_weeks_ac_amount,
    h.last_4_weeks_burn,
    h.last_13_weeks_burn,
    h.last_4_weeks_vec,
    h.last_13_weeks_vec,
    h.last_4_weeks_spi,
    h.last_13_weeks_spi,
    h.budgeted_ac_amount,
    h.scheduled_bac_amount,
    h.scheduled_ev_amount,
    h.earned_ac_amount,
    h.budgeted_ev_amount,
    h.budgeted_extracted_amount,
    h.last_4_weeks_budgeted_amount,
    h.last_13_weeks_budgeted_amount,
    h.last_4_weeks_extracted_amount,
    h.last_13_weeks_extracted_amount,
    h.last_4_weeks_pv_amount,
    h.last_13_weeks_pv_amount,
    h.last_4_weeks_ev_amount,
    h.last_13_weeks_ev_amount,
    h.batch_id
FROM (
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
        r.unbudgeted_ac_amount,
        r.schedule_ratio,
        r.burn,
        r.vec,
        r.budget_reason,
        r.spi,
        r.spi_reason,
        r.cpi,
        r.cpi_reason,
        r.sv_amount,
        r.cv_amount,
        r.tcpi,
        r.last_4_weeks_hours,
        r.last_13_weeks_hours,
        r.last_4_weeks_ac_amount,
        r.last_13_weeks_ac_amount,
        r.last_4_weeks_burn,
        r.last_13_weeks_burn,
        r.last_4_weeks_vec,
        r.last_13_weeks_vec,
        r.last_4_weeks_spi,
        r.last_13_weeks_spi,
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
        r.batch_id,
        k.health_tolerance,
        eac_amount = CAST(
            CAST(r.bac_amount AS decimal(19,4)) / NULLIF(CAST(r.cpi AS decimal(19,6)), 0) AS decimal(19,4)
        ),
        value_side = CASE
            WHEN r.burn <= 0 OR r.burn IS NULL THEN NULL
            WHEN r.vec > r.burn * (1 + k.health_tolerance) THEN N'above'
            WHEN r.vec < r.burn * (1 - k.health_tolerance) THEN N'below'
            ELSE N'about'
        END,
        budget_side = CASE
            WHEN r.burn > 1 + k.health_tolerance THEN N'over'
            WHEN r.burn >= 1 - k.health_tolerance THEN N'about'
            ELSE N'within'
        END
    FROM kpi.ratio_week AS r
    CROSS JOIN ops.kpi_parameter AS k
) AS h;
GO
