"""What a timesheet row is worth: AC, d, ea, eo and the extracted value (001, Value Extraction Coefficient)."""

from collections import Counter
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from tests.reference.firm import Contract, Firm, Time, rounded

EXTERNAL_DISCOUNT = Fraction(1, 10)
ONBOARDING_DISCOUNT = Fraction(2, 10)


def recognized(time: Time) -> date:
    """The day from which the row counts."""
    return max(time.worked, time.entered)


def rounded_fraction(value: Fraction, digits: int) -> Decimal:
    """An exact fraction, rounded once, half away from zero."""
    scaled = abs(value) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-digits)


def actual_cost(firm: Firm, time: Time) -> Decimal:
    return time.price + (time.surcharge if firm.includes_surcharge else 0)


def contract_on(firm: Firm, employee: str, day: date) -> Contract | None:
    """The newest contract that has begun, if it still runs and the employee is employed."""
    person = next(e for e in firm.employees if e.number == employee)
    begun = [c for c in firm.contracts if c.employee == employee and c.first_day <= day]
    newest = max(begun, key=lambda c: c.first_day, default=None)
    if newest is None or (newest.last_day and day > newest.last_day):
        return None
    if (person.hired and day < person.hired) or (person.left and day > person.left):
        return None
    return newest


@cache
def standard_rate(firm: Firm, time: Time) -> tuple[Decimal | None, str]:
    """The standard rate of that employee on that day, and where it comes from."""
    person = next(e for e in firm.employees if e.number == time.employee)
    level = time.level or person.level

    def newest(**keys: str | None) -> Decimal | None:
        found = [
            r
            for r in firm.rates
            if r.first_day <= time.worked and all(getattr(r, k) == v for k, v in keys.items()) and r.rate > 0
        ]
        return max(found, key=lambda r: r.first_day).rate if found else None

    card = newest(practice=person.practice, level=level, engagement=None) if person.practice else None
    if card is not None:
        return card, "rate_card"
    agreed = newest(engagement=time.engagement, employee=time.employee)
    if agreed is not None:
        return agreed, "engagement_rate"
    counted = Counter(
        t.rate
        for t in firm.times
        if (t.engagement, t.employee) == (time.engagement, time.employee)
        and t.rate > 0
        and recognized(t) <= firm.reporting_date
    )
    if counted:
        return max(counted, key=lambda rate: (counted[rate], rate)), "modal_rate"
    return None, "none"


def is_new(firm: Firm, time: Time) -> bool:
    hired = next(e.hired for e in firm.employees if e.number == time.employee)
    return hired is not None and hired <= time.worked and (time.worked - hired).days < 7 * firm.onboarding_weeks


def extracted(firm: Firm, time: Time) -> Decimal:
    """AC · d · ea · eo of one row, to six decimals."""
    person = next(e for e in firm.employees if e.number == time.employee)
    standard, _ = standard_rate(firm, time)
    d = Fraction(time.rate) / Fraction(standard) if standard else Fraction(1)
    ea = 1 - EXTERNAL_DISCOUNT * person.is_external
    eo = 1 - ONBOARDING_DISCOUNT * is_new(firm, time)
    return rounded_fraction(Fraction(actual_cost(firm, time)) * d * ea * eo, 6)


def standard_value(firm: Firm, time: Time) -> Decimal | None:
    standard, _ = standard_rate(firm, time)
    return None if standard is None else rounded(time.hours * standard, 4)
