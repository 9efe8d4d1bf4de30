/*
Object:  ops.retention_policy, seed
Purpose: The default of every kind of row that is trimmed; a policy that somebody changed is never overwritten.
Grain:   one row per object_class, where it is missing
Read by: prop db retention.
*/
INSERT INTO ops.retention_policy (object_class, keep_days, keep_at_least_count, description, changed_by, changed_at_utc)
SELECT
    v.object_class,
    v.keep_days,
    v.keep_at_least_count,
    v.description,
    N'seed',
    SYSUTCDATETIME()
FROM (VALUES
    (N'staging', 7, 0, N'Rows of stg by the age of their load; counted in loads.'),
    (N'past_versions', 730, 10, N'Superseded versions (core.*_past) by the age of the load that replaced them; counted in published loads.'),
    (N'phase_snapshots', 730, 10, N'How each phase stood after a load (kpi.phase_snapshot); counted in loads; the newest stays.'),
    (N'runs', 400, 26, N'Runs with steps and predictions; counted by kind. The last of each model and those that somebody refers to stay.'),
    (N'sessions', 30, 0, N'Sessions that ended or expired.'),
    (N'login_attempts', 180, 0, N'Attempts to sign in.'),
    (N'alerts', 365, 0, N'Alerts by the age of their acknowledgement; open ones stay.'),
    (N'audit_events', 2557, 1000, N'The oldest end of the audit chain; the event that notes the trim holds the hash where it goes on.')
) AS v (object_class, keep_days, keep_at_least_count, description)
WHERE NOT EXISTS (SELECT 1 FROM ops.retention_policy AS p WHERE p.object_class = v.object_class);
GO
