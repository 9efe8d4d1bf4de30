SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_forecast
Purpose: What does the last published run with forecasts expect?
Grain:   as pred.forecast, without the run
Units:   as pred.forecast
Reads:   pred.forecast, ops.run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_forecast
AS
SELECT
    f.run_id,
    r.as_of_date,
    r.batch_id,
    f.model_code,
    f.measure_code,
    f.grain,
    f.engagement_id,
    f.phase_id,
    f.practice_id,
    f.staff_level_id,
    f.week_start_date,
    f.interval_level_ratio,
    f.horizon_weeks,
    f.point_value,
    f.lower_value,
    f.upper_value,
    f.unit,
    f.is_chosen
FROM pred.forecast AS f
INNER JOIN ops.run AS r
    ON r.run_id = f.run_id
INNER JOIN (
    SELECT run_id = MAX(d.run_id)
    FROM pred.forecast AS d
    INNER JOIN ops.run AS p
        ON p.run_id = d.run_id
    WHERE p.status = N'published'
) AS n
    ON n.run_id = r.run_id;
GO
