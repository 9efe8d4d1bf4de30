SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  kpi.reporting_lag
Purpose: How many days after the work do people hand in their time, and who looks external by that habit?
Grain:   one row per employee_id with a timesheet posted by the reporting date
Units:   lag in days, posting minus work date; mean_lag_days is total_lag_days over timesheet_count; p90_lag_days is the smallest lag that at least nine tenths of the rows keep
Source:  001 appendix 3 (time reporting behaviours); DESIGN section 5, "reporting lag".   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW kpi.reporting_lag
AS
SELECT
    s.employee_id,
    e.employee_source_id,
    e.employee_name,
    e.practice_id,
    e.staff_level_id,
    e.is_external,
    e.is_external_estimated,
    s.timesheet_count,
    s.mean_lag_days,
    s.p90_lag_days,
    s.total_lag_days,
    is_provisionally_external = CAST(CASE
        WHEN e.is_external_estimated = 1 AND s.mean_lag_days < 3 AND l.is_manager_or_above = 0 THEN 1
        ELSE 0
    END AS bit)
FROM (
    SELECT
        d.employee_id,
        timesheet_count = COUNT(*),
        mean_lag_days = CAST(
            CAST(SUM(d.lag_days) AS decimal(19,4)) / NULLIF(CAST(COUNT(*) AS decimal(19,4)), 0) AS decimal(19,6)
        ),
        total_lag_days = CAST(SUM(d.lag_days) AS int),
        p90_lag_days = MIN(CASE WHEN 10 * d.lag_rank >= 9 * d.row_count THEN d.lag_days END)
    FROM (
        SELECT
            t.employee_id,
            lag_days = DATEDIFF(DAY, t.work_date, t.posting_date),
            lag_rank = ROW_NUMBER() OVER (
                PARTITION BY t.employee_id
                ORDER BY DATEDIFF(DAY, t.work_date, t.posting_date), t.timesheet_id
            ),
            row_count = COUNT(*) OVER (PARTITION BY t.employee_id)
        FROM core.timesheets AS t
        CROSS JOIN ops.reporting_date AS r
        WHERE t.is_deleted = 0 AND t.posting_date <= r.as_of_date
    ) AS d
    GROUP BY d.employee_id
) AS s
INNER JOIN core.employees AS e
    ON e.employee_id = s.employee_id
LEFT JOIN core.staff_levels AS l
    ON l.staff_level_id = e.staff_level_id;
GO
