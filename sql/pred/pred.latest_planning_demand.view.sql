SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_demand
Purpose: How many people do the latest scenarios want, and from when?
Grain:   one row per scenario and demand
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
    p.demand_number,
    p.role_name,
    p.practice_id,
    p.staff_level_id,
    p.month_start_date,
    p.head_count,
    p.unrounded_head_count,
    p.hours,
    p.sentence
FROM pred.planning_demand AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
