SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_initiative_outcome
Purpose: What does each initiative get in the last published plan?
Grain:   one row per initiative
Units:   *_man_months in months of one person; amounts in the initiative's currency
Reads:   pred.initiative_outcome, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_initiative_outcome
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.initiative_id,
    p.priority_rank,
    p.priority_score,
    p.effort_target_man_months,
    p.effort_man_months,
    p.shortfall_man_months,
    p.cost_amount,
    p.budget_amount,
    p.sentence
FROM pred.initiative_outcome AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'budget';
GO
