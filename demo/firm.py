"""The made-up firm as a whole: its size, its reporting date, its practices, levels and offices."""

from dataclasses import dataclass
from datetime import date, timedelta

AS_OF = date(2026, 3, 15)
"""The Sunday on which the extracts are taken, unless told otherwise."""

OUTLOOK_WEEKS = 26
"""How many weeks after the as-of week are already planned."""

CURRENCY = "CAD"
PRACTICES = (
    "Strategy & Operations",
    "Data & Analytics",
    "Cloud Engineering",
    "Finance Transformation",
    "Cyber & Risk",
)
LEVELS = ("Analyst", "Consultant", "Senior Consultant", "Manager", "Senior Manager", "Partner")
OFFICES = ("Montréal", "Boston")
REGIONS = {"Montréal": "Canada East", "Boston": "US Northeast"}
FULL_TIME_HOURS_PER_WEEK = {"Montréal": 37.5, "Boston": 40.0}
DIVISION_SIZE = 60
"""People per division; a larger firm is several divisions, each with a copy of the engagement catalog."""

CATALOG_WEEKS = 78
"""Weeks that the catalog of engagements looks back; a longer history repeats it."""


@dataclass(frozen=True, slots=True)
class Firm:
    """What is asked for: people, months of history, seed and the date of the extracts."""

    employees: int = 60
    months: int = 18
    seed: int = 42
    as_of: date = AS_OF

    @property
    def history_weeks(self) -> int:
        """Weeks of timesheets, the as-of week included."""
        return round(self.months * 52 / 12)

    @property
    def first_week(self) -> int:
        """Week number of the first timesheet; the as-of week is 0, weeks before it are negative."""
        return 1 - self.history_weeks

    @property
    def divisions(self) -> int:
        """Copies of the engagement catalog that keep everybody busy."""
        return max(1, round(self.employees / DIVISION_SIZE))

    @property
    def cycles(self) -> int:
        """Repetitions of the catalog into the past."""
        return -(-self.history_weeks // CATALOG_WEEKS)

    def monday(self, week: int) -> date:
        """First day of a week counted from the as-of week."""
        return self.as_of - timedelta(days=self.as_of.weekday()) + timedelta(weeks=week)

    def week_of(self, day: date) -> int:
        """Week number of a day, 0 in the as-of week."""
        return (day - self.monday(0)).days // 7

    @property
    def first_day(self) -> date:
        """Monday of the first week with timesheets."""
        return self.monday(self.first_week)

    @property
    def last_day(self) -> date:
        """Sunday of the last planned week."""
        return self.monday(OUTLOOK_WEEKS) + timedelta(days=6)
