SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.level_rate
Purpose: Which charge-out rate stands most often on the timesheets of a staff level?
Grain:   one row per staff_level_id
Units:   charge_out_rate_per_hour; of rates that stand equally often the highest
Source:  001 appendix 4.   Reads: core.timesheet_terms.   Read by: core.phase_estimate.refresh.
*/
CREATE OR ALTER VIEW core.level_rate
AS
SELECT
    m.staff_level_id,
    m.charge_out_rate_per_hour
FROM (
    SELECT
        t.staff_level_id,
        t.charge_out_rate_per_hour,
        most_frequent_first = ROW_NUMBER() OVER (
            PARTITION BY t.staff_level_id
            ORDER BY COUNT(*) DESC, t.charge_out_rate_per_hour DESC
        )
    FROM core.timesheet_terms AS t
    CROSS JOIN ops.reporting_date AS r
    WHERE t.charge_out_rate_per_hour > 0
        AND t.staff_level_id IS NOT NULL
        AND t.recognized_date <= r.as_of_date
    GROUP BY t.staff_level_id, t.charge_out_rate_per_hour
) AS m
WHERE m.most_frequent_first = 1;
GO
