SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_run
Purpose: Which published run holds the newest word of each model, and does it rest on the newest data?
Grain:   one row per model (staffing, budget, funding) that was ever published
Units:   iso_week like 2025-W12; gap_ratio as in pred.solve; has_newer_batch: a load was published since the run read its data
Source:  DESIGN section 4: the last published run that has the model; a superseded run is none.
Reads:   ops.run, ops.load_batch, pred.solve.   Read by: the other pred.latest_* views, dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_run
AS
SELECT
    v.model,
    r.run_id,
    r.run_kind,
    r.iso_week,
    r.as_of_date,
    r.batch_id,
    has_newer_batch = CAST(CASE WHEN b.batch_id > r.batch_id THEN 1 ELSE 0 END AS bit),
    r.requested_by,
    r.started_at_utc,
    r.published_at_utc,
    v.solve_status,
    v.gap_ratio,
    v.sentence
FROM (
    SELECT
        s.model,
        run_id = MAX(s.run_id)
    FROM pred.solve AS s
    INNER JOIN ops.run AS p
        ON p.run_id = s.run_id
    WHERE p.status = N'published'
    GROUP BY s.model
) AS n
INNER JOIN ops.run AS r
    ON r.run_id = n.run_id
INNER JOIN pred.solve AS v
    ON v.run_id = n.run_id
    AND v.model = n.model
CROSS JOIN (
    SELECT batch_id = MAX(l.batch_id)
    FROM ops.load_batch AS l
    WHERE l.status = N'published'
) AS b;
GO
