"""Every date of the calendar seed, against Python's own ISO calendar."""

import datetime as dt

FIRST, LAST = dt.date(2015, 1, 1), dt.date(2035, 12, 31)
COLUMNS = (
    "calendar_date, week_start_date, week_end_date, iso_year, iso_week_number, iso_week, month_start_date, day_of_week, "
    "is_weekday"
)


def expected(day: dt.date) -> tuple:
    year, week, weekday = day.isocalendar()
    monday = day - dt.timedelta(days=day.weekday())
    sunday = monday + dt.timedelta(days=6)
    return (day, monday, sunday, year, week, f"{year}-W{week:02}", day.replace(day=1), weekday, weekday <= 5)


def test_every_date_has_its_iso_week(deployed_database):
    rows = deployed_database.rows(f"SELECT {COLUMNS} FROM core.calendar ORDER BY calendar_date")
    days = [FIRST + dt.timedelta(days=i) for i in range((LAST - FIRST).days + 1)]
    assert [tuple(row.values()) for row in rows] == [expected(day) for day in days]
