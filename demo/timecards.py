"""What people actually worked: weekly timecards with their reversals, corrections, deletions and late changes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from demo.chance import generator, happens, near
from demo.engagements import Engagement, Phase
from demo.firm import Firm
from demo.leave import WHOLE_DAY_HOURS
from demo.people import Person
from demo.plan import Assignment, working_pattern

DAYS = range(7)
QUARTER_HOUR = 0.25
LONGEST_DAY_HOURS = 12.0
FRIDAY = 4
INTERNAL_SHARE = 0.6
OVERTIME = 1.25
FATES = {"stands": 0.969, "deleted": 0.007, "corrected": 0.010, "reversed": 0.004, "replaced": 0.006, "rejected": 0.004}
"""How often a card stays as entered, is doubled and deleted, changed in place, reversed, or rejected."""


@dataclass(frozen=True, slots=True)
class Timecard:
    """One person's week on one phase. ``booking`` is the position of the assignment, None where it was not booked."""

    person: Person
    engagement: Engagement
    phase: Phase
    booking: int | None
    rate_per_hour: int
    week: int
    day_hours: tuple[float, ...]
    entered: date
    modified: date
    status: str = "Approved"
    note: str = ""

    @property
    def hours(self) -> float:
        """Hours of the week."""
        return sum(self.day_hours)

    @property
    def counts(self) -> bool:
        """Whether the hours stand: not rejected, deleted or superseded by a later change."""
        return self.status != "Rejected" and self.note not in {"deleted", "modified_later"}


@dataclass(frozen=True, slots=True)
class Diary:
    """What decides a person's days: bookings, leave by day in hours, public holidays, and internal work."""

    person: Person
    bookings: list[tuple[int, Assignment]]
    leave: dict[date, float]
    holidays: dict[date, str]
    internal: tuple[Engagement, Phase]


class Work(NamedTuple):
    """What a card is for: the fields of Timecard that a booking decides."""

    engagement: Engagement
    phase: Phase
    booking: int | None
    rate_per_hour: int


def timecards(firm: Firm, diary: Diary) -> Iterator[Timecard]:
    """The person's timecards, week by week, as entered by the as-of date."""
    rng = generator(firm.seed, "timecards", diary.person.ordinal)
    habit_days = rng.choice((0, 0, 0, 0, 1, 1, 2, 3))
    for week in range(firm.first_week, 1):
        is_forgetful = happens(rng, 0.02)
        present = _hours_present(firm, replace(diary, leave={}) if is_forgetful else diary, week)
        for work, hours in _week(rng, diary, week, present):
            entered = _entered(firm, rng, week, habit_days)
            if entered <= firm.as_of:
                status = _status(rng, week)
                card = Timecard(diary.person, *work, week, hours, entered, entered, status)
                if is_forgetful and _is_on_leave(firm, diary, card):
                    yield replace(card, note="time_on_leave")
                else:
                    yield from _history(firm, rng, card)


def _hours_present(firm: Firm, diary: Diary, week: int) -> tuple[float, ...]:
    """Hours at work on each day of the week: contract less leave and holidays, none outside employment."""
    monday = firm.monday(week)
    pattern = working_pattern(diary.person.contract_on(monday).weekly_hours)
    days = [monday + timedelta(days=offset) for offset in DAYS]
    return tuple(
        max(0.0, hours - diary.leave.get(day, 0.0))
        if diary.person.is_employed(day) and day not in diary.holidays and day <= firm.as_of
        else 0.0
        for day, hours in zip(days, pattern, strict=True)
    )


def _is_on_leave(firm: Firm, diary: Diary, card: Timecard) -> bool:
    """Whether hours are logged on a day that is all leave."""
    days = (firm.monday(card.week) + timedelta(days=offset) for offset in DAYS)
    return any(
        hours and diary.leave.get(day, 0.0) >= WHOLE_DAY_HOURS for day, hours in zip(days, card.day_hours, strict=True)
    )


def _week(rng: Random, diary: Diary, week: int, present: tuple[float, ...]) -> Iterator[tuple[Work, tuple[float, ...]]]:
    """Hours by day on each booking of the week, then internal work in part of the time that is left."""
    left = list(present)
    for ordinal, booking in diary.bookings:
        if not booking.first_week <= week <= booking.last_week:
            continue
        hours = _actual(booking.day_hours, present, effort=near(rng, 0.93, 0.13, 0.4, 1.4))
        left = [max(0.0, free - worked) for free, worked in zip(left, hours, strict=True)]
        if sum(hours):
            is_forgotten = happens(rng, 0.02)
            named = None if is_forgotten else ordinal
            yield Work(booking.engagement, booking.phase, named, booking.rate_per_hour), hours
    idle = tuple(_quarters(hours * INTERNAL_SHARE) for hours in left)
    if sum(idle) >= 1 and happens(rng, 0.5):
        yield Work(*diary.internal, None, 0), idle


def _actual(booked: tuple[float, ...], present: tuple[float, ...], *, effort: float) -> tuple[float, ...]:
    """Worked hours by day: the booked ones times the effort, on days with somebody at work."""
    return tuple(
        _quarters(min(LONGEST_DAY_HOURS, hours * effort, free * OVERTIME))
        for hours, free in zip(booked, present, strict=True)
    )


def _entered(firm: Firm, rng: Random, week: int, habit_days: int) -> date:
    """When a card is entered, counted from Friday: by habit, later now and then, promptly when reports are due."""
    lag_days = habit_days + (rng.randint(1, 12) if happens(rng, 0.15) else 0)
    if week == 0 and happens(rng, 0.85):
        lag_days = min(lag_days, rng.randint(0, 2))
    return firm.monday(week) + timedelta(days=FRIDAY + lag_days)


def _status(rng: Random, week: int) -> str:
    """Fresh cards wait for approval."""
    if week == 0:
        return rng.choices(("Approved", "Submitted", "Saved"), (55, 37, 8))[0]
    return "Submitted" if week == -1 and happens(rng, 0.08) else "Approved"


def _history(firm: Firm, rng: Random, card: Timecard) -> Iterator[Timecard]:
    """The card and what became of it: mostly nothing, else a second record that mends the first."""
    fate = rng.choices(tuple(FATES), tuple(FATES.values()))[0]
    later = min(firm.as_of, card.entered + timedelta(days=rng.randint(3, 20)))
    if fate == "stands" or card.status != "Approved" or later == card.entered:
        yield card
    else:
        yield from _mended(fate, card, later)


def _mended(fate: str, card: Timecard, later: date) -> Iterator[Timecard]:
    """The records of a card that was wrong; a fifth of its hours turn out never to have been worked."""
    less = tuple(_quarters(hours * 0.8) for hours in card.day_hours)
    right = replace(card, day_hours=less, entered=later, modified=later)
    if fate == "deleted":
        yield card
        yield replace(card, modified=later, note="deleted")
    elif fate == "corrected":
        yield replace(card, note="modified_later")
        yield replace(card, day_hours=less, modified=later, note="corrected")
    elif fate == "rejected":
        yield replace(card, status="Rejected", note="rejected")
        yield right
    else:
        yield card
        opposite = tuple(-hours if hours else 0.0 for hours in card.day_hours)
        yield replace(right, day_hours=opposite, note="reversal")
        if fate == "replaced":
            yield right


def _quarters(hours: float) -> float:
    return round(hours / QUARTER_HOUR) * QUARTER_HOUR
