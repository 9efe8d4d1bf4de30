SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_scenario
Purpose: Which scenarios were planned last, and what does each come to?
Grain:   one row per scenario
Units:   as pred.planning_scenario
Reads:   pred.planning_scenario, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_planning_scenario
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.scenario_name,
    p.scenario_number,
    p.currency,
    p.sentence
FROM pred.planning_scenario AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
