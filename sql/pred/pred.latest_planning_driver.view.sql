SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_planning_driver
Purpose: What do the latest scenarios assume, and where does it come from?
Grain:   one row per scenario and driver
Units:   as pred.planning_driver
Reads:   pred.planning_driver, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_planning_driver
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.scenario_name,
    p.driver_code,
    p.driver_number,
    p.driver_value,
    p.low_value,
    p.high_value,
    p.unit,
    p.distribution_name,
    p.driver_origin,
    p.sentence
FROM pred.planning_driver AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = N'planning';
GO
