SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.rate_card_days
Purpose: For which days does each rate of the rate cards hold?
Grain:   one row per practice_id, staff_level_id and from_date; days of one key do not overlap
Units:   standard_rate_per_hour in the engagement's currency; before_date is the first day on which the rate no longer holds, found
         by key and not by a window over all rates, so that a join for each timesheet reads its own key alone
Source:  DESIGN section 5, symbol d.   Reads: core.rate_cards.   Read by: core.timesheet_valued, stg.touched_week.refresh, core.standard_rate.
*/
CREATE OR ALTER VIEW core.rate_card_days
AS
SELECT
    r.practice_id,
    r.staff_level_id,
    from_date = r.effective_from,
    before_date = COALESCE(
        (
            SELECT MIN(n.effective_from)
            FROM core.rate_cards AS n
            WHERE n.practice_id = r.practice_id
                AND n.staff_level_id = r.staff_level_id
                AND n.effective_from > r.effective_from
                AND n.standard_rate_per_hour > 0
        ),
        CAST('9999-12-31' AS date)
    ),
    r.standard_rate_per_hour
FROM core.rate_cards AS r
WHERE r.standard_rate_per_hour > 0;
GO
