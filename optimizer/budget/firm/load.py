"""The initiatives, people and settings that the database holds, as the model's data."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from config.errors import ModelError
from optimizer.budget.data import BudgetData, Employee, Initiative
from optimizer.budget.firm.rules import rules_of
from optimizer.budget.months import months_between
from optimizer.budget.skills.expression import normalized
from optimizer.budget.skills.requirement import Skills, read_requirement
from optimizer.budget.skills.tokens import SkillSyntaxError
from optimizer.firm.parameters import Parameters
from sql.database import Reader

HIGHEST_PROFICIENCY = 5

INITIATIVES = """
SELECT
    initiative_id, source_system, initiative_source_id, initiative_name, funding_source, driver, impact, user_rank,
    budget_amount, currency, effort_man_months, start_month_date, end_month_date, required_skills, team, sub_team, pod,
    maximum_share_ratio, predecessor_source_id
FROM core.initiatives
WHERE is_deleted = 0 AND end_month_date >= :first_month
ORDER BY initiative_id;
"""
EMPLOYEES = """
SELECT
    e.employee_id, e.source_system, e.employee_source_id, e.employee_name, e.monthly_cost_amount, e.currency,
    e.hire_date, e.termination_date, level_code = l.staff_level_code, location_name = p.location_name,
    u.team, u.sub_team, u.pod
FROM core.employees AS e
LEFT JOIN core.staff_levels AS l ON l.staff_level_id = e.staff_level_id
LEFT JOIN core.locations AS p ON p.location_id = e.location_id
LEFT JOIN core.org_units AS u ON u.org_unit_id = e.org_unit_id
WHERE e.is_deleted = 0 AND (e.termination_date IS NULL OR e.termination_date >= :first_month)
ORDER BY e.employee_id;
"""
SKILLS = """
SELECT s.employee_id, s.skill_kind, s.proficiency_level, k.skill_code, k.skill_name
FROM core.employee_skills AS s
INNER JOIN core.skills AS k ON k.skill_id = s.skill_id;
"""
CAPACITY = """
SELECT
    w.employee_id, c.month_start_date,
    capacity_hours = SUM(w.capacity_hours),
    contracted_hours = SUM(w.contracted_hours)
