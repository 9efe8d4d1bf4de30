/*
Object:  core.assignment_week, refresh
Purpose: Recompute the planned weeks that a batch touched.
Units:   etl.weekly_facts binds the batch
Reads:   core.assignments, stg.touched_week.   Read by: etl.weekly_facts.
*/
DELETE FROM core.assignment_week
WHERE week_start_date IN (
    SELECT w.week_start_date FROM stg.touched_week AS w WHERE w.batch_id = @batch_id AND w.fact_name = N'assignment_week'
);
GO

INSERT INTO core.assignment_week (phase_id, employee_id, week_start_date, assigned_hours, batch_id)
SELECT
    a.phase_id,
    a.employee_id,
    w.week_start_date,
    SUM(a.planned_hours),
    CAST(@batch_id AS int)
FROM core.assignments AS a
INNER JOIN core.calendar AS c
    ON c.calendar_date = a.week_start_date
INNER JOIN stg.touched_week AS w
    ON w.week_start_date = c.week_start_date
    AND w.batch_id = @batch_id
    AND w.fact_name = N'assignment_week'
WHERE a.is_deleted = 0
GROUP BY a.phase_id, a.employee_id, w.week_start_date
HAVING SUM(a.planned_hours) <> 0;
GO
