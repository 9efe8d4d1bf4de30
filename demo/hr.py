"""HR: workers with their contracts, time off as BambooHR exports it, public holidays and rate cards."""

from collections.abc import Iterable, Iterator
from datetime import date

from demo.dirt import added, mix_in, replaced
from demo.extract_file import Layout, Line
from demo.firm import CURRENCY, LEVELS, OFFICES, PRACTICES, Firm
from demo.leave import Absence, public_holidays
from demo.organization import place_of
from demo.people import Person
from demo.rates import standard_rate_per_hour
from demo.wording import fixed, optional

WORKERS = Layout(
    "hr/workers.csv",
    (
        "worker_id", "legal_name", "work_email", "level", "practice", "team", "sub_team", "pod", "location",
        "hire_date", "termination_date", "effective_date", "weekly_hours", "is_external", "standard_cost_per_hour",
        "currency",
    ),
)  # fmt: skip
TIME_OFF = Layout(
    "hr/time_off.csv",
    ("id", "employeeId", "name", "status", "start", "end", "type", "amount", "unit", "created", "notes"),
)
HOLIDAYS = Layout("hr/public_holidays.csv", ("Lieu", "Date", "Nom du jour férié", "Chômé et payé"))
RATE_CARDS = Layout(
    "hr/rate_cards.csv",
    ("practice", "level", "effective_from", "standard_rate_per_hour", "currency"),
    delimiter=";",
    line_end="\r\n",
)
FIRST_REQUEST = 20_001


def worker_lines(everybody: Iterable[Person]) -> Iterator[Line]:
    """One line per person and contract, the oldest first."""
    for person in everybody:
        for position, contract in enumerate(person.contracts):
            is_padded = person.ordinal in {4, 9} and not position
            row = {
                "worker_id": person.worker_id,
                "legal_name": person.name + ("  " if is_padded else ""),
                "work_email": person.email,
                "level": contract.level,
                "practice": person.practice,
                "location": person.office,
                "hire_date": person.hire_date.isoformat(),
                "termination_date": optional(person.termination_date),
                "effective_date": contract.effective_from.isoformat(),
                "weekly_hours": fixed(contract.weekly_hours),
                "is_external": "Yes" if person.is_external else "No",
                "standard_cost_per_hour": fixed(contract.cost_per_hour),
                "currency": CURRENCY,
            } | place_of(person.practice, person.ordinal)
            is_odd_name = person.name.endswith(" Null")
            yield Line(row, "trailing_blanks" if is_padded else "name_that_looks_missing" if is_odd_name else "")


def time_off_lines(everybody: Iterable[Person], leave: Iterable[list[Absence]]) -> Iterator[Line]:
    """One line per request; the impossible ones are further requests."""
    smudges = (
        added("bad_date", "id", _spare_id, start="2025-02-30"),
        added("na_number", "id", _spare_id, amount="NA"),
        added("unknown_employee", "id", _spare_id, employeeId="999999", name="Somebody Else"),
        replaced("formula_text", notes='=HYPERLINK("http://example.test","see here")'),
        replaced("html_text", notes="<b>urgent</b><script>alert(1)</script>"),
        replaced("line_break_in_text", notes="Two weeks,\nback on Monday"),
        added("end_before_start", "id", _spare_id, start="2025-08-20", end="2025-08-10"),
        added("bad_date", "id", _spare_id, end="31/11/2025"),
        added("required_blank", "id", _spare_id, employeeId="", name="Nobody"),
    )
    return mix_in(_requests(everybody, leave), smudges, every=60)


def holiday_lines(firm: Firm) -> Iterator[Line]:
    """One line per office and public holiday, under French labels."""
    for office in OFFICES:
        for day, name in public_holidays(firm, office).items():
            row = {"Lieu": office, "Date": day.isoformat(), "Nom du jour férié": name, "Chômé et payé": "Oui"}
            yield Line(row)


def rate_card_lines(firm: Firm) -> Iterator[Line]:
    """One line per year, practice and level, with decimal commas, and a level that nobody has."""
    unknown = added("unknown_level", "level", lambda _spare: "Distinguished Wizard")
    return mix_in(_rates(firm), [unknown], every=70)


def _rates(firm: Firm) -> Iterator[Line]:
    for year in range(firm.first_day.year, firm.as_of.year + 1):
        day = date(year, 1, 1)
        for practice in PRACTICES:
            for level in LEVELS:
                yield Line(_rate(practice, level, day, standard_rate_per_hour(practice, level, day)))


def _rate(practice: str, level: str, day: date, rate_per_hour: int) -> dict[str, str]:
    return {
        "practice": practice,
        "level": level,
        "effective_from": day.isoformat(),
        "standard_rate_per_hour": fixed(rate_per_hour).replace(".", ","),
        "currency": CURRENCY,
    }


def _requests(everybody: Iterable[Person], leave: Iterable[list[Absence]]) -> Iterator[Line]:
    request = FIRST_REQUEST
    for person, wishes in zip(everybody, leave, strict=True):
        covered: date | None = None
        for wish in wishes:
            in_hours = wish.hours is not None
            is_overlap = wish.status == "approved" and covered is not None and wish.start <= covered
            if wish.status == "approved":
                covered = max(covered or wish.end, wish.end)
            row = {
                "id": str(request),
                "employeeId": person.worker_id,
                "name": person.name,
                "status": wish.status,
                "start": wish.start.isoformat(),
                "end": wish.end.isoformat(),
                "type": wish.kind,
                "amount": fixed(wish.hours if wish.hours is not None else len(list(wish.working_days())), 1),
                "unit": "hours" if in_hours else "days",
                "created": wish.requested.isoformat(),
                "notes": "",
            }
            yield Line(row, "overlapping_leave" if is_overlap else "")
            request += 1


def _spare_id(spare: int) -> str:
    return str(9_000_001 + spare)
