SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_sensitivity
Purpose: Which driver moves the results of the latest scenarios the most?
Grain:   one row per scenario, measure and driver
Units:   as pred.planning_sensitivity
Reads:   pred.planning_sensitivity, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_planning_sensitivity
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.scenario_name,
    p.measure_code,
    p.driver_code,
    p.rank_number,
    p.low_value,
    p.high_value,
    p.driver_unit,
    p.low_measure_value,
    p.base_measure_value,
    p.high_measure_value,
    p.measure_unit
FROM pred.planning_sensitivity AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
