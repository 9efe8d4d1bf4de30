SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_budget_allocation
Purpose: Who works for which initiative, month by month, by the last published plan? Cost is in bi.fact_initiative_month, so that nobody's pay shows.
Grain:   one row per employee_key, initiative_key and month_start_date
Units:   man_months: the part of the employee's month, additive; practice and level are the employee's
Source:  BUDGET A.
Reads:   pred.latest_budget_allocation, core.employees.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_budget_allocation
AS
SELECT
    date_key = CAST(YEAR(a.month_start_date) * 10000 + MONTH(a.month_start_date) * 100 + DAY(a.month_start_date) AS int),
    a.month_start_date,
    initiative_key = a.initiative_id,
    employee_key = a.employee_id,
    practice_key = COALESCE(e.practice_id, 0),
    level_key = COALESCE(e.staff_level_id, 0),
    man_months = a.share_ratio,
    a.run_id,
    a.as_of_date,
    a.batch_id
FROM pred.latest_budget_allocation AS a
INNER JOIN core.employees AS e
    ON e.employee_id = a.employee_id;
GO
