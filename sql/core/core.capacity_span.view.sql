SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.capacity_span
Purpose: Which weeks does capacity cover?
Grain:   one row
Units:   from the first week with a timesheet or an assignment to the last assignment week, at least 26 weeks past the reporting date
Reads:   core.timesheets, core.assignments, ops.reporting_date.   Read by: core.capacity_week.refresh.
*/
CREATE OR ALTER VIEW core.capacity_span
AS
SELECT
    first_week_start_date = MIN(c.week_start_date),
    last_week_start_date = MAX(c.week_start_date)
FROM (
    SELECT active_date = MIN(t.work_date) FROM core.timesheets AS t WHERE t.is_deleted = 0
    UNION ALL
    SELECT active_date = MIN(a.week_start_date) FROM core.assignments AS a WHERE a.is_deleted = 0
    UNION ALL
    SELECT active_date = MAX(a.week_start_date) FROM core.assignments AS a WHERE a.is_deleted = 0
    UNION ALL
    SELECT active_date = DATEADD(DAY, 182, r.as_of_date) FROM ops.reporting_date AS r
) AS s
INNER JOIN core.calendar AS c
    ON c.calendar_date = s.active_date;
GO
