SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_backtest
Purpose: How well did the models do on past weeks, by the last published run that tested them?
Grain:   one row per tested model, measure, subject and horizon
Units:   as pred.backtest
Reads:   pred.backtest, ops.run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_backtest
AS
SELECT
    b.run_id,
    r.as_of_date,
    r.batch_id,
    b.backtest_number,
    b.model_code,
    b.measure_code,
    b.grain,
    b.engagement_id,
    b.phase_id,
    b.practice_id,
    b.staff_level_id,
    b.horizon_weeks,
    b.progress_ratio,
    b.first_origin_date,
    b.last_origin_date,
    b.sample_count,
    b.mean_absolute_error,
    b.root_mean_square_error,
    b.bias,
    b.scaled_error_ratio,
    b.interval_level_ratio,
    b.coverage_ratio,
    b.unit,
    b.is_chosen,
    b.sentence
FROM pred.backtest AS b
INNER JOIN ops.run AS r
    ON r.run_id = b.run_id
INNER JOIN (
    SELECT run_id = MAX(d.run_id)
    FROM pred.backtest AS d
    INNER JOIN ops.run AS p
        ON p.run_id = d.run_id
    WHERE p.status = N'published'
) AS n
    ON n.run_id = r.run_id;
GO
