SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  ops.reporting_date
Purpose: As of which day does everything report?
Grain:   one row; as_of_date is NULL before the first timesheet
Source:  DESIGN section 5: the newest setting, else the latest posting date.
Read by: core.timesheet_valued, kpi, etl.reporting_date.
*/
CREATE OR ALTER VIEW ops.reporting_date
AS
SELECT
    as_of_date = d.as_of_date,
    week_start_date = c.week_start_date
FROM (
    SELECT
        as_of_date = COALESCE(MAX(s.as_of_date), (SELECT MAX(t.posting_date) FROM core.timesheets AS t WHERE t.is_deleted = 0))
    FROM ops.reporting_date_setting AS s
    WHERE s.setting_id = (SELECT MAX(n.setting_id) FROM ops.reporting_date_setting AS n)
) AS d
LEFT JOIN core.calendar AS c
    ON c.calendar_date = d.as_of_date;
GO
