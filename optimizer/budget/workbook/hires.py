"""The optional sheet Hire_Profiles: the kinds of people who can be hired (BUDGET A13)."""

from optimizer.budget.hiring.data import HireableProfile
from optimizer.budget.skills.requirement import Skills, skill_set
from optimizer.budget.workbook.cells import Row
from optimizer.budget.workbook.resources import LEAST_COST, MONTHS_A_YEAR
from optimizer.budget.workbook.table import Columns

SHEET = "Hire_Profiles"
COLUMNS = Columns(
    required=("profile_id", "cost_per_year"),
    optional=(
        "team", "sub_team", "pod", "role", "location", "grade", "technical_skills", "functional_skills",
        "lead_months", "one_off_cost", "maximum_hires",
    ),
    aliases=(("level", "grade"), ("hiring_lead_months", "lead_months"), ("maximum_count", "maximum_hires")),
)  # fmt: skip
MOST_MONTHS, MOST_HIRES = 600.0, 1e6


def profile(row: Row) -> HireableProfile:
    """One row: money is given per year, as on the sheet Resources."""
    lead = row.number_or("lead_months", None, most=MOST_MONTHS)
    most = row.number_or("maximum_hires", None, most=MOST_HIRES)
    for column, number in (("lead_months", lead), ("maximum_hires", most)):
        if number is not None and not number.is_integer():
            row.fault(column, f"is {number:g}; a whole number is expected")
    return HireableProfile(
        profile_id=row.identifier("profile_id"),
        monthly_cost_amount=row.number_or("cost_per_year", 1.0, least=LEAST_COST, is_required=True) / MONTHS_A_YEAR,
        team=row.name("team"),
        role=row.name("role"),
        location=row.name("location"),
        staff_level=row.name("grade"),
        sub_team=row.name("sub_team"),
        pod=row.name("pod"),
        skills=Skills(skill_set(row.text("technical_skills")), skill_set(row.text("functional_skills"))),
        lead_month_count=None if lead is None else int(lead),
        one_off_cost_amount=row.number_or("one_off_cost", None),
        maximum_head_count=None if most is None else int(most),
    )
