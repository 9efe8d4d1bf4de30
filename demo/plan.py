"""The booked plan: who is assigned to which phase, in which weeks, for how many hours a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from demo.chance import generator, happens
from demo.engagements import Engagement, OpenPhases, Phase, worked_until
from demo.firm import OUTLOOK_WEEKS, Firm
from demo.leave import Absence
from demo.people import Person
from demo.rates import standard_rate_per_hour

BILLABLE_TARGET = {
    "Analyst": 0.94,
    "Consultant": 0.94,
    "Senior Consultant": 0.92,
    "Manager": 0.83,
    "Senior Manager": 0.68,
    "Partner": 0.46,
}
SLOT_SHARES = (0.62, 0.38)
HOURS_STEP = 0.5
LEAVE_DAYS_THAT_STOP_WORK = 4
FULL_DAY_HOURS = 7.5
DAYS_A_WEEK = 5
FIT = (6.0, 3.0)
MISFIT = 0.08
LOYALTY = 5.0


@dataclass(frozen=True, slots=True)
class Assignment:
    """One person on one phase for some weeks, both included, with the same hours every week."""

    person: int
    engagement: Engagement
    phase: Phase
    first_week: int
    last_week: int
    day_hours: tuple[float, ...]
    rate_per_hour: int


def assignments(firm: Firm, person: Person, leave: list[Absence], phases: OpenPhases) -> list[Assignment]:
    """The person's bookings from the first week of the history to the end of the outlook, in order of start."""
    rng = generator(firm.seed, "plan", person.ordinal)
    away = _weeks_away(firm, leave)
    found = [
        assignment
        for share in SLOT_SHARES
        for assignment in _slot(firm, rng, person, share, away=away, phases=phases)
    ]  # fmt: skip
    return sorted(found, key=lambda assignment: (assignment.first_week, assignment.phase.ordinal))


def rate_per_hour(firm: Firm, person: Person, engagement: Engagement, week: int) -> int:
    """The negotiated rate: the rate card on that Monday less the engagement's discount, in dollars an hour."""
    day = max(firm.monday(week), person.hire_date)
    standard = standard_rate_per_hour(person.practice, person.contract_on(day).level, day)
    return round(standard * (1 - engagement.story.discount_ratio))


def working_pattern(weekly_hours: float) -> tuple[float, ...]:
    """Contracted hours of Monday to Sunday; part-timers work whole days early in the week."""
    if weekly_hours >= DAYS_A_WEEK * FULL_DAY_HOURS:
        return (weekly_hours / DAYS_A_WEEK,) * DAYS_A_WEEK + (0.0, 0.0)
    days = round(weekly_hours / FULL_DAY_HOURS)
    return (FULL_DAY_HOURS,) * days + (0.0,) * (7 - days)


def _weeks_away(firm: Firm, leave: list[Absence]) -> set[int]:
    """Weeks that are mostly leave."""
    days: dict[int, set[date]] = {}
    for absence in leave:
        if absence.status == "approved" and absence.hours is None:
            for day in absence.working_days():
                days.setdefault(firm.week_of(day), set()).add(day)
    return {week for week, taken in days.items() if len(taken) >= LEAVE_DAYS_THAT_STOP_WORK}


def _slot(
    firm: Firm, rng: Random, person: Person, share: float, *, away: set[int], phases: OpenPhases
) -> Iterator[Assignment]:
    """One strand of bookings: block after block, with a gap now and then."""
    week = max(firm.first_week, firm.week_of(person.hire_date + timedelta(days=6)))
    last = OUTLOOK_WEEKS if person.termination_date is None else firm.week_of(person.termination_date)
    previous: Engagement | None = None
    while week <= last:
        choice = _choice(rng, person, phases.get((person.division, week), []), previous)
        if choice is None:
            week += 1
            continue
        engagement, phase = choice
        end = min(week + rng.randint(3, 12), worked_until(engagement, phase), last)
        factor = share * (1.35 if happens(rng, 0.07) else 1.0)
        is_careless = happens(rng, 0.2)
        for first, until in _around(week, end, set() if is_careless else away):
            hours = _day_hours(person, firm.monday(first), factor)
            yield Assignment(
                person.ordinal, engagement, phase, first, until, hours, rate_per_hour(firm, person, engagement, first)
            )
        previous = engagement
        week = end + 1 + (rng.randint(1, 3) if happens(rng, 0.1) else 0)


def _choice(
    rng: Random, person: Person, candidates: list[tuple[Engagement, Phase]], previous: Engagement | None
) -> tuple[Engagement, Phase] | None:
    """A phase that wants the person's practice, rather the engagement of before."""
    if not candidates:
        return None
    weights = [
        _fit(person, engagement) * engagement.story.demand * (LOYALTY if engagement is previous else 1.0)
        for engagement, _ in candidates
    ]
    return rng.choices(candidates, weights)[0]


def _fit(person: Person, engagement: Engagement) -> float:
    wanted = engagement.story.practices
    return FIT[wanted.index(person.practice)] if person.practice in wanted else MISFIT


def _around(first: int, last: int, away: set[int]) -> Iterator[tuple[int, int]]:
    """The stretches of first to last that leave out the weeks away."""
    stops = [first - 1, *sorted(week for week in away if first <= week <= last), last + 1]
    for before, after in pairwise(stops):
        if after - before > 1:
            yield before + 1, after - 1


def _day_hours(person: Person, monday: date, share: float) -> tuple[float, ...]:
    """Booked hours of Monday to Sunday, in half hours."""
    contract = person.contract_on(monday)
    target = BILLABLE_TARGET[contract.level] * share
    return tuple(round(hours * target / HOURS_STEP) * HOURS_STEP for hours in working_pattern(contract.weekly_hours))
