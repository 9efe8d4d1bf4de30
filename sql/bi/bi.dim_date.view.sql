SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
GO

/*
Object:  bi.dim_date
Purpose: Which day, week, month, quarter and year is it? To be marked as the date table.
Grain:   one row per day, 2015-01-01 to 2035-12-31 without a gap
Units:   date_key is yyyymmdd, month_key yyyymm, quarter_key yyyyq; weeks begin on Monday and are ISO weeks; week_offset counts weeks from the reporting date's
Reads:   core.calendar, ops.data_state and the first and last weeks of the facts.
Read by: Power BI.
*/
CREATE OR ALTER VIEW bi.dim_date
AS
SELECT
    date_key = CAST(YEAR(c.calendar_date) * 10000 + MONTH(c.calendar_date) * 100 + DAY(c.calendar_date) AS int),
    c.calendar_date,
    c.week_start_date,
    c.week_end_date,
    iso_year = CAST(c.iso_year AS int),
    iso_week_number = CAST(c.iso_week_number AS int),
    c.iso_week,
    c.month_start_date,
    month_key = CAST(YEAR(c.calendar_date) * 100 + MONTH(c.calendar_date) AS int),
    month_number = CAST(MONTH(c.calendar_date) AS int),
    month_name = CAST(m.month_name AS nvarchar(20)),
    month_label = CAST(CONCAT(YEAR(c.calendar_date), N'-', RIGHT(CONCAT(N'0', MONTH(c.calendar_date)), 2)) AS nvarchar(20)),
    quarter_key = CAST(YEAR(c.calendar_date) * 10 + m.quarter_number AS int),
    m.quarter_number,
    quarter_label = CAST(CONCAT(YEAR(c.calendar_date), N' Q', m.quarter_number) AS nvarchar(20)),
    calendar_year = CAST(YEAR(c.calendar_date) AS int),
    day_of_month = CAST(DAY(c.calendar_date) AS int),
    day_of_week = CAST(c.day_of_week AS int),
    day_name = CAST(d.day_name AS nvarchar(20)),
    c.is_weekday,
    is_week_start = CAST(CASE WHEN c.day_of_week = 1 THEN 1 ELSE 0 END AS bit),
    week_offset = CAST(FLOOR(CAST(
        CAST(DATEDIFF(day, s.week_start_date, c.week_start_date) AS decimal(19,4)) / NULLIF(CAST(7 AS decimal(19,4)), 0) AS decimal(19,6)
    )) AS int),
    is_current_week = CAST(CASE WHEN c.week_start_date = s.week_start_date THEN 1 ELSE 0 END AS bit),
    is_future = CAST(CASE WHEN c.calendar_date > s.as_of_date THEN 1 ELSE 0 END AS bit),
    is_in_data = CAST(CASE
        WHEN YEAR(c.calendar_date) >= YEAR(f.first_date) AND YEAR(c.calendar_date) <= YEAR(f.last_date) THEN 1
        ELSE 0
    END AS bit),
    s.as_of_date
FROM core.calendar AS c
INNER JOIN (
    VALUES
        (1, N'January', 1), (2, N'February', 1), (3, N'March', 1),
        (4, N'April', 2), (5, N'May', 2), (6, N'June', 2),
        (7, N'July', 3), (8, N'August', 3), (9, N'September', 3),
        (10, N'October', 4), (11, N'November', 4), (12, N'December', 4)
) AS m (month_number, month_name, quarter_number)
    ON m.month_number = MONTH(c.calendar_date)
INNER JOIN (
    VALUES
        (1, N'Monday'), (2, N'Tuesday'), (3, N'Wednesday'), (4, N'Thursday'), (5, N'Friday'), (6, N'Saturday'), (7, N'Sunday')
) AS d (day_of_week, day_name)
    ON d.day_of_week = c.day_of_week
CROSS JOIN ops.data_state AS s
CROSS JOIN (
    SELECT
        first_date = MIN(e.first_date),
        last_date = MAX(e.last_date)
    FROM (
        SELECT first_date = MIN(h.week_start_date), last_date = MAX(h.week_start_date)
        FROM kpi.phase_history_week AS h
        UNION ALL
        SELECT MIN(k.week_start_date), MAX(k.week_start_date)
        FROM core.capacity_week AS k
        UNION ALL
        SELECT MIN(a.week_start_date), MAX(a.week_start_date)
        FROM core.assignment_week AS a
        UNION ALL
        SELECT MIN(t.work_week_start_date), MAX(t.recognized_week_start_date)
        FROM core.timesheet_week AS t
    ) AS e
) AS f;
GO
