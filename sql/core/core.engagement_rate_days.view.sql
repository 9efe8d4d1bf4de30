SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.engagement_rate_days
Purpose: For which days does each standard rate of an employee on an engagement hold?
Grain:   one row per engagement_id, employee_id and from_date; days of one key do not overlap
Units:   standard_rate_per_hour in the engagement's currency; before_date is the first day on which the rate no longer holds, found
         by key and not by a window over all rates, so that a join for each timesheet reads its own key alone
Source:  DESIGN section 5, symbol d.   Reads: core.engagement_rates.   Read by: core.timesheet_valued, stg.touched_week.refresh, core.standard_rate.
*/
CREATE OR ALTER VIEW core.engagement_rate_days
AS
SELECT
    r.engagement_id,
    r.employee_id,
    from_date = r.effective_from,
    before_date = COALESCE(
        (
            SELECT MIN(n.effective_from)
            FROM core.engagement_rates AS n
            WHERE n.engagement_id = r.engagement_id
                AND n.employee_id = r.employee_id
                AND n.effective_from > r.effective_from
                AND n.standard_rate_per_hour > 0
        ),
        CAST('9999-12-31' AS date)
    ),
    r.standard_rate_per_hour
FROM core.engagement_rates AS r
WHERE r.standard_rate_per_hour > 0;
GO
