SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  pred.latest_calibration
Purpose: What did the last published run with a calibration correct?
Grain:   one row per calibrated value
Units:   as pred.calibration
Reads:   pred.calibration, ops.run.   Read by: dashboard, bi.
*/
CREATE OR ALTER VIEW pred.latest_calibration
AS
SELECT
    c.run_id,
    r.as_of_date,
    r.batch_id,
    c.calibration_number,
    c.parameter_code,
    c.employee_id,
    c.practice_id,
    c.staff_level_id,
    c.engagement_kind,
    c.old_value,
    c.new_value,
    c.class_value,
    c.unit,
    c.sample_count,
    c.error_measure,
    c.error_value,
    c.is_applied,
    c.sentence
FROM pred.calibration AS c
INNER JOIN ops.run AS r
    ON r.run_id = c.run_id
INNER JOIN (
    SELECT run_id = MAX(d.run_id)
    FROM pred.calibration AS d
    INNER JOIN ops.run AS p
        ON p.run_id = d.run_id
    WHERE p.status = N'published'
) AS n
    ON n.run_id = r.run_id;
GO
