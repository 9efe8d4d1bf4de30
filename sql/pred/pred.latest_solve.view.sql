SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_solve
Purpose: How good is each model's last published plan, and how was it proven?
Grain:   one row per model
Units:   objective_value and bound_value as objective_name says; gap_ratio = |bound - objective| / |bound|; solve_status Nothing: there was nothing to plan
Reads:   pred.solve, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_solve
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.model,
    p.solve_status,
    p.objective_name,
    p.objective_value,
    p.bound_value,
    p.gap_ratio,
    p.solve_seconds,
    p.row_count,
    p.column_count,
    p.sentence
FROM pred.solve AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = p.model;
GO
