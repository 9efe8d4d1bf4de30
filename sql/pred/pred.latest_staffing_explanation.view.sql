SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_explanation
Purpose: Why is each person where they are, by the last published plan?
Grain:   one row per employee and phase
Units:   points: parts of the objective, thousandths
Reads:   pred.staffing_explanation, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_staffing_explanation
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.employee_id,
    p.phase_id,
    p.sentence,
    p.limiting_rule,
    p.spi_points,
    p.vec_points,
    p.cost_points
FROM pred.staffing_explanation AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
