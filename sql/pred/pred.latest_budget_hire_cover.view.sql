SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_budget_hire_cover
Purpose: How much of each shortfall would the new colleagues of the latest plan deliver?
Grain:   one row per initiative that falls short with the existing staff
Units:   as pred.budget_hire_cover
Reads:   pred.budget_hire_cover, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_budget_hire_cover
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.initiative_id,
    p.staff_man_months,
    p.staff_shortfall_man_months,
    p.hired_man_months,
    p.left_man_months,
    p.cost_amount,
    p.sentence
FROM pred.budget_hire_cover AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'budget';
GO
