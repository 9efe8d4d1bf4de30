"""The sheet Resources: one person per row."""

from datetime import date

from optimizer.budget.data import Employee
from optimizer.budget.skills.requirement import Skills, skill_set
from optimizer.budget.workbook.cells import Row
from optimizer.budget.workbook.month_lists import availability, month_ratios
from optimizer.budget.workbook.table import Columns

COLUMNS = Columns(
    required=("brid", "employee_name", "cost_per_year"),
    optional=(
        "location", "team", "sub_team", "pod", "role", "grade", "technical_skills", "functional_skills",
        "available_months", "leave_months",
    ),
    aliases=(("resource_id", "brid"), ("employee_id", "brid"), ("resource_name", "employee_name"), ("level", "grade")),
)  # fmt: skip
MONTHS_A_YEAR = 12
LEAST_COST = 0.01


def employee(row: Row, horizon: list[date]) -> Employee:
    """One row; months in which the person is not there or on leave are a part of the month, or 0."""
    available = row.converted("available_months", month_ratios, None)
    leave = row.converted("leave_months", month_ratios, None)
    if row.text("leave_months").casefold() == "all":
        row.fault("leave_months", "is 'all'; whoever is never there is left out of the sheet")
    return Employee(
        employee_id=row.identifier("brid"),
        name=row.name("employee_name") or row.name("brid"),
        monthly_cost_amount=row.number_or("cost_per_year", 1.0, least=LEAST_COST, is_required=True) / MONTHS_A_YEAR,
        skills=Skills(skill_set(row.text("technical_skills")), skill_set(row.text("functional_skills"))),
        location=row.name("location"),
        team=row.name("team"),
        sub_team=row.name("sub_team"),
        pod=row.name("pod"),
        role=row.name("role"),
        staff_level=row.name("grade"),
        available_ratio=availability(available, leave, horizon),
    )
