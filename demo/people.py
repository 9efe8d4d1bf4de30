"""The people: who they are, what they are contracted for, and when that changed."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from demo.chance import generator, happens
from demo.firm import DIVISION_SIZE, FULL_TIME_HOURS_PER_WEEK, LEVELS, OFFICES, PRACTICES, Firm
from demo.names import full_name
from demo.rates import cost_per_hour
from demo.salesforce_id import record_id

LEVEL_CYCLE = (1, 3, 2, 0, 5, 2, 1, 4, 2, 1, 3, 0)
"""Positions in LEVELS of each dozen of one practice: 1 partner, 1 senior manager, 2 managers, 8 others."""

EXTERNAL_POSITIONS = frozenset({2, 9, 14, 17, 25, 28, 33, 39, 47, 51, 55})
PART_TIME_HOURS = {6: 30.0, 19: 22.5, 23: 30.0, 31: 22.5, 38: 30.0, 44: 30.0, 58: 15.0}
NEW_HIRE_WEEKS = {11: 3, 27: 6, 36: 9, 49: 11}
LEAVER_WEEKS = {13: 30, 42: 14, 52: 47}
BOSTON_EVERY = 4
NULL_PLACE = 16
"""Somebody whose family name is Null, which careless readers lose."""

LATEST_ORDINARY_HIRE_WEEK = -13


@dataclass(frozen=True, slots=True)
class Contract:
    """What holds from a date on: level, contracted hours a week and cost an hour."""

    effective_from: date
    level: str
    weekly_hours: float
    cost_per_hour: float


@dataclass(frozen=True, slots=True)
class Person:
    """One consultant, in every system at once."""

    ordinal: int
    name: str
    practice: str
    office: str
    is_external: bool
    hire_date: date
    termination_date: date | None
    contracts: tuple[Contract, ...]

    @property
    def worker_id(self) -> str:
        """The HR number, with its leading zeros."""
        return f"{1001 + self.ordinal:06d}"

    @property
    def contact_id(self) -> str:
        """The Salesforce contact."""
        return record_id("Contact", self.ordinal)

    @property
    def division(self) -> int:
        """The division whose engagements the person works on."""
        return self.ordinal // DIVISION_SIZE

    @property
    def email(self) -> str:
        """An address in a domain that can never exist."""
        letters = unicodedata.normalize("NFKD", self.name.lower())
        plain = letters.encode("ascii", "ignore").decode().replace(" ", ".").replace("'", "")
        return f"{plain}.{self.worker_id}@firm.example"

    def contract_on(self, day: date) -> Contract:
        """The contract in force that day; the first one before the hire date."""
        current = self.contracts[0]
        for contract in self.contracts:
            if contract.effective_from <= day:
                current = contract
        return current

    def is_employed(self, day: date) -> bool:
        """Whether the day lies between hire and end, both included."""
        return self.hire_date <= day and (self.termination_date is None or day <= self.termination_date)


def people(firm: Firm) -> list[Person]:
    """Everybody who works or worked here during the history."""
    return [_person(firm, ordinal) for ordinal in range(firm.employees)]


def _person(firm: Firm, ordinal: int) -> Person:
    rng = generator(firm.seed, "person", ordinal)
    place = ordinal % DIVISION_SIZE
    office = OFFICES[1] if place % BOSTON_EVERY == 1 else OFFICES[0]
    is_external = place in EXTERNAL_POSITIONS
    hire_date = _hire_date(firm, rng, place)
    termination_date = None
    if place in LEAVER_WEEKS and LEAVER_WEEKS[place] < firm.history_weeks:
        termination_date = firm.monday(-LEAVER_WEEKS[place]) + timedelta(days=4)
        hire_date = min(hire_date, firm.monday(-LEAVER_WEEKS[place] - 60))
    practice = PRACTICES[place % len(PRACTICES)]
    level = LEVEL_CYCLE[place // len(PRACTICES) % len(LEVEL_CYCLE)]
    hours = PART_TIME_HOURS.get(place, FULL_TIME_HOURS_PER_WEEK[office])
    return Person(
        ordinal,
        "Noah Null" if place == NULL_PLACE else full_name(ordinal * 11 + firm.seed),
        practice,
        office,
        is_external,
        hire_date,
        termination_date,
        tuple(_contracts(firm, rng, hire_date, level, hours, is_external=is_external)),
    )


def _hire_date(firm: Firm, rng: Random, place: int) -> date:
    """Most were here before the history begins; some came during it, a few lately."""
    if place in NEW_HIRE_WEEKS:
        return firm.monday(-NEW_HIRE_WEEKS[place])
    if happens(rng, 0.85):
        return firm.first_day - timedelta(days=rng.randint(30, 3000))
    return firm.monday(rng.randint(firm.first_week, max(firm.first_week, LATEST_ORDINARY_HIRE_WEEK)))


def _contracts(
    firm: Firm, rng: Random, hire_date: date, final_level: int, hours: float, *, is_external: bool
) -> Iterator[Contract]:
    """One contract at hire, then one a year for the raise; one of them may be a promotion."""
    first_year = max(hire_date.year + 1, firm.first_day.year)
    days = [hire_date] + [date(year, 1, 1) for year in range(first_year, firm.as_of.year + 1)]
    promoted_at = rng.randrange(len(days)) if not is_external and final_level and happens(rng, 0.35) else 0
    reduced_at = len(days) - 1 if happens(rng, 0.06) and hours > max(PART_TIME_HOURS.values()) else len(days)
    for step, (day, following) in enumerate(pairwise([*days, firm.as_of + timedelta(days=1)])):
        if following <= day:
            continue
        level = LEVELS[final_level - (step < promoted_at)]
        weekly = 30.0 if step >= reduced_at else hours
        yield Contract(day, level, weekly, cost_per_hour(level, day, is_external=is_external))
