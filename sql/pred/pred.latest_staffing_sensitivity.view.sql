SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_sensitivity
Purpose: What would one more person, one more week or a looser rule be worth to the last published plan?
Grain:   one row per question
Units:   as pred.staffing_sensitivity
Reads:   pred.staffing_sensitivity, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_staffing_sensitivity
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.sensitivity_number,
    p.sensitivity_kind,
    p.practice_id,
    p.staff_level_id,
    p.engagement_id,
    p.week_start_date,
    p.change_value,
    p.unit,
    p.worth_points,
    p.worth_amount,
    p.revenue_change_amount,
    p.currency,
    p.is_estimate,
    p.sentence
FROM pred.staffing_sensitivity AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
