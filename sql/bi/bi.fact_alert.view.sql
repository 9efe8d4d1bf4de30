SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.fact_alert
Purpose: What should somebody look at, and about whom or what?
Grain:   one row per alert_key
Units:   severity_rank: 1 critical, 2 warning, 3 information; keys are 0 where the alert is about something else; is_open: nobody acknowledged it
Reads:   ops.alert, ops.run, core.engagements, core.employees.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.fact_alert
AS
SELECT
    alert_key = a.alert_id,
    date_key = CAST(YEAR(a.raised_at_utc) * 10000 + MONTH(a.raised_at_utc) * 100 + DAY(a.raised_at_utc) AS int),
    raised_date = CAST(a.raised_at_utc AS date),
    a.raised_at_utc,
    a.alert_code,
    a.severity,
    severity_rank = CASE a.severity WHEN N'critical' THEN 1 WHEN N'warning' THEN 2 ELSE 3 END,
    subject_kind = CAST(COALESCE(a.subject_kind, N'(none)') AS nvarchar(40)),
    a.subject_source_id,
    engagement_key = COALESCE(g.engagement_id, 0),
    client_key = COALESCE(g.client_id, 0),
    practice_key = COALESCE(g.practice_id, e.practice_id, 0),
    employee_key = COALESCE(e.employee_id, 0),
    a.message,
    is_open = CAST(CASE WHEN a.acknowledged_at_utc IS NULL THEN 1 ELSE 0 END AS bit),
    a.acknowledged_at_utc,
    run_id = COALESCE(a.run_id, 0),
    r.as_of_date,
    batch_id = COALESCE(a.batch_id, 0)
FROM ops.alert AS a
LEFT JOIN ops.run AS r
    ON r.run_id = a.run_id
LEFT JOIN (
    SELECT h.engagement_source_id, engagement_id = MIN(h.engagement_id)
    FROM core.engagements AS h
    GROUP BY h.engagement_source_id
) AS k
    ON a.subject_kind = N'engagement'
    AND k.engagement_source_id = a.subject_source_id
LEFT JOIN core.engagements AS g
    ON g.engagement_id = k.engagement_id
LEFT JOIN (
    SELECT h.employee_source_id, employee_id = MIN(h.employee_id)
    FROM core.employees AS h
    GROUP BY h.employee_source_id
) AS m
    ON a.subject_kind = N'employee'
    AND m.employee_source_id = a.subject_source_id
LEFT JOIN core.employees AS e
    ON e.employee_id = m.employee_id;
GO
