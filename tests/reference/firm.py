"""What a firm's extracts say, as plain records; `Firm` is what the oracle computes from and what the tests load."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal


@dataclass(frozen=True)
class Employee:
    number: str
    name: str
    level: str
    practice: str | None = None
    is_external: bool = False
    hired: date | None = None
    left: date | None = None


@dataclass(frozen=True)
class Contract:
    employee: str
    hours: Decimal
    first_day: date = date(1900, 1, 1)
    last_day: date | None = None


@dataclass(frozen=True)
class Absence:
    employee: str
    first_day: date
    last_day: date
    hours_per_day: Decimal | None = None
    is_approved: bool = True


@dataclass(frozen=True)
class Engagement:
    number: str
    name: str
    client: str
    practice: str | None = None
    is_billable: bool = True
    status: str = "active"
    ended: date | None = None


@dataclass(frozen=True)
class Phase:
    engagement: str
    number: str
    name: str
    bac: Decimal | None
    start: date | None = None
    end: date | None = None
    baseline: str | None = None
    ev_method: str | None = None


@dataclass(frozen=True)
class Progress:
    engagement: str
    phase: str
    reported: date
    done_ratio: Decimal | None = None
    remaining_hours: Decimal | None = None


@dataclass(frozen=True)
class Time:
    engagement: str
    phase: str
    employee: str
    level: str | None
    worked: date
    entered: date
    posted: date
    hours: Decimal
    rate: Decimal
    price: Decimal
    surcharge: Decimal = Decimal(0)
    is_billable: bool = True


@dataclass(frozen=True)
class Assignment:
    engagement: str
    phase: str
    employee: str
    monday: date
    hours: Decimal


@dataclass(frozen=True)
class StandardRate:
    """A rate card line (practice and level) or an engagement's rate (engagement and employee)."""

    rate: Decimal
    first_day: date = date(1900, 1, 1)
    practice: str | None = None
    level: str | None = None
    engagement: str | None = None
    employee: str | None = None


@dataclass(eq=False)
class Firm:
    reporting_date: date
    clients: dict[str, str]
    employees: list[Employee]
    contracts: list[Contract]
    engagements: list[Engagement]
    phases: list[Phase]
    times: list[Time]
    assignments: list[Assignment]
    rates: list[StandardRate] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    holidays: set[date] = field(default_factory=set)
    progress: list[Progress] = field(default_factory=list)
    onboarding_weeks: int = 12
    includes_surcharge: bool = False


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half away from zero, as accountants and both engines round."""
    from decimal import ROUND_HALF_UP

    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
