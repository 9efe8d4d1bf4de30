"""Small random portfolios with every continuous feature: teams, skills, caps, phasing, carry-over, places, last plan."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from optimizer.budget.data import BudgetData, Employee, Initiative, Rules
from optimizer.budget.skills.requirement import Skills, read_requirement

MONTHS = tuple(date(2025, month, 1) for month in range(1, 6))
FEATURES = ("plain", "carry_over", "caps", "places", "last_plan", "all")
REQUIREMENTS = (
    "", "java", "java | sql", "python & (sql | excel)", "regex:java.*", '"c++"',
    '{"mandatory": ["java"], "technical": ["java", "sql"], "functional_or": ["risk", "tax"]}',
    '{"technical_and": ["python"], "functional": "risk"}',
)  # fmt: skip
TEAMS = ("", "Alpha", "Beta")


def make_portfolio(seed: int, feature: str = "all", *, people: int = 7, initiatives: int = 6) -> BudgetData:
    """A portfolio in which money, people and time are all short somewhere."""
    chance = random.Random(f"{seed} {feature}")
    has_all = feature == "all"
    employees = _employees(chance, people)
    projects = tuple(_initiative(chance, number) for number in range(initiatives))
    caps: dict[str, object] = {}
    if feature == "caps" or has_all:
        caps = {
            "source_cap_amount": {"Internal": chance.uniform(5, 30) * 1000},
            "driver_cap_amount": {("Internal", "Product"): chance.uniform(2, 20) * 1000},
        }
    rules = Rules(has_carry_over=feature == "carry_over" or (has_all and chance.random() < 0.5), **caps)
    if feature == "places" or has_all:
        places = {"location_maximum_ratio": {"Oslo": 0.55}, "location_minimum_ratio": {"Rome": 0.2, "Nowhere": 0.0}}
        rules = replace(rules, **places)
    last_plan = {}
    if feature == "last_plan" or has_all:
        last_plan = {
            (e.employee_id, i.initiative_id, m): chance.choice((0.25, 0.5, 1.0))
            for e in employees for i in projects for m in MONTHS if chance.random() < 0.1
        }  # fmt: skip
    return BudgetData(employees, projects, rules=rules, last_plan=last_plan)


def _employees(chance: random.Random, count: int) -> tuple[Employee, ...]:
    """People, of whom the last two are like the first."""
    found = [
        Employee(
            f"e{number}",
            f"Person {number}",
            chance.choice((1000.0, 2000.0, round(chance.uniform(800, 6000), 2))),
            skills=Skills(
                {
                    name: chance.choice((0.5, 1.0))
                    for name in ("java", "javascript", "sql", "python", "c++")
                    if chance.random() < 0.6
                },
                {name: 1.0 for name in ("risk", "tax", "excel") if chance.random() < 0.5},
            ),
            location="Rome" if number == 0 else chance.choice(("Oslo", "Rome")),
            team=chance.choice(TEAMS[1:]),
            sub_team=chance.choice(("x", "y")),
            pod=chance.choice(("p", "q")),
            available_ratio={month: chance.choice((0.0, 0.5, 1.0)) for month in MONTHS if chance.random() < 0.3},
        )
        for number in range(count - 2)
    ]
    alike = [replace(found[0], employee_id=f"e{count - 2 + n}", name=f"Person {count - 2 + n}") for n in range(2)]
    return (*found, *alike)


def _initiative(chance: random.Random, number: int) -> Initiative:
    first = chance.randrange(len(MONTHS))
    months = MONTHS[first : first + chance.randint(1, 4)]
    budget = chance.choice((0.0, round(chance.uniform(500, 15000), 2), 20_000.0))
    team = chance.choice(TEAMS)
    sub_team = chance.choice(("", "x")) if team else ""
    phasing = {month: 1 / len(months) for month in months}
    if len(months) > 1 and chance.random() < 0.3:
        phasing = {months[0]: 0.7, months[1]: 0.3}
    return Initiative(
        f"i{number}",
        f"Project {number}",
        months,
        budget_amount=budget,
        effort_man_months=chance.choice(
            (None, 0.0, round(chance.uniform(0.3, 5), 2), round(chance.uniform(0.3, 5), 2))
        ),
        funding_source=chance.choice(("Internal", "External")),
        driver=chance.choice(("Regulatory", "Product", "Operational")),
        impact=chance.choice(("High", "Medium", "Low")),
        rank=chance.choice((None, 1.0, 2.0, 3.0)),
        requirement=read_requirement(chance.choice(REQUIREMENTS)),
        team=team,
        sub_team=sub_team,
        pod=chance.choice(("", "p")) if sub_team else "",
        maximum_share_ratio=chance.choice((0.4, 1.0, 1.0)),
        phasing_ratio=phasing if chance.random() < 0.5 else {},
    )


@pytest.fixture(scope="session")
def random_portfolio() -> Callable[..., BudgetData]:
    """The factory of random portfolios: seed and feature."""
    return make_portfolio
