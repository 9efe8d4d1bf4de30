SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.run_status
Purpose: How fresh is what the report shows, and did anything fail since?
Grain:   one row for the data and one per model, published or not
Units:   status_key: 1 data, 2 staffing, 3 budget, 4 funding, 5 forecast; gap_ratio as in pred.solve; is_stale: newer data was loaded than the model knows, or the last attempt failed; NULL dates and 0 ids: nothing is published yet; refresh_*: the last refresh of the Power BI model that ended, the same in each row, NULL where the runs know of none
Source:  RELIABILITY P7.
Reads:   ops.data_state, ops.load_batch, ops.run, ops.run_step, pred.latest_run, pred.latest_forecast.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.run_status
AS
SELECT
    n.status_key,
    subject_name = CAST(n.subject_name AS nvarchar(20)),
    run_id = COALESCE(n.run_id, 0),
    batch_id = COALESCE(n.batch_id, 0),
    n.as_of_date,
    n.published_at_utc,
    n.iso_week,
    n.solve_status,
    n.gap_ratio,
    n.sentence,
    last_attempt_id = COALESCE(n.attempt_id, 0),
    n.last_attempt_status,
    n.last_attempt_at_utc,
    has_failed_since = CAST(CASE WHEN n.has_failed = 1 THEN 1 ELSE 0 END AS bit),
    has_newer_batch = CAST(CASE WHEN n.newest_batch_id > n.batch_id THEN 1 ELSE 0 END AS bit),
    is_stale = CAST(CASE WHEN n.has_failed = 1 OR n.newest_batch_id > n.batch_id THEN 1 ELSE 0 END AS bit),
    stale_reason = CAST(CASE
        WHEN n.has_failed = 1 AND n.status_key = 1
            THEN CONCAT(N'Load ', n.attempt_id, N' was ', n.last_attempt_status, N'; the data before it is shown.')
        WHEN n.has_failed = 1 THEN CONCAT(N'Run ', n.attempt_id, N' failed; the last good results are shown.')
        WHEN n.newest_batch_id > n.batch_id THEN CONCAT(N'Load ', n.newest_batch_id, N' came after the run that is shown.')
    END AS nvarchar(200)),
    refresh_status = f.status,
    refresh_finished_at_utc = f.finished_at_utc,
    refresh_detail = f.detail
FROM (
    SELECT
        status_key = 1,
        subject_name = N'data',
        run_id = CAST(NULL AS int),
        d.batch_id,
        d.as_of_date,
        p.published_at_utc,
        iso_week = CAST(NULL AS char(8)),
        solve_status = CAST(NULL AS nvarchar(20)),
        gap_ratio = CAST(NULL AS decimal(19,6)),
        sentence = p.message,
        attempt_id = a.batch_id,
        last_attempt_status = a.status,
        last_attempt_at_utc = a.started_at_utc,
        has_failed = CASE WHEN a.status IN (N'rejected', N'held', N'failed') THEN 1 ELSE 0 END,
        newest_batch_id = d.batch_id
    FROM ops.data_state AS d
    LEFT JOIN ops.load_batch AS p
        ON p.batch_id = d.batch_id
    LEFT JOIN ops.load_batch AS a
        ON a.batch_id = (SELECT MAX(x.batch_id) FROM ops.load_batch AS x WHERE x.status NOT IN (N'staging', N'unchanged'))
    UNION ALL
    SELECT
        m.status_key,
        m.subject_name,
        r.run_id,
        r.batch_id,
        r.as_of_date,
        r.published_at_utc,
        r.iso_week,
        l.solve_status,
        l.gap_ratio,
        l.sentence,
        t.run_id,
        t.status,
        t.started_at_utc,
        CASE WHEN t.status = N'failed' THEN 1 ELSE 0 END,
        d.batch_id
    FROM (
        VALUES (2, N'staffing'), (3, N'budget'), (4, N'funding'), (5, N'forecast')
    ) AS m (status_key, subject_name)
    CROSS JOIN ops.data_state AS d
    CROSS JOIN (SELECT run_id = MAX(f.run_id) FROM pred.latest_forecast AS f) AS w
    LEFT JOIN pred.latest_run AS l
        ON l.model = m.subject_name
    LEFT JOIN ops.run AS r
        ON r.run_id = CASE WHEN m.subject_name = N'forecast' THEN w.run_id ELSE l.run_id END
    LEFT JOIN (
        SELECT v.subject_name, run_id = MAX(o.run_id)
        FROM ops.run AS o
        CROSS JOIN (VALUES (N'staffing'), (N'budget'), (N'funding'), (N'forecast')) AS v (subject_name)
        WHERE o.status <> N'running' AND (o.run_kind = N'weekly' OR o.run_kind = v.subject_name)
        GROUP BY v.subject_name
    ) AS y
        ON y.subject_name = m.subject_name
    LEFT JOIN ops.run AS t
        ON t.run_id = y.run_id
) AS n
LEFT JOIN (
    SELECT
        p.status,
        p.finished_at_utc,
        p.detail,
        newest_first = ROW_NUMBER() OVER (ORDER BY p.finished_at_utc DESC, p.run_id DESC, p.step_number DESC)
    FROM ops.run_step AS p
    WHERE p.step_name = N'Power BI refresh' AND p.status IN (N'done', N'failed')
) AS f
    ON f.newest_first = 1;
GO
