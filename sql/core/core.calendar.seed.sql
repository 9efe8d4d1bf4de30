/*
Object:  core.calendar, seed
Purpose: Every date from 2015-01-01 to 2035-12-31 with its week, which starts on Monday, and its ISO week.
Grain:   one row per date
Source:  ISO 8601: a week belongs to the year of its Thursday.   Read by: everything that counts weeks.
*/
DELETE FROM core.calendar;
GO

INSERT INTO core.calendar (
    calendar_date, week_start_date, week_end_date, iso_year, iso_week_number, iso_week, month_start_date, day_of_week, is_weekday
)
SELECT
    w.calendar_date,
    week_start_date = DATEADD(day, 1 - w.day_of_week, w.calendar_date),
    week_end_date = DATEADD(day, 7 - w.day_of_week, w.calendar_date),
    iso_year = YEAR(DATEADD(day, 4 - w.day_of_week, w.calendar_date)),
    iso_week_number = DATEPART(iso_week, w.calendar_date),
    iso_week = CONCAT(
        YEAR(DATEADD(day, 4 - w.day_of_week, w.calendar_date)), '-W', RIGHT(CONCAT('0', DATEPART(iso_week, w.calendar_date)), 2)
    ),
    month_start_date = DATEFROMPARTS(YEAR(w.calendar_date), MONTH(w.calendar_date), 1),
    w.day_of_week,
    is_weekday = CAST(CASE WHEN w.day_of_week <= 5 THEN 1 ELSE 0 END AS bit)
FROM (
    SELECT
        d.calendar_date,
        -- 1900-01-01 is a Monday.
        day_of_week = DATEDIFF(day, CAST('1900-01-01' AS date), d.calendar_date) % 7 + 1
    FROM (
        SELECT calendar_date = DATEADD(day, 1000 * k.n + 100 * h.n + 10 * t.n + u.n, CAST('2015-01-01' AS date))
        FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7)) AS k (n)
        CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS h (n)
        CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS t (n)
        CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS u (n)
    ) AS d
    WHERE d.calendar_date <= CAST('2035-12-31' AS date)
) AS w;
GO
