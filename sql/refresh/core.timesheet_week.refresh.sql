/*
Object:  core.timesheet_week, refresh
Purpose: Recompute the weeks of recognition that a batch touched; what is recognized after the reporting date waits.
Units:   etl.weekly_facts binds the batch and the first and last day of its weeks: recognized between them, said of the columns themselves
Source:  DESIGN section 5.   Reads: core.timesheet_valued, stg.touched_week, ops.reporting_date.   Read by: etl.weekly_facts.
*/
DELETE FROM core.timesheet_week
WHERE recognized_week_start_date IN (
    SELECT w.week_start_date FROM stg.touched_week AS w WHERE w.batch_id = @batch_id AND w.fact_name = N'timesheet_week'
);
GO

INSERT INTO core.timesheet_week (
    phase_id, employee_id, work_week_start_date, recognized_week_start_date, is_billable, hours, ac_amount, surcharge_amount,
    standard_value_amount, extracted_amount, first_work_date, timesheet_count, batch_id
)
SELECT
    v.phase_id,
    v.employee_id,
    work_week_start_date = worked.week_start_date,
    recognized_week_start_date = recognized.week_start_date,
    v.is_billable,
    SUM(v.hours),
    SUM(v.ac_amount),
    SUM(v.surcharge_amount),
    SUM(v.standard_value_amount),
    SUM(v.extracted_amount),
    MIN(v.work_date),
    COUNT(*),
    CAST(@batch_id AS int)
FROM core.timesheet_valued AS v
INNER JOIN core.calendar AS worked
    ON worked.calendar_date = v.work_date
INNER JOIN core.calendar AS recognized
    ON recognized.calendar_date = v.recognized_date
INNER JOIN stg.touched_week AS w
    ON w.week_start_date = recognized.week_start_date
    AND w.batch_id = @batch_id
    AND w.fact_name = N'timesheet_week'
CROSS JOIN ops.reporting_date AS r
WHERE v.recognized_date <= r.as_of_date
    AND v.work_date <= @last_date
    AND v.entry_date <= @last_date
    AND (v.work_date >= @first_date OR v.entry_date >= @first_date)
GROUP BY v.phase_id, v.employee_id, worked.week_start_date, recognized.week_start_date, v.is_billable;
GO
