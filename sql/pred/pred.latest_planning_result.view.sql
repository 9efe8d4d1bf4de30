SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_result
Purpose: What do the latest scenarios lead to?
Grain:   one row per scenario and measure
Units:   as pred.planning_result
Reads:   pred.planning_result, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_planning_result
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.scenario_name,
    p.measure_code,
    p.measure_number,
    p.driver_model,
    p.measure_value,
    p.unit,
    p.sentence
FROM pred.planning_result AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
