"""The public case, read with the csv module alone."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.reference.firm import Absence, Assignment, Contract, Employee, Engagement, Firm, Phase, StandardRate, Time

CASE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "kpmg_case"
CROSSWALK = {"h": "14536"}  # the name on those rows is Olivier Robert's


def read_case(folder: Path = CASE) -> Firm:
    """The firm as of 2025-03-17, the latest posting date."""
    people = _rows(folder / "hr" / "employees.csv")
    return Firm(
        reporting_date=date(2025, 3, 17),
        clients={row["client_no"]: row["client_name"] for row in _rows(folder / "hr" / "clients.csv")},
        employees=[
            Employee(
                row["personnel_no"],
                row["employee_name"],
                row["staff_level"],
                row["practice_id"],
                row["is_external"] == "True",
            )
            for row in people
        ],
        contracts=[Contract(row["personnel_no"], Decimal(row["employment_basis"])) for row in people],
        engagements=[
            Engagement(row["eng_no"], row["eng_description"], row["client_no"], row["primary_practice_id"])
            for row in _rows(folder / "hr" / "engagements.csv")
        ],
        phases=[
            Phase(
                row["eng_no"],
                row["eng_phase"],
                row["phase_description"].strip(),
                Decimal(row["budget"]),
                date.fromisoformat(row["start_date"]),
                date.fromisoformat(row["end_date"]),
            )
            for row in _rows(folder / "hr" / "phases.csv")
        ],
        times=[_time(row) for row in _rows(folder / "KPMG Case Data_TIME.csv")],
        assignments=[
            assignment
            for year in ("2024", "2025")
            for row in _rows(folder / f"KPMG Case Data_Staffing___{year}.csv")
            if row["Personnel No."]
            for assignment in _assignments(row)
        ],
        rates=[
            StandardRate(
                Decimal(row["standard_chargeout_rate"]), engagement=row["eng_no"], employee=row["personnel_no"]
            )
            for row in _rows(folder / "hr" / "charge_out_rates.csv")
        ],
        absences=[
            Absence(row["personnel_no"], date.fromisoformat(row["start_date"]), date.fromisoformat(row["end_date"]))
            for row in _rows(folder / "hr" / "vacations.csv")
        ],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _code(text: str) -> str:
    """``000010``, ``10`` and ``10.0`` are one number."""
    return CROSSWALK.get(text) or str(int(Decimal(text)))


def _time(row: dict[str, str]) -> Time:
    def day(column: str) -> date:
        return date.fromisoformat(row[column][:10])

    return Time(
        engagement=_code(row["Eng. No."]),
        phase=_code(row["Eng. Phase"]),
        employee=_code(row["Personnel No."]),
        level=row["Staff Level"].strip(),
        worked=day("Work Date"),
        entered=day("Time Entry Date"),
        posted=day("Posting Date"),
        hours=Decimal(row["Hours"]),
        rate=Decimal(row["Charge-Out Rate"]),
        price=Decimal(row["Std. Price"]),
        surcharge=Decimal(row["Adm. Surcharge"]),
    )


def _assignments(row: dict[str, str]) -> list[Assignment]:
    who = _code(row["Eng. No."]), _code(row["Eng. Phase"]), _code(row["Personnel No."])
    return [
        Assignment(*who, date.fromisoformat(column[:10]), Decimal(hours))
        for column, hours in row.items()
        if column and column[:2] == "20" and hours and Decimal(hours)
    ]
