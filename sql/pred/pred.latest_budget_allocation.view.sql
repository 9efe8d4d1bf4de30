SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_budget_allocation
Purpose: Who is paid from which initiative, month by month, by the last published plan?
Grain:   one row per employee, initiative and month
Units:   share_ratio: part of the employee's month; cost_amount in the initiative's currency
Reads:   pred.budget_allocation, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_budget_allocation
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.employee_id,
    p.initiative_id,
    p.month_start_date,
    p.share_ratio,
    p.cost_amount
FROM pred.budget_allocation AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'budget';
GO
