"""What the project manager would report: budget, planned hours and progress of each phase."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from demo.engagements import Engagement, Phase, baseline_end, baseline_start, worked_until
from demo.firm import OUTLOOK_WEEKS, Firm
from demo.plan import Assignment
from demo.timecards import Timecard

USUAL_RATE_PER_HOUR = 225.0
USUAL_HOURS_PER_WEEK = 130.0
BUDGET_STEP = 1000
BUDGET_BOUNDS = (0.6, 1.8)
UNFINISHED = 0.97


@dataclass(slots=True)
class Effort:
    """Hours and money of the phases, gathered while timecards and bookings pass by."""

    worked_hours: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    worked_amount: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    booked_hours: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    booked_amount: dict[int, float] = field(default_factory=lambda: defaultdict(float))

    def add_timecard(self, card: Timecard) -> None:
        """Count a card whose hours stand."""
        if card.counts:
            self.worked_hours[card.phase.ordinal, card.week] += card.hours
            self.worked_amount[card.phase.ordinal] += card.hours * card.rate_per_hour

    def add_booking(self, booking: Assignment) -> None:
        """Count the weeks of a booking that are still to come."""
        weeks = max(0, booking.last_week - max(0, booking.first_week - 1))
        hours = weeks * sum(booking.day_hours)
        self.booked_hours[booking.phase.ordinal] += hours
        self.booked_amount[booking.phase.ordinal] += hours * booking.rate_per_hour

    def hours_until(self, phase: Phase, week: int) -> float:
        """Worked hours of the phase up to the end of the week."""
        first = min(phase.first_week, week)
        return sum(self.worked_hours.get((phase.ordinal, past), 0.0) for past in range(first, week + 1))


@dataclass(frozen=True, slots=True)
class PhaseBudget:
    """Budget at completion in dollars, and the hours it was planned with."""

    bac_amount: int
    planned_hours: int


def progress_ratio(firm: Firm, engagement: Engagement, phase: Phase, day: date) -> float:
    """Share of the phase that is done on that day; its distance from the calendar grows to the story's SPI."""
    if firm.week_of(day) > worked_until(engagement, phase):
        return 1.0
    now = _elapsed_ratio(firm, phase, firm.as_of)
    elapsed = _elapsed_ratio(firm, phase, day)
    drift = (engagement.story.spi - 1) * (elapsed / now if now else 0.0)
    return round(min(UNFINISHED, elapsed * (1 + drift)), 2)


def budget(firm: Firm, engagement: Engagement, phase: Phase, effort: Effort) -> PhaseBudget:
    """A budget under which the hours logged so far give the story's CPI."""
    weeks = phase.last_week - phase.first_week + 1
    ordinal = phase.ordinal
    if engagement.is_pipeline or engagement.story.is_internal:
        hours = min(weeks, OUTLOOK_WEEKS) * USUAL_HOURS_PER_WEEK
        return _rounded(hours * USUAL_RATE_PER_HOUR, USUAL_RATE_PER_HOUR)
    worked, booked = effort.worked_amount[ordinal], effort.booked_amount[ordinal]
    hours = effort.hours_until(phase, 0) + effort.booked_hours[ordinal]
    rate = (worked + booked) / hours if hours else USUAL_RATE_PER_HOUR
    planned_weeks = max(1, min(phase.last_week, OUTLOOK_WEEKS) - max(phase.first_week - 1, 0))
    unseen = max(0, phase.last_week - OUTLOOK_WEEKS) / planned_weeks
    whole = worked + booked * (1 + unseen)
    progress = progress_ratio(firm, engagement, phase, firm.as_of) if phase.first_week <= 0 else 0.0
    amount = worked * engagement.story.cpi / progress if progress else whole
    low, high = BUDGET_BOUNDS
    amount = min(max(amount, low * whole), high * whole)
    if not engagement.story.has_budget:
        return PhaseBudget(0, round(whole / rate))
    return _rounded(amount, rate)


def remaining_hours(done_ratio: float, worked_hours: float) -> float:
    """Hours to go, if the hours worked so far brought that share."""
    return round(worked_hours * (1 - done_ratio) / done_ratio, 1) if done_ratio else 0.0


def report_dates(firm: Firm, engagement: Engagement, phase: Phase) -> list[date]:
    """The Fridays of status reports: every fourth week while there is work, and when it ends."""
    last = min(0, worked_until(engagement, phase) + 1)
    first = max(firm.first_week, phase.first_week)
    weeks = sorted({*range(first + 3, last, 4), last} if last >= first else set())
    return [min(firm.as_of, firm.monday(week) + timedelta(days=4)) for week in weeks]


def _elapsed_ratio(firm: Firm, phase: Phase, day: date) -> float:
    start, end = baseline_start(firm, phase), baseline_end(firm, phase)
    return min(1.0, max(0.0, (day - start) / (end - start)))


def _rounded(amount: float, rate_per_hour: float) -> PhaseBudget:
    bac = max(BUDGET_STEP, round(amount / BUDGET_STEP) * BUDGET_STEP)
    return PhaseBudget(bac, round(bac / rate_per_hour))
