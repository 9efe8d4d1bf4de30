SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.standard_rate
Purpose: Which standard charge-out rates are on file, and for which days?
Grain:   one row per source, its keys, and from_date; days of one key do not overlap
Units:   standard_rate_per_hour in the engagement's currency; before_date is the first day on which the rate no longer holds
Source:  DESIGN section 5, symbol d.   Read by: core.timesheet_valued.
*/
CREATE OR ALTER VIEW core.standard_rate
AS
SELECT
    rate_source = N'rate_card',
    r.practice_id,
    r.staff_level_id,
    engagement_id = CAST(NULL AS int),
    employee_id = CAST(NULL AS int),
    from_date = r.effective_from,
    before_date = COALESCE(
        LEAD(r.effective_from) OVER (PARTITION BY r.practice_id, r.staff_level_id ORDER BY r.effective_from),
        CAST('9999-12-31' AS date)
    ),
    r.standard_rate_per_hour
FROM core.rate_cards AS r
WHERE r.standard_rate_per_hour > 0
UNION ALL
SELECT
    rate_source = N'engagement_rate',
    practice_id = CAST(NULL AS int),
    staff_level_id = CAST(NULL AS int),
    g.engagement_id,
    g.employee_id,
    from_date = g.effective_from,
    before_date = COALESCE(
        LEAD(g.effective_from) OVER (PARTITION BY g.engagement_id, g.employee_id ORDER BY g.effective_from),
        CAST('9999-12-31' AS date)
    ),
    g.standard_rate_per_hour
FROM core.engagement_rates AS g
WHERE g.standard_rate_per_hour > 0;
GO
