SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.timesheet_valued
Purpose: What is each timesheet row worth, at its price and at the standard rate, and when is it recognized?
Grain:   one row per timesheet_id that is not deleted, recognized or not
Units:   *_amount in the engagement's currency; ac_amount adds the surcharge where ac_includes_surcharge is 1; the adjustment
         ratios are d (rate_efficiency), ea (external) and eo (onboarding); extracted_amount = AC * d * ea * eo, by row to 6 decimals
Source:  001 Value Extraction Coefficient; DESIGN section 5.   Reads: core.timesheet_terms, core.rate_card_days, core.engagement_rate_days,
         core.modal_rate.   Read by: core.timesheet_week.refresh.
*/
CREATE OR ALTER VIEW core.timesheet_valued
AS
SELECT
    v.timesheet_id,
    v.phase_id,
    v.engagement_id,
    v.employee_id,
    v.practice_id,
    v.staff_level_id,
    v.work_date,
    v.entry_date,
    v.posting_date,
    v.recognized_date,
    v.hours,
    v.charge_out_rate_per_hour,
    v.surcharge_amount,
    v.ac_amount,
    v.is_billable,
    v.is_external,
    v.is_new,
    v.standard_rate_per_hour,
    v.standard_rate_source,
    is_standard_rate_estimated = CAST(CASE WHEN v.standard_rate_source IN (N'rate_card', N'engagement_rate') THEN 0 ELSE 1 END AS bit),
    rate_efficiency_ratio = CAST(
        CAST(v.charge_out_rate_per_hour AS decimal(19,4)) / NULLIF(CAST(v.standard_rate_per_hour AS decimal(19,4)), 0) AS decimal(19,6)
    ),
    v.external_ratio,
    v.onboarding_ratio,
    standard_value_amount = CAST(v.hours * CAST(v.standard_rate_per_hour AS decimal(13,4)) AS decimal(19,4)),
    extracted_amount = CASE
        WHEN v.standard_rate_per_hour IS NULL THEN v.adjusted_amount
        ELSE CAST(
            CAST(v.adjusted_rate_amount AS decimal(19,6)) / NULLIF(CAST(v.standard_rate_per_hour AS decimal(19,4)), 0) AS decimal(19,6)
        )
    END
FROM (
    SELECT
        f.timesheet_id,
        f.phase_id,
        f.engagement_id,
        f.employee_id,
        f.practice_id,
        f.staff_level_id,
        f.work_date,
        f.entry_date,
        f.posting_date,
        f.recognized_date,
        f.hours,
        f.charge_out_rate_per_hour,
        f.surcharge_amount,
        f.ac_amount,
        f.is_billable,
        f.is_external,
        f.is_new,
        f.external_ratio,
        f.onboarding_ratio,
        adjusted_amount = CAST(
            CAST(f.ac_amount AS decimal(19,4)) * CAST(f.external_ratio * f.onboarding_ratio AS decimal(7,6)) AS decimal(19,6)
        ),
        adjusted_rate_amount = CAST(
            CAST(
                CAST(f.ac_amount AS decimal(19,4)) * CAST(f.external_ratio * f.onboarding_ratio AS decimal(7,6)) AS decimal(25,10)
            ) * CAST(f.charge_out_rate_per_hour AS decimal(11,4)) AS decimal(19,6)
        ),
        standard_rate_per_hour = COALESCE(c.standard_rate_per_hour, g.standard_rate_per_hour, m.modal_rate_per_hour),
        standard_rate_source = CASE
            WHEN c.standard_rate_per_hour IS NOT NULL THEN N'rate_card'
            WHEN g.standard_rate_per_hour IS NOT NULL THEN N'engagement_rate'
            WHEN m.modal_rate_per_hour IS NOT NULL THEN N'modal_rate'
            ELSE N'none'
        END
    FROM core.timesheet_terms AS f
    LEFT JOIN core.rate_card_days AS c
        ON c.practice_id = f.practice_id
        AND c.staff_level_id = f.staff_level_id
        AND f.work_date >= c.from_date
        AND f.work_date < c.before_date
    LEFT JOIN core.engagement_rate_days AS g
        ON g.engagement_id = f.engagement_id
        AND g.employee_id = f.employee_id
        AND f.work_date >= g.from_date
        AND f.work_date < g.before_date
    LEFT JOIN core.modal_rate AS m
        ON m.engagement_id = f.engagement_id
        AND m.employee_id = f.employee_id
) AS v;
GO
