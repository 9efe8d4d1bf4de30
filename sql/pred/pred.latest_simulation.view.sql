SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_simulation
Purpose: Within which range do the figures of the latest plans fall?
Grain:   one row per model, subject and measure
Units:   as pred.simulation
Reads:   pred.simulation, pred.latest_run.   Read by: dashboard.
*/
CREATE OR ALTER VIEW pred.latest_simulation
AS
SELECT
    p.run_id,
    r.as_of_date,
    r.batch_id,
    p.model,
    p.subject_name,
    p.measure_code,
    p.draw_count,
    p.mean_value,
    p.p10_value,
    p.p50_value,
    p.p90_value,
    p.target_value,
    p.target_probability_ratio,
    p.unit,
    p.sentence
FROM pred.simulation AS p
INNER JOIN pred.latest_run AS r
    ON r.run_id = p.run_id
    AND r.model = p.model;
GO
