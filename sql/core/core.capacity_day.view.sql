SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  core.capacity_day
Purpose: How many hours does each employee owe on each weekday, and how many of them fall to leave or a holiday?
Grain:   one row per employee_id and calendar_date, Monday to Friday, while employed
Units:   day_hours is a fifth of the weekly hours; leave counts once a day, is approved, and is none on a holiday
Source:  DESIGN section 5.   Reads: core.employee_contract, core.holidays, core.vacations.   Read by: core.capacity_week.refresh.
*/
CREATE OR ALTER VIEW core.capacity_day
AS
SELECT
    d.employee_id,
    d.calendar_date,
    d.week_start_date,
    d.day_hours,
    vacation_hours = CASE
        WHEN d.holiday_date IS NOT NULL OR d.vacation_date IS NULL THEN 0
        WHEN d.leave_hours < d.day_hours THEN d.leave_hours
        ELSE d.day_hours
    END,
    holiday_hours = CASE WHEN d.holiday_date IS NOT NULL THEN d.day_hours ELSE 0 END
FROM (
    SELECT
        c.employee_id,
        k.calendar_date,
        k.week_start_date,
        day_hours = CAST(c.contracted_hours * 0.2 AS decimal(9,4)),
        h.holiday_date,
        v.vacation_date,
        v.leave_hours
    FROM core.employee_contract AS c
    INNER JOIN core.calendar AS k
        ON k.calendar_date >= c.effective_from
        AND k.calendar_date <= c.effective_to
        AND k.is_weekday = 1
    LEFT JOIN core.holidays AS h
        ON h.location_id = c.location_id
        AND h.holiday_date = k.calendar_date
    LEFT JOIN (
        SELECT
            l.employee_id,
            vacation_date = a.calendar_date,
            leave_hours = CAST(MAX(COALESCE(l.hours_per_day, CAST(24 AS decimal(9,2)))) AS decimal(9,4))
        FROM core.vacations AS l
        INNER JOIN core.calendar AS a
            ON a.calendar_date >= l.start_date
            AND a.calendar_date <= l.end_date
        WHERE l.is_deleted = 0 AND l.is_approved = 1
        GROUP BY l.employee_id, a.calendar_date
    ) AS v
        ON v.employee_id = c.employee_id
        AND v.vacation_date = k.calendar_date
) AS d;
GO
