SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_forecast
Purpose: What is expected of each measure, week by week, and within which range, by the last published forecasts?
Grain:   one row per model_code, measure_code, grain with its keys, week_start_date and interval_level_ratio
Units:   values in unit; add only values of one measure, grain and week; is_chosen marks the model to show; NULL bounds: no interval is claimed; keys below the grain are 0
Source:  BUDGET D.
Reads:   pred.latest_forecast, core.phases, core.engagements.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_forecast
AS
SELECT
    date_key = CAST(YEAR(f.week_start_date) * 10000 + MONTH(f.week_start_date) * 100 + DAY(f.week_start_date) AS int),
    f.week_start_date,
    f.model_code,
    f.measure_code,
    f.grain,
    phase_key = f.phase_id,
    engagement_key = COALESCE(g.engagement_id, 0),
    client_key = COALESCE(g.client_id, 0),
    practice_key = CASE WHEN f.practice_id <> 0 THEN f.practice_id ELSE COALESCE(g.practice_id, 0) END,
    level_key = f.staff_level_id,
    f.interval_level_ratio,
    f.horizon_weeks,
    f.point_value,
    f.lower_value,
    f.upper_value,
    f.unit,
    f.is_chosen,
    f.run_id,
    f.as_of_date,
    f.batch_id
FROM pred.latest_forecast AS f
LEFT JOIN core.phases AS p
    ON p.phase_id = f.phase_id
LEFT JOIN core.engagements AS g
    ON g.engagement_id = CASE WHEN f.engagement_id <> 0 THEN f.engagement_id ELSE p.engagement_id END;
GO