FROM core.capacity_week AS w
INNER JOIN core.calendar AS c ON c.calendar_date = w.week_start_date
GROUP BY w.employee_id, c.month_start_date;
"""
LAST_PLAN = """
SELECT a.employee_id, a.initiative_id, a.month_start_date, a.share_ratio
FROM pred.budget_allocation AS a
WHERE a.run_id = (
    SELECT MAX(p.run_id)
    FROM pred.budget_allocation AS p
    INNER JOIN ops.run AS r ON r.run_id = p.run_id
    WHERE r.status = 'published'
);
"""
Months = Mapping[date, float]


def load(database: Reader, as_of: date) -> BudgetData:
    """Every initiative that is not over in the month of ``as_of``, over its whole life, and everybody who can be paid.

    A month's availability is capacity / contracted hours of its weeks (by their Monday), and 1 where no week of it is
    known; months before hire and after termination are 0.

    Raises
    ------
    ModelError
        A skill requirement cannot be read, two currencies meet, or the portfolio contradicts itself; all are named.
    """
    first_month = as_of.replace(day=1)
    initiative_rows = database.rows(INITIATIVES, first_month=first_month)
    employee_rows = database.rows(EMPLOYEES, first_month=first_month)
    paid = [row for row in employee_rows if row["monthly_cost_amount"]]
    employee_ids, initiative_ids = _ids(employee_rows, "employee"), _ids(initiative_rows, "initiative")
    initiatives, notes = _initiatives(initiative_rows, initiative_ids)
    skills, availability = _skills(database), _availability(database)
    horizon = sorted({month for initiative in initiatives for month in initiative.months})
    return BudgetData(
        employees=tuple(
            _employee(
                row, employee_ids, skills.get(row["employee_id"], Skills({}, {})), _months(row, horizon, availability)
            )
            for row in paid
        ),
        initiatives=initiatives,
        currency=_currency([*initiative_rows, *paid]),
        rules=rules_of(
            Parameters.in_force("Initiatives", database, as_of),
            (one.funding_source for one in initiatives),
            (row["location_name"] or "" for row in paid),
        ),
        last_plan=_last_plan(database, employee_ids, initiative_ids),
        notes=(*notes, *_without_cost(employee_rows)),
        database_ids={
            **{("employee", name): number for number, name in employee_ids.items()},
            **{("initiative", name): number for number, name in initiative_ids.items()},
        },
    )


def _ids(rows: Iterable[Mapping[str, Any]], what: str) -> dict[int, str]:
    """Our key -> their id; with the source system in front where two sources use the same id."""
    rows = list(rows)
    counts = Counter(row[f"{what}_source_id"] for row in rows)
    return {
        row[f"{what}_id"]: name if counts[name] == 1 else f"{row['source_system']}:{name}"
        for row in rows
        for name in (row[f"{what}_source_id"],)
    }


def _initiatives(rows: list[dict[str, Any]], ids: Mapping[int, str]) -> tuple[tuple[Initiative, ...], list[str]]:
    """The initiatives, and a note for each predecessor that is over or unknown and holds nobody back."""
    known = {(row["source_system"], row["initiative_source_id"]): ids[row["initiative_id"]] for row in rows}
    found, notes, faults = [], [], []
    for row in rows:
        predecessor = row["predecessor_source_id"]
        predecessor_id = known.get((row["source_system"], predecessor)) if predecessor else None
        if predecessor and predecessor_id is None:
            notes.append(f"{row['initiative_name']} waits for {predecessor}, which is over or unknown; it may start.")
        try:
            found.append(_initiative(row, ids[row["initiative_id"]], predecessor_id))
        except SkillSyntaxError as fault:
            faults.append(f"initiative {ids[row['initiative_id']]}, required_skills {fault}")
    if faults:
        raise ModelError(
            f"Initiatives: {'; '.join(faults)}. Nothing was solved. Correct the requirement in its source."
        )
    return tuple(found), notes


def _initiative(row: Mapping[str, Any], initiative_id: str, predecessor_id: str | None) -> Initiative:
    return Initiative(
        initiative_id=initiative_id,
        name=row["initiative_name"],
        months=months_between(row["start_month_date"], row["end_month_date"]),
        budget_amount=float(row["budget_amount"]),
        effort_man_months=_float_or_none(row["effort_man_months"]),
        funding_source=row["funding_source"],
        driver=row["driver"],
        impact=row["impact"],
        rank=_float_or_none(row["user_rank"]),
        requirement=read_requirement(row["required_skills"] or ""),
        team=row["team"] or "",
        sub_team=row["sub_team"] or "",
        pod=row["pod"] or "",
        maximum_share_ratio=1.0 if row["maximum_share_ratio"] is None else float(row["maximum_share_ratio"]),
        predecessor_id=predecessor_id,
    )


def _employee(row: Mapping[str, Any], ids: Mapping[int, str], skills: Skills, available: Months) -> Employee:
    return Employee(
        employee_id=ids[row["employee_id"]],
        name=row["employee_name"],
        monthly_cost_amount=float(row["monthly_cost_amount"]),
        skills=skills,
        location=row["location_name"] or "",
        team=row["team"] or "",
        sub_team=row["sub_team"] or "",
        pod=row["pod"] or "",
        staff_level=row["level_code"] or "",
        available_ratio=available,
    )


def _skills(database: Reader) -> dict[int, Skills]:
    """By employee; a skill answers to its code and its name, and proficiency 1-5 becomes a level of 0.2-1."""
    technical: dict[int, dict[str, float]] = defaultdict(dict)
    functional: dict[int, dict[str, float]] = defaultdict(dict)
    for row in database.rows(SKILLS):
        kind = technical if row["skill_kind"] == "technical" else functional
        level = (row["proficiency_level"] or HIGHEST_PROFICIENCY) / HIGHEST_PROFICIENCY
        for name in (row["skill_code"], row["skill_name"]):
            kind[row["employee_id"]][normalized(name)] = level
    return {
        employee_id: Skills(technical[employee_id], functional[employee_id])
        for employee_id in {*technical, *functional}
    }


def _availability(database: Reader) -> dict[tuple[int, date], float]:
    """Capacity / contracted hours, 0-1, by employee and month."""
    return {
        (row["employee_id"], row["month_start_date"]): min(1.0, float(row["capacity_hours"] / row["contracted_hours"]))
        for row in database.rows(CAPACITY)
        if row["contracted_hours"]
    }


def _months(row: Mapping[str, Any], horizon: list[date], availability: Mapping[tuple[int, date], float]) -> Months:
    hired, left = row["hire_date"] or date.min, row["termination_date"] or date.max
    return {
        month: max(0.0, availability.get((row["employee_id"], month), 1.0))
        if hired.replace(day=1) <= month <= left
        else 0.0
        for month in horizon
    }


def _last_plan(
    database: Reader, employees: Mapping[int, str], initiatives: Mapping[int, str]
) -> dict[tuple[str, str, date], float]:
    """The last published shares of people and initiatives that are still there."""
    return {
        (employees[row["employee_id"]], initiatives[row["initiative_id"]], row["month_start_date"]): float(
            row["share_ratio"]
        )
        for row in database.rows(LAST_PLAN)
        if row["employee_id"] in employees and row["initiative_id"] in initiatives
    }


def _currency(rows: list[dict[str, Any]]) -> str:
    currencies = sorted({row["currency"] for row in rows})
    if len(currencies) > 1:
        raise ModelError(
            f"Initiatives: amounts are in {' and '.join(currencies)}; one currency is expected. "
            "Nothing was solved. Convert the amounts in their source."
        )
    return currencies[0] if currencies else ""


def _without_cost(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    missing = sorted(row["employee_source_id"] for row in rows if not row["monthly_cost_amount"])
    if not missing:
        return ()
    return (f"{len(missing)} employees have no monthly cost and were not planned: {', '.join(missing)}.",)


def _float_or_none(value: Decimal | int | None) -> float | None:
    return None if value is None else float(value)
