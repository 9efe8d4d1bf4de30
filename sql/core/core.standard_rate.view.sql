SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.standard_rate
Purpose: Which standard charge-out rates are on file, and for which days?
Grain:   one row per source, its keys, and from_date; days of one key do not overlap
Units:   standard_rate_per_hour in the engagement's currency; before_date is the first day on which the rate no longer holds
Source:  DESIGN section 5, symbol d.   Reads: core.rate_card_days, core.engagement_rate_days.   Read by: optimizer.
*/
CREATE OR ALTER VIEW core.standard_rate
AS
SELECT
    rate_source = N'rate_card',
    r.practice_id,
    r.staff_level_id,
    engagement_id = CAST(NULL AS int),
    employee_id = CAST(NULL AS int),
    r.from_date,
    r.before_date,
    r.standard_rate_per_hour
FROM core.rate_card_days AS r
UNION ALL
SELECT
    rate_source = N'engagement_rate',
    practice_id = CAST(NULL AS int),
    staff_level_id = CAST(NULL AS int),
    g.engagement_id,
    g.employee_id,
    g.from_date,
    g.before_date,
    g.standard_rate_per_hour
FROM core.engagement_rate_days AS g;
GO
