"""Time off: requests as HR sees them, and the days on which nobody can be at work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import holidays as holiday_calendars

from demo.chance import generator, happens
from demo.firm import Firm
from demo.people import Person

FRIDAY = 4
DAYS_PER_WEEK = 7
WHOLE_DAY_HOURS = 24.0
COUNTRIES = {"Montréal": ("CA", "QC", "fr"), "Boston": ("US", "MA", "en_US")}


@dataclass(frozen=True, slots=True)
class Absence:
    """One request. ``hours`` is set where only part of one day is taken."""

    start: date
    end: date
    kind: str
    status: str
    requested: date
    hours: float | None = None

    def working_days(self) -> Iterator[date]:
        """Weekdays from start to end, both included."""
        for offset in range((self.end - self.start).days + 1):
            day = self.start + timedelta(days=offset)
            if day.weekday() <= FRIDAY:
                yield day


def public_holidays(firm: Firm, office: str) -> dict[date, str]:
    """Public holidays of an office, by date, named in its language."""
    country, subdivision, language = COUNTRIES[office]
    years = range(firm.first_day.year, firm.last_day.year + 1)
    found = holiday_calendars.country_holidays(country, subdiv=subdivision, years=years, language=language)
    return dict(sorted(found.items()))


def absences(firm: Firm, person: Person) -> list[Absence]:
    """Everything the person asked for, in order of start."""
    rng = generator(firm.seed, "leave", person.ordinal)
    found: list[Absence] = []
    for year in range(firm.first_day.year, firm.last_day.year + 1):
        found += _blocks(firm, rng, year)
        found += _single_days(firm, rng, year)
    found += [_overlapping(absence) for absence in found if happens(rng, 0.01)]
    return sorted(
        (absence for absence in found if _falls_within(firm, person, absence)),
        key=lambda absence: (absence.start, absence.end, absence.kind),
    )


def days_off(all_absences: list[Absence]) -> dict[date, float]:
    """Approved leave by weekday: hours, WHOLE_DAY_HOURS where the whole day is taken."""
    found: dict[date, float] = {}
    for absence in all_absences:
        if absence.status == "approved":
            for day in absence.working_days():
                found[day] = max(found.get(day, 0.0), WHOLE_DAY_HOURS if absence.hours is None else absence.hours)
    return found


def _blocks(firm: Firm, rng: Random, year: int) -> Iterator[Absence]:
    """Summer, turn of the year and a week in spring."""
    if happens(rng, 0.9):
        start = _monday_after(date(year, 6, 20) + timedelta(weeks=rng.randrange(9)))
        yield _request(firm, rng, start, rng.choice((5, 10, 10, 15)), "Vacation")
    if happens(rng, 0.55):
        yield _request(firm, rng, _monday_after(date(year, 12, 20)), 10, "Vacation")
    if happens(rng, 0.5):
        start = _monday_after(date(year, 2, 20) + timedelta(weeks=rng.randrange(9)))
        yield _request(firm, rng, start, 5, "Vacation")


def _single_days(firm: Firm, rng: Random, year: int) -> Iterator[Absence]:
    """Days here and there, and illness, which nobody announces."""
    for kind, most in (("Vacation", 4), ("Sick", 4), ("Personal", 1), ("Training", 2)):
        for _ in range(rng.randint(0, most)):
            start = date(year, 1, 3) + timedelta(days=rng.randrange(355))
            if start.weekday() > FRIDAY or (kind == "Sick" and start > firm.as_of):
                continue
            length = rng.choice((1, 1, 1, 2)) if start.weekday() < FRIDAY else 1
            hours = 4.0 if length == 1 and happens(rng, 0.2) else None
            yield _request(firm, rng, start, length, kind, hours=hours)


def _request(
    firm: Firm, rng: Random, start: date, working_days: int, kind: str, *, hours: float | None = None
) -> Absence:
    """A request for so many weekdays; far ones are still waiting for approval, some were called off."""
    weeks, days = divmod(working_days, FRIDAY + 1)
    end = start + timedelta(days=weeks * DAYS_PER_WEEK + days - (1 if days else 3))
    requested = start if kind == "Sick" else start - timedelta(days=rng.randint(5, 120))
    is_waiting = start > firm.as_of and happens(rng, 0.25)
    status = "cancelled" if happens(rng, 0.05) else "requested" if is_waiting else "approved"
    return Absence(start, end, kind, status, min(requested, firm.as_of), hours)


def _overlapping(absence: Absence) -> Absence:
    """The same leave asked for twice, a day longer."""
    return Absence(absence.start, absence.end + timedelta(days=1), absence.kind, absence.status, absence.requested)


def _monday_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % DAYS_PER_WEEK)


def _falls_within(firm: Firm, person: Person, absence: Absence) -> bool:
    """Leave is asked for while employed, and for the time that the extracts cover."""
    return (
        firm.first_day <= absence.start <= absence.end <= firm.last_day
        and person.is_employed(absence.start)
        and person.is_employed(absence.end)
    )
