"""A small firm with one of everything that is difficult; the random parts come from a fixed seed."""

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from tests.reference.firm import (
    Absence,
    Assignment,
    Contract,
    Employee,
    Engagement,
    Firm,
    Phase,
    Progress,
    StandardRate,
    Time,
)  # fmt: skip

MONDAY = date(2025, 1, 6)
WEEKS = 20
REPORTING_DATE = date(2025, 4, 16)  # a Wednesday
LEVELS = {"junior": Decimal("97.50"), "senior": Decimal(160), "SENIOR MANAGER": Decimal("333.33")}

PEOPLE = [
    Employee("e1", "Standard by rate card", "senior", "p1"),
    Employee("e2", "Standard by engagement", "junior", "p2", is_external=True),
    Employee("e3", "Standard by mode", "junior", None),
    Employee("e4", "New, and gone again", "senior", "p1", hired=date(2025, 1, 15), left=date(2025, 4, 3)),
    Employee("e5", "Part-time, then full-time", "SENIOR MANAGER", "p2"),
    Employee("e6", "External and new", "junior", "p2", is_external=True, hired=date(2024, 12, 1)),
    Employee("e7", "Without contract", "senior", "p2"),
    Employee("e8", "Contract that ended", "senior", "p1"),
]
CONTRACTS = [
    Contract("e1", Decimal(40)),
    Contract("e2", Decimal("37.5")),
    Contract("e3", Decimal("33.33")),
    Contract("e4", Decimal(40)),
    Contract("e5", Decimal(24), date(2024, 1, 1)),
    Contract("e5", Decimal(40), date(2025, 2, 19)),
    Contract("e6", Decimal(36)),
    Contract("e8", Decimal(40), date(2020, 1, 1), date(2025, 2, 12)),
]
ENGAGEMENTS = [
    Engagement("g1", "Alpha", "c1", "p1"),
    Engagement("g2", "Beta", "c1", "p2"),
    Engagement("g3", "Gamma", "c2", None),
    Engagement("g4", "Internal", "c2", "p1", is_billable=False),
    Engagement("g5", "Ended", "c2", "p2", status="completed", ended=date(2025, 3, 5)),
]
PHASES = [
    Phase("g1", "10", "Calendar", Decimal(250000), date(2025, 1, 8), date(2025, 6, 30)),
    Phase("g1", "20", "Plan", Decimal(128000)),
    Phase("g1", "30", "Estimate", Decimal("90000.50"), date(2025, 2, 1), date(2025, 5, 1), baseline="estimate"),
    Phase("g2", "10", "Physical", Decimal(64000), date(2025, 1, 1), date(2025, 4, 1), ev_method="physical"),
    Phase("g2", "20", "Hours to go", Decimal("77777.77"), date(2025, 1, 1), date(2025, 12, 31), ev_method="hours_etc"),
    Phase(
        "g2",
        "30",
        "Milestones, reported late",
        Decimal(30000),
        date(2025, 1, 1),
        date(2025, 12, 31),
        ev_method="milestone",
    ),
    Phase("g3", "10", "Zero budget", Decimal(0), date(2025, 1, 1), date(2025, 12, 31)),
    Phase("g3", "20", "No budget", None, date(2025, 1, 1), date(2025, 12, 31)),
    Phase("g3", "30", "No dates, no plan", Decimal(5000)),
    Phase("g3", "40", "One day", Decimal(12000), date(2025, 3, 3), date(2025, 3, 3)),
    Phase("g4", "10", "Not billable", Decimal(40000), date(2025, 1, 1), date(2025, 7, 1)),
    Phase("g5", "10", "Over budget", Decimal(9000), date(2025, 1, 1), date(2025, 3, 1)),
    Phase("g5", "20", "Starts after the reporting date", Decimal(9000), date(2025, 5, 5), date(2025, 6, 1)),
]
UNPLANNED = {("g3", "30"), ("g5", "20")}
RATES = [
    StandardRate(Decimal(150), date(2024, 1, 1), practice="p1", level="senior"),
    StandardRate(Decimal(192), date(2025, 3, 1), practice="p1", level="senior"),
    StandardRate(Decimal("310.10"), date(2025, 2, 1), practice="p2", level="SENIOR MANAGER"),
    *(StandardRate(Decimal(128), engagement=g.number, employee="e2") for g in ENGAGEMENTS),
    StandardRate(Decimal(350), engagement="g2", employee="e5"),
    StandardRate(Decimal(140), date(2025, 2, 10), engagement="g2", employee="e6"),
]
ABSENCES = [
    Absence("e1", date(2025, 2, 12), date(2025, 2, 20)),
    Absence("e1", date(2025, 2, 18), date(2025, 2, 25)),  # overlaps the one before
    Absence("e2", date(2025, 3, 3), date(2025, 3, 7), Decimal(4)),
    Absence("e2", date(2025, 3, 5), date(2025, 3, 5), Decimal("2.5")),
    Absence("e3", date(2025, 4, 14), date(2025, 4, 27)),  # with a holiday inside
    Absence("e5", date(2025, 1, 20), date(2025, 1, 31), is_approved=False),
    Absence("e6", date(2025, 3, 10), date(2025, 3, 14), Decimal(24)),
]
HOLIDAYS = {date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 3)}
PROGRESS = [
    Progress("g2", "10", date(2025, 2, 14), Decimal("0.125")),
    Progress("g2", "10", date(2025, 3, 31), Decimal("0.4375"), Decimal(10)),
    Progress("g2", "20", date(2025, 2, 2), remaining_hours=Decimal(333)),
    Progress("g2", "20", date(2025, 4, 10), remaining_hours=Decimal("111.5")),
    Progress("g2", "30", date(2025, 3, 20), Decimal("0.333333")),
    Progress("g1", "20", date(2025, 3, 1), remaining_hours=Decimal(200)),
    Progress("g3", "20", date(2025, 3, 1), Decimal("0.5")),
]


