"""Timesheets of a firm in the format of the consulting case, with the master files that they need."""

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

EMPLOYEES, ENGAGEMENTS, PHASES_PER_ENGAGEMENT, CLIENTS = 500, 200, 3, 40
FIRST_DAY, SATURDAY = date(2020, 1, 6), 5
LEVELS = ("STAFF ACCOUNTANT/CONSULTA", "SPECIALIST/SENIOR CONSULT", "MANAGER", "SENIOR MANAGER")
HEADER = (
    "Eng. No.", "Eng. Description", "Eng. Phase", "Phase Description", "Client No.", "Client Name", "Personnel No.",
    "Employee Name", "Staff Level", "Work Date", "Time Entry Date", "Posting Date", "Hours", "Charge-Out Rate",
    "Std. Price", "Adm. Surcharge",
)  # fmt: skip
CLOCK = " 14:16:07"
Row = Sequence[object]


def write_masters(folder: Path) -> None:
    """Clients, practices, employees, engagements, phases, standard rates and the budget."""
    engagements, people = range(ENGAGEMENTS), range(EMPLOYEES)
    phases = [(e, phase) for e in engagements for phase in range(1, PHASES_PER_ENGAGEMENT + 1)]
    span = ("2020-01-01", "2025-12-31", "NULL")
    _write(folder / "clients.csv", ("client_no", "client_name"), ((_client(c), f"Client {c}") for c in range(CLIENTS)))
    _write(folder / "practices.csv", ("practice_id", "practice_name", "description"), [(1, "Advisory", "Advice")])
    _write(
        folder / "employees.csv",
        ("personnel_no", "employee_name", "staff_level", "is_external", "employment_basis", "practice_id"),
        ((_person(p), f"Person {p}", _level(p), p % 10 == 0, "40.0", 1) for p in people),
    )
    _write(
        folder / "engagements.csv",
        ("eng_no", "eng_description", "client_no", "start_date", "end_date", "actual_end_date", "primary_practice_id"),
        ((_engagement(e), f"Engagement {e}", _client(e % CLIENTS), *span, 1) for e in engagements),
    )
    _write(
        folder / "phases.csv",
        ("eng_no", "eng_phase", "phase_description", "budget", "start_date", "end_date", "actual_end_date"),
        ((_engagement(e), 10 * phase, f"Phase {phase}", "", *span) for e, phase in phases),
    )
    _write(
        folder / "Case_Budget.csv",
        ("Code projet", "Nom de projet", "Code phase", "Phase Projet", "Budget"),
        ((_engagement(e), f"Engagement {e}", 10 * phase, f"Phase {phase}", 4_000_000) for e, phase in phases),
    )
    _write(
        folder / "charge_out_rates.csv",
        ("eng_no", "personnel_no", "standard_chargeout_rate"),
        ((_engagement(e), _person(p), _rate(p)) for p in people for e in _own_engagements(p)),
    )


def write_timesheets(path: Path, row_count: int, *, first_day: date = FIRST_DAY) -> None:
    """A CSV file of timesheets from that Monday on."""
    _write(path, HEADER, timesheets(row_count, first_day))


def write_workbook(path: Path, row_count: int) -> None:
    """A workbook with the sheet TIME: numbers as numbers, days as text."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("TIME")
    for number, row in enumerate((HEADER, *timesheets(row_count, FIRST_DAY))):
        sheet.write_row(number, 0, row)
    book.close()


def timesheets(row_count: int, first_day: date) -> Iterator[Row]:
    """One or two rows a person and working day, on the two phases of the person's week; entered within five days."""
    chance = random.Random(f"{row_count} {first_day}")
    for person in range(EMPLOYEES):
        left = row_count * (person + 1) // EMPLOYEES - row_count * person // EMPLOYEES
        own, day = _own_engagements(person), first_day
        phases: list[tuple[int, int]] = []
        while left:
            if day.weekday() == 0:
                phases = [(chance.choice(own), chance.randint(1, PHASES_PER_ENGAGEMENT)) for _ in range(2)]
            if day.weekday() < SATURDAY:
                entered = day + timedelta(days=chance.randrange(5))
                for engagement, phase in phases[: min(left, chance.choice((1, 2)))]:
                    left -= 1
                    yield _timesheet(person, engagement, phase, day, entered, chance.randint(4, 16) / 4)
            day += timedelta(days=1)


def _timesheet(person: int, engagement: int, phase: int, worked: date, entered: date, hours: float) -> Row:
    rate = _rate(person) - (20 if engagement % 4 == 0 else 0)
    return (
        _engagement(engagement), f"Engagement {engagement}", 10 * phase, f"Phase {phase}",
        _client(engagement % CLIENTS), f"Client {engagement % CLIENTS}", f"000{_person(person)}", f"Person {person}",
        _level(person), f"{worked}{CLOCK}", f"{entered}{CLOCK}", f"{entered}{CLOCK}", hours, rate, hours * rate, 12.6,
    )  # fmt: skip


def _write(path: Path, header: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(header)
        writer.writerows(rows)


def _own_engagements(person: int) -> list[int]:
    """The twelve engagements that a person works on."""
    return [(person * 7 + 13 * n) % ENGAGEMENTS for n in range(12)]


def _person(person: int) -> int:
    return 20_000 + person


def _level(person: int) -> str:
    return LEVELS[person % len(LEVELS)]


def _rate(person: int) -> int:
    return 150 + 60 * (person % len(LEVELS)) + person % 7 * 5


def _engagement(engagement: int) -> int:
    return 2_000_000_000 + engagement


def _client(client: int) -> int:
    return 1_000_017_000 + client
