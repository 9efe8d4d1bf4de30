SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.modal_rate
Purpose: Which charge-out rate stands most often on an employee's timesheets of an engagement?
Grain:   one row per engagement_id and employee_id
Units:   modal_rate_per_hour; of rates that stand equally often the highest
Source:  DESIGN section 5, symbol d: the estimate where no standard rate is on file.   Read by: core.timesheet_valued.
*/
CREATE OR ALTER VIEW core.modal_rate
AS
SELECT
    m.engagement_id,
    m.employee_id,
    modal_rate_per_hour = m.charge_out_rate_per_hour
FROM (
    SELECT
        p.engagement_id,
        t.employee_id,
        t.charge_out_rate_per_hour,
        most_frequent_first = ROW_NUMBER() OVER (
            PARTITION BY p.engagement_id, t.employee_id
            ORDER BY COUNT(*) DESC, t.charge_out_rate_per_hour DESC
        )
    FROM core.timesheets AS t
    INNER JOIN core.phases AS p
        ON p.phase_id = t.phase_id
    CROSS JOIN ops.reporting_date AS r
    WHERE t.is_deleted = 0
        AND t.charge_out_rate_per_hour > 0
        AND t.work_date <= r.as_of_date
        AND t.entry_date <= r.as_of_date
    GROUP BY p.engagement_id, t.employee_id, t.charge_out_rate_per_hour
) AS m
WHERE m.most_frequent_first = 1;
GO
