/*
Object:  stg.touched_week, refresh
Purpose: Which further weeks does a batch change, because an estimated standard rate may have moved?
Units:   etl.weekly_facts binds the batch
Source:  DESIGN section 5, symbol d: the modal rate is taken over all timesheets of an employee on an engagement.
Reads:   core.timesheet_terms, core.rate_card_days, core.engagement_rate_days, core.timesheet_week.   Read by: etl.weekly_facts.
*/
INSERT INTO stg.touched_week (batch_id, fact_name, week_start_date)
SELECT DISTINCT
    CAST(@batch_id AS int),
    N'timesheet_week',
    c.week_start_date
FROM core.timesheet_terms AS v
INNER JOIN core.calendar AS c
    ON c.calendar_date = v.recognized_date
INNER JOIN (
    SELECT p.engagement_id, t.employee_id
    FROM core.timesheets AS t
    INNER JOIN core.phases AS p
        ON p.phase_id = t.phase_id
    WHERE t.batch_id = @batch_id
    UNION
    SELECT p.engagement_id, f.employee_id
    FROM core.timesheet_week AS f
    INNER JOIN core.phases AS p
        ON p.phase_id = f.phase_id
    INNER JOIN stg.touched_week AS w
        ON w.week_start_date = f.recognized_week_start_date
    WHERE w.batch_id = @batch_id AND w.fact_name = N'timesheet_week'
) AS changed
    ON changed.engagement_id = v.engagement_id
    AND changed.employee_id = v.employee_id
LEFT JOIN core.rate_card_days AS card
    ON card.practice_id = v.practice_id
    AND card.staff_level_id = v.staff_level_id
    AND v.work_date >= card.from_date
    AND v.work_date < card.before_date
LEFT JOIN core.engagement_rate_days AS own
    ON own.engagement_id = v.engagement_id
    AND own.employee_id = v.employee_id
    AND v.work_date >= own.from_date
    AND v.work_date < own.before_date
WHERE card.from_date IS NULL
    AND own.from_date IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM stg.touched_week AS w
        WHERE w.batch_id = @batch_id AND w.fact_name = N'timesheet_week' AND w.week_start_date = c.week_start_date
    );
GO
