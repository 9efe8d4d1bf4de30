/*
Object:  core.capacity_week, refresh
Purpose: Recompute the touched weeks of capacity, day by day: a holiday during leave counts as holiday, leave once a day.
Units:   etl.weekly_facts binds the batch and the first and last day of its weeks; contracted hours of a day are a fifth of the week's, Monday to Friday
Source:  DESIGN section 5.   Reads: core.employee_contract, core.holidays, core.vacations, core.capacity_span, stg.touched_week.
Read by: etl.weekly_facts.
*/
DELETE FROM core.capacity_week
WHERE week_start_date IN (
    SELECT w.week_start_date FROM stg.touched_week AS w WHERE w.batch_id = @batch_id AND w.fact_name = N'capacity_week'
);
GO

INSERT INTO core.capacity_week (
    employee_id, week_start_date, contracted_hours, vacation_hours, holiday_hours, capacity_hours, batch_id
)
SELECT
    k.employee_id,
    k.week_start_date,
    k.contracted_hours,
    k.vacation_hours,
    k.holiday_hours,
    CASE
        WHEN k.contracted_hours > k.vacation_hours + k.holiday_hours THEN k.contracted_hours - k.vacation_hours - k.holiday_hours
        ELSE 0
    END,
    CAST(@batch_id AS int)
FROM (
    SELECT
        d.employee_id,
        d.week_start_date,
        contracted_hours = CAST(SUM(d.day_hours) AS decimal(9,2)),
        vacation_hours = CAST(SUM(d.vacation_hours) AS decimal(9,2)),
        holiday_hours = CAST(SUM(d.holiday_hours) AS decimal(9,2))
    FROM core.capacity_day AS d
    INNER JOIN stg.touched_week AS w
        ON w.week_start_date = d.week_start_date
        AND w.batch_id = @batch_id
        AND w.fact_name = N'capacity_week'
    INNER JOIN core.capacity_span AS s
        ON d.week_start_date >= s.first_week_start_date
        AND d.week_start_date <= s.last_week_start_date
    WHERE d.calendar_date >= @first_date AND d.calendar_date <= @last_date
    GROUP BY d.employee_id, d.week_start_date
) AS k;
GO
