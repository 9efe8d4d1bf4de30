SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_budget_hire_allocation
Purpose: What do the new colleagues of the latest plan for the initiatives work on?
Grain:   one row per hire, initiative and month
Units:   as pred.budget_hire_allocation
Reads:   pred.budget_hire_allocation, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_budget_hire_allocation
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.hire_number,
    p.initiative_id,
    p.month_start_date,
    p.share_ratio,
    p.cost_amount
FROM pred.budget_hire_allocation AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'budget';
GO
