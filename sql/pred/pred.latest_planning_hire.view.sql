SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_hire
Purpose: Whom would the latest scenarios hire?
Grain:   one row per scenario and hire
Units:   as pred.planning_hire
Reads:   pred.planning_hire, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_planning_hire
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.scenario_name,
    p.hire_number,
    p.role_name,
    p.practice_id,
    p.staff_level_id,
    p.start_month_number,
    p.start_week_number,
    p.decision_week_number,
    p.head_count,
    p.cost_amount,
    p.yearly_cost_amount,
    p.hiring_cost_amount,
    p.used_ratio,
    p.sentence
FROM pred.planning_hire AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
