"""Two people and a few initiatives, small enough to calculate by hand."""

from collections.abc import Callable
from datetime import date

import pytest

from optimizer.budget.data import Employee, Initiative
from optimizer.budget.skills.requirement import Skills, read_requirement, skill_set

JANUARY, FEBRUARY = date(2025, 1, 1), date(2025, 2, 1)


@pytest.fixture
def person() -> Callable[..., Employee]:
    def build(employee_id: str, cost: float, technical: str = "", **other: object) -> Employee:
        skills = Skills(skill_set(technical), {})
        return Employee(employee_id, f"Person {employee_id}", cost, skills=skills, **other)

    return build


@pytest.fixture
def project() -> Callable[..., Initiative]:
    def build(initiative_id: str, budget: float, effort: float | None, skills: str = "", **other: object) -> Initiative:
        values = {
            "months": (JANUARY,),
            "funding_source": "Internal",
            "driver": "Product",
            "impact": "Medium",
            "requirement": read_requirement(skills),
            "budget_amount": budget,
            "effort_man_months": effort,
            **other,
        }
        return Initiative(initiative_id, f"Project {initiative_id}", **values)

    return build
