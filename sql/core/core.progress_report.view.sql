SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.progress_report
Purpose: From when to when is a report of progress, or of remaining hours, the latest one?
Grain:   one row per phase_id, reported_date and kind of report; the other kind's column is NULL
Units:   next_reported_date is the first day on which the report no longer holds, 9999-12-31 for the latest
Reads:   core.phase_progress.   Read by: kpi.phase_ev_week.
*/
CREATE OR ALTER VIEW core.progress_report
AS
SELECT
    p.phase_id,
    p.reported_date,
    next_reported_date = COALESCE(
        LEAD(p.reported_date) OVER (PARTITION BY p.phase_id ORDER BY p.reported_date),
        CAST('9999-12-31' AS date)
    ),
    p.progress_ratio,
    remaining_hours = CAST(NULL AS decimal(9,2))
FROM core.phase_progress AS p
WHERE p.progress_ratio IS NOT NULL
UNION ALL
SELECT
    h.phase_id,
    h.reported_date,
    next_reported_date = COALESCE(
        LEAD(h.reported_date) OVER (PARTITION BY h.phase_id ORDER BY h.reported_date),
        CAST('9999-12-31' AS date)
    ),
    progress_ratio = CAST(NULL AS decimal(19,6)),
    h.remaining_hours
FROM core.phase_progress AS h
WHERE h.remaining_hours IS NOT NULL;
GO
