SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.valued_week
Purpose: What did the billable hours of each week cost the client, and what is their standard value?
Grain:   one row per phase, employee, week of work and week of recognition, billable and with a standard rate
Units:   actual_value_amount is the price without surcharge; ids are 0 where unknown
Reads:   core.timesheet_week, core.phases, core.engagements, core.employees, ops.kpi_parameter.   Read by: kpi.rate_realization.
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
    actual_value_amount = CAST(t.ac_amount - t.surcharge_amount * k.ac_includes_surcharge AS decimal(19,4)),
    t.standard_value_amount
FROM core.timesheet_week AS t
INNER JOIN core.phases AS p
    ON p.phase_id = t.phase_id
INNER JOIN core.engagements AS g
    ON g.engagement_id = p.engagement_id
INNER JOIN core.employees AS e
    ON e.employee_id = t.employee_id
CROSS JOIN ops.kpi_parameter AS k
WHERE t.is_billable = 1 AND t.standard_value_amount IS NOT NULL;
GO
