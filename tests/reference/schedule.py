"""Schedule % by the three baselines (001 appendix 4; DESIGN section 5)."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from functools import cache

from tests.reference.firm import Firm, Phase
from tests.reference.worth import recognized, rounded_fraction


def calendar(_firm: Firm, phase: Phase, as_of: date) -> Fraction | None:
    if phase.start is None or phase.end is None or phase.end < phase.start:
        return None
    if as_of <= phase.start:
        return Fraction(0)
    if as_of >= phase.end:
        return Fraction(1)
    return Fraction((as_of - phase.start).days, (phase.end - phase.start).days)


def plan(firm: Firm, phase: Phase, as_of: date) -> Fraction | None:
    """Planned hours of weeks that have ended, of all planned hours."""
    mine = [a for a in firm.assignments if (a.engagement, a.phase) == (phase.engagement, phase.number)]
    total = sum(a.hours for a in mine)
    if not total > 0:
        return None
    ended = sum(a.hours for a in mine if a.monday + timedelta(days=6) <= as_of)
    return Fraction(ended) / Fraction(total)


def estimate(firm: Firm, phase: Phase, as_of: date) -> Fraction | None:
    """Working days = BAC / (weighted rate · headcount · 8 h), 7/5 calendar days each, from the first day worked."""
    mine = [a for a in firm.assignments if (a.engagement, a.phase) == (phase.engagement, phase.number)]
    worked = [
        t.worked
        for t in firm.times
        if (t.engagement, t.phase) == (phase.engagement, phase.number) and recognized(t) <= firm.reporting_date
    ]
    rates = {a.employee: most_frequent_rate(firm, level_of(firm, a.employee)) for a in mine}
    priced = [(Fraction(a.hours), Fraction(rates[a.employee])) for a in mine if rates[a.employee] is not None]
    if not priced or not worked or not phase.bac:
        return None
    weighted = rounded_fraction(sum(h * r for h, r in priced) / sum(h for h, _ in priced), 6)
    headcount = len({a.employee for a in mine})
    days = rounded_fraction(Fraction(phase.bac) / (Fraction(weighted) * headcount * 8) * Fraction(7, 5), 6)
    elapsed = max((as_of - min(worked)).days, 0)
    return min(Fraction(elapsed) / Fraction(days), Fraction(1))


def level_of(firm: Firm, employee: str) -> str:
    return next(e.level for e in firm.employees if e.number == employee)


@cache
def most_frequent_rate(firm: Firm, level: str):
    """The charge-out rate on most timesheets of a level; of equally frequent ones the highest."""
    counted = Counter(
        t.rate
        for t in firm.times
        if (t.level or level_of(firm, t.employee)) == level and t.rate > 0 and recognized(t) <= firm.reporting_date
    )
    return max(counted, key=lambda rate: (counted[rate], rate)) if counted else None


BASELINES = {"calendar": calendar, "plan": plan, "estimate": estimate}


def chosen_baseline(firm: Firm, phase: Phase) -> str | None:
    """The phase's own, else calendar where the source gives dates, else plan."""
    if phase.baseline:
        return phase.baseline
    if phase.start and phase.end and phase.end >= phase.start:
        return "calendar"
    return "plan" if plan(firm, phase, firm.reporting_date) is not None else None
