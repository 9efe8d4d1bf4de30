SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_budget_person_month
Purpose: Who is planned, and who stays free, month by month, in the latest plan for the initiatives?
Grain:   one row per employee and month
Units:   as pred.budget_person_month
Reads:   pred.budget_person_month, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_budget_person_month
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.employee_id,
    p.month_start_date,
    p.available_ratio,
    p.planned_ratio,
    p.free_ratio,
    p.idle_cost_amount,
    p.currency
FROM pred.budget_person_month AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'budget';
GO
