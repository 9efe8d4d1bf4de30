SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_budget_tier
Purpose: How far did each level of the objective of the latest plan for the initiatives get?
Grain:   one row per level
Units:   as pred.budget_tier
Reads:   pred.budget_tier, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_budget_tier
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.tier_number,
    p.tier_name,
    p.tier_value,
    p.bound_value,
    p.gap_ratio,
    p.unit,
    p.solve_status,
    p.solve_seconds,
    p.sentence
FROM pred.budget_tier AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'budget';
GO
