SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_demand
Purpose: How many people do the new projects of the latest scenarios need?
Grain:   one row per scenario, role and month
Units:   as pred.planning_demand
Reads:   pred.planning_demand, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_planning_demand
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.scenario_name,
    p.role_name,
    p.month_number,
    p.practice_id,
    p.staff_level_id,
    p.open_project_count,
    p.demand_hours,
    p.needed_head_count,
    p.free_head_count,
    p.hired_head_count,
    p.missing_head_count
FROM pred.planning_demand AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
