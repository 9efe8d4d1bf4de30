/*
Object:  core.phase_fact_week, refresh
Purpose: Recompute the weeks in which recognized or planned hours changed.
Units:   etl.weekly_facts binds the batch
Reads:   core.timesheet_week, core.assignment_week, stg.touched_week.   Read by: etl.weekly_facts.
*/
DELETE FROM core.phase_fact_week
WHERE week_start_date IN (
    SELECT w.week_start_date
    FROM stg.touched_week AS w
    WHERE w.batch_id = @batch_id AND w.fact_name IN (N'timesheet_week', N'assignment_week')
);
GO

INSERT INTO core.phase_fact_week (
    phase_id, week_start_date, hours, billable_hours, ac_amount, surcharge_amount, standard_value_amount, extracted_amount,
    planned_hours, batch_id
)
SELECT
    f.phase_id,
    f.week_start_date,
    SUM(f.hours),
    SUM(f.billable_hours),
    SUM(f.ac_amount),
    SUM(f.surcharge_amount),
    SUM(f.standard_value_amount),
    SUM(f.extracted_amount),
    SUM(f.planned_hours),
    CAST(@batch_id AS int)
FROM (
    SELECT
        t.phase_id,
        week_start_date = t.recognized_week_start_date,
        t.hours,
        billable_hours = CASE WHEN t.is_billable = 1 THEN t.hours ELSE 0 END,
        t.ac_amount,
        t.surcharge_amount,
        standard_value_amount = COALESCE(t.standard_value_amount, 0),
        t.extracted_amount,
        planned_hours = CAST(0 AS decimal(9,2))
    FROM core.timesheet_week AS t
    UNION ALL
    SELECT
        a.phase_id,
        a.week_start_date,
        hours = CAST(0 AS decimal(9,2)),
        billable_hours = CAST(0 AS decimal(9,2)),
        ac_amount = CAST(0 AS decimal(19,4)),
        surcharge_amount = CAST(0 AS decimal(19,4)),
        standard_value_amount = CAST(0 AS decimal(19,4)),
        extracted_amount = CAST(0 AS decimal(19,6)),
        planned_hours = a.assigned_hours
    FROM core.assignment_week AS a
) AS f
WHERE f.week_start_date IN (
    SELECT w.week_start_date
    FROM stg.touched_week AS w
    WHERE w.batch_id = @batch_id AND w.fact_name IN (N'timesheet_week', N'assignment_week')
)
GROUP BY f.phase_id, f.week_start_date;
GO
