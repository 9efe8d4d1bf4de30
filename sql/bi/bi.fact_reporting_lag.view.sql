SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_reporting_lag
Purpose: How many days after the work do people hand in their time?
Grain:   one row per employee_key with a timesheet posted by the reporting date
Units:   days and timesheets to the reporting date, additive over people; the mean lag is total_lag_days over timesheet_count; practice and level are the employee's
Source:  001 appendix 3 (time reporting behaviours).
Reads:   kpi.reporting_lag, ops.data_state.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_reporting_lag
AS
SELECT
    date_key = CAST(YEAR(s.as_of_date) * 10000 + MONTH(s.as_of_date) * 100 + DAY(s.as_of_date) AS int),
    employee_key = l.employee_id,
    practice_key = COALESCE(l.practice_id, 0),
    level_key = COALESCE(l.staff_level_id, 0),
    timesheet_count = CAST(l.timesheet_count AS int),
    l.total_lag_days,
    l.mean_lag_days,
    p90_lag_days = CAST(l.p90_lag_days AS int),
    s.as_of_date
FROM kpi.reporting_lag AS l
CROSS JOIN ops.data_state AS s;
GO
