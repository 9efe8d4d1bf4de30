"""Mondays around the reporting date."""

from datetime import date, timedelta

from dashboard.auth.reader import Reader
from dashboard.queries.freshness import reporting_date

HISTORY_WEEKS = 26
OUTLOOK_WEEKS = 8


def monday(day: date) -> date:
    """The first day of the week that a day belongs to."""
    return day - timedelta(days=day.weekday())


def reporting_week(reader: Reader) -> date | None:
    """The Monday of the reporting date's week; None before the first load."""
    day = reporting_date(reader)
    return monday(day) if day else None
