SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_staffing_alternative
Purpose: What else could each person do, or who else could do it, by the last published plan?
Grain:   one row per alternative
Units:   as pred.staffing_alternative
Reads:   pred.staffing_alternative, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_staffing_alternative
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.alternative_number,
    p.employee_id,
    p.phase_id,
    p.rank_number,
    p.alternative_kind,
    p.other_phase_id,
    p.other_employee_id,
    p.hours,
    p.regret_points,
    p.regret_amount,
    p.revenue_change_amount,
    p.currency,
    p.forbidding_rule_code,
    p.is_estimate,
    p.sentence
FROM pred.staffing_alternative AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'staffing';
GO
