SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_timesheet_week
Purpose: Who worked how many hours on what, at which value, and when was it recognized?
Grain:   one row per phase_key, employee_key, work_week_start_date, week_start_date (of recognition) and is_billable
Units:   hours and amounts of the week in currency, additive over everything; rate realization is actual_value_amount over standard_value_amount, both NULL where the row is left out of it; practice and level are the employee's
Source:  DESIGN section 5.
Reads:   kpi.valued_week, bi.dim_currency, ops.load_batch, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_timesheet_week
AS
SELECT
    date_key = CAST(YEAR(v.week_start_date) * 10000 + MONTH(v.week_start_date) * 100 + DAY(v.week_start_date) AS int),
    v.week_start_date,
    work_date_key = CAST(YEAR(v.work_week_start_date) * 10000 + MONTH(v.work_week_start_date) * 100 + DAY(v.work_week_start_date) AS int),
    v.work_week_start_date,
    s.as_of_date,
    phase_key = v.phase_id,
    engagement_key = v.engagement_id,
    client_key = v.client_id,
    engagement_practice_key = v.engagement_practice_id,
    employee_key = v.employee_id,
    practice_key = v.practice_id,
    level_key = v.staff_level_id,
    currency_key = COALESCE(u.currency_key, 0),
    v.currency,
    v.is_billable,
    v.hours,
    v.billable_hours,
    v.ac_amount,
    v.surcharge_amount,
    v.extracted_amount,
    valued_hours = CAST(v.valued_hours AS decimal(9,2)),
    actual_value_amount = CAST(v.actual_value_amount AS decimal(19,4)),
    standard_value_amount = CAST(v.standard_value_amount AS decimal(19,4)),
    v.timesheet_count,
    v.batch_id,
    changed_at_utc = COALESCE(b.published_at_utc, b.started_at_utc)
FROM kpi.valued_week AS v
INNER JOIN ops.load_batch AS b
    ON b.batch_id = v.batch_id
LEFT JOIN bi.dim_currency AS u
    ON u.currency = v.currency
CROSS JOIN ops.data_state AS s;
GO