def made_up_firm() -> Firm:
    """The firm as of a Wednesday; some rows are entered or worked after it."""
    chance = random.Random(20250416)
    times: list[Time] = []
    assignments: list[Assignment] = []
    for phase in PHASES:
        team = chance.sample(PEOPLE, 3)
        for person in team:
            if (phase.engagement, phase.number) in UNPLANNED:
                continue
            assignments += [
                Assignment(
                    phase.engagement,
                    phase.number,
                    person.number,
                    MONDAY + timedelta(weeks=week),
                    Decimal(chance.choice([4, 8, 16, 20])),
                )
                for week in range(WEEKS)
                if chance.random() < 0.6
            ]
        if phase.number != "20" or phase.engagement != "g5":
            times += [row for person in team for row in worked(chance, phase, person)]
    return Firm(
        reporting_date=REPORTING_DATE,
        clients={"c1": "Client One", "c2": "Client Two"},
        employees=PEOPLE,
        contracts=CONTRACTS,
        engagements=ENGAGEMENTS,
        phases=PHASES,
        times=times,
        assignments=assignments,
        rates=RATES,
        absences=ABSENCES,
        holidays=HOLIDAYS,
        progress=PROGRESS,
    )


def worked(chance: random.Random, phase: Phase, person: Employee) -> list[Time]:
    """A person's timesheets on a phase: late entries, reversals, two prices, unpaid rows, another level on some."""
    rows = []
    for _ in range(14):
        day = MONDAY + timedelta(days=chance.randrange(-10, 7 * WEEKS - 20))
        hours = Decimal(chance.choice(["0.25", "1.5", "4", "7.5", "8"]))
        rate = LEVELS[person.level] * chance.choice([Decimal(1), Decimal("0.9"), Decimal("1.25")])
        row = Time(
            phase.engagement,
            phase.number,
            person.number,
            level=chance.choice([None, person.level, "senior"]),
            worked=day,
            entered=day + timedelta(days=chance.choice([-3, 0, 1, 2, 9, 30])),
            posted=day + timedelta(days=chance.choice([0, 2, 31])),
            hours=hours,
            rate=rate,
            price=(hours * rate).quantize(Decimal("0.0001")),
            surcharge=(rate * Decimal("0.06")).quantize(Decimal("0.0001")),
            is_billable=chance.random() < 0.85,
        )
        rows.append(row)
        if chance.random() < 0.15:
            rows.append(
                replace(
                    row,
                    hours=-row.hours,
                    price=-row.price,
                    surcharge=Decimal(0),
                    entered=row.entered + timedelta(days=7),
                )
            )
    return rows
