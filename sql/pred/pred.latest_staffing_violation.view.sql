SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_violation
Purpose: Which elastic rules does the last published plan bend, by how much, and what would mend it?
Grain:   one row per violation
Units:   violation_amount in unit
Reads:   pred.staffing_violation, pred.latest_run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_staffing_violation
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.violation_number,
    p.rule_code,
    p.engagement_id,
    p.phase_id,
    p.employee_id,
    p.week_start_date,
    p.violation_amount,
    p.unit,
    p.sentence,
    p.repair_sentence
FROM pred.staffing_violation AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
