SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.valued_week
Purpose: What did the hours of each week cost the client, and what is their standard value?
Grain:   as core.timesheet_week: one row per phase, employee, week of work, week of recognition and is_billable
Units:   actual_value_amount is the price without surcharge; valued_hours and both values are NULL where rate realization leaves
         the row out: not billable, or without a standard rate; practice and level are the employee's, 0 where unknown
Reads:   core.timesheet_week, core.phases, core.engagements, core.employees, ops.kpi_parameter.
Read by: kpi.rate_realization, bi.fact_timesheet_week.
*/
CREATE OR ALTER VIEW kpi.valued_week
AS
SELECT
    g.client_id,
    g.engagement_id,
    practice_id = COALESCE(e.practice_id, 0),
    staff_level_id = COALESCE(e.staff_level_id, 0),
    p.currency,
    week_start_date = t.recognized_week_start_date,
    t.hours,
    actual_value_amount = CASE
        WHEN t.is_billable = 1 AND t.standard_value_amount IS NOT NULL
            THEN CAST(t.ac_amount - t.surcharge_amount * k.ac_includes_surcharge AS decimal(19,4))
    END,
    standard_value_amount = CASE WHEN t.is_billable = 1 THEN t.standard_value_amount END,
    valued_hours = CASE WHEN t.is_billable = 1 AND t.standard_value_amount IS NOT NULL THEN t.hours END,
    billable_hours = CASE WHEN t.is_billable = 1 THEN t.hours ELSE CAST(0 AS decimal(9,2)) END,
    engagement_practice_id = COALESCE(g.practice_id, 0),
    t.phase_id,
    t.employee_id,
    t.work_week_start_date,
    t.is_billable,
    t.ac_amount,
    t.surcharge_amount,
    t.extracted_amount,
    t.timesheet_count,
    t.batch_id
FROM core.timesheet_week AS t
INNER JOIN core.phases AS p
    ON p.phase_id = t.phase_id
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
INNER JOIN core.employees AS e
    ON e.employee_id = t.employee_id
CROSS JOIN ops.kpi_parameter AS k;
GO
