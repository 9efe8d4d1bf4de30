"""Portfolios of initiatives of any size, of two kinds: the sample's pattern repeated, and everybody different.

``load`` says how much of all capacity the targets ask for: the samples ask for a sixth. Written as a workbook, a
portfolio has the layout of the samples.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter

Row = dict[str, Any]
Portfolio = tuple[list[Row], list[Row]]  # Projects, Resources
TECHNICAL = ("java", "python", "sql", "spring", "react", "spark", "c++", "terraform", "architecture", "design")
FUNCTIONAL = ("pricing", "risk", "analysis", "testing", "development", "planning", "leadership", "strategy")
# What people of a place and grade cost in a year, and what they can do.
GRADES = (
    ("VP", {"Pune": 57_000, "UK": 170_000, "HK": 190_000}, "python,java,architecture,design", "strategy,planning"),
    ("AVP", {"Pune": 38_000, "UK": 120_000, "HK": 140_000}, "java,python,sql,spring", "development,testing,analysis"),
    ("BA4", {"Pune": 25_000, "UK": 80_000, "HK": 95_000}, "java,sql", "testing,analysis,pricing"),
    ("BA3", {"Pune": 18_000, "UK": 60_000, "HK": 70_000}, "python,sql,react", "development,risk"),
)  # fmt: skip
WANTED = (
    ({"technical": ["java", "sql"], "functional": ["pricing", "risk"], "mandatory": ["java"]}, "Regulatory"),
    ({"technical": ["python", "java"], "functional": ["pricing", "risk"], "mandatory": ["python"]}, "Regulatory"),
    ({"technical": ["python", "react"], "functional": ["analysis"], "mandatory": ["python", "sql"]}, "Product"),
    ({"technical": ["python", "java"], "functional": ["analysis"], "mandatory": []}, "Operational"),
)
SOURCES = ("Internal", "External", "Client", "Group")
IMPACTS = ("Critical", "High", "Medium", "Low")
FIRST_YEAR = 2025


def repeated(people: int, initiatives: int, months: int, *, seed: int = 0, load: float = 0.2) -> Portfolio:
    """The sample's pattern: groups of identical people, costs by grade and place, JSON skills, few kinds of work."""
    chance = random.Random(f"repeated {seed}")
    places = [(grade, place) for grade in GRADES for place in ("Pune", "UK", "HK")]
    resources = []
    for number in range(people):
        (grade, cost, technical, functional), place = places[number % len(places)]
        words = (technical, functional, cost[place])
        resources.append(_resource(number, place, grade, *words, team="Engineering", sub_team=f"Sub {number % 3}"))
    projects = []
    for number in range(initiatives):
        skills, driver = WANTED[number % len(WANTED)]
        is_efficiency = driver == "Operational"
        impact = "Low" if is_efficiency else chance.choice(IMPACTS[:3])
        projects.append(
            _project(number, chance, months, json.dumps(skills), driver, impact, SOURCES[number % 3], is_efficiency)
        )
    return _with_efforts(projects, people, months, load, chance), resources


def different(people: int, initiatives: int, months: int, *, seed: int = 0, load: float = 0.2) -> Portfolio:
    """Everybody different: salaries, skills, teams, availability and the months of each initiative are random."""
    chance = random.Random(f"different {seed}")
    resources = []
    for number in range(people):
        technical = ",".join(chance.sample(TECHNICAL, chance.randint(2, 6)))
        functional = ",".join(chance.sample(FUNCTIONAL, chance.randint(1, 5)))
        first = chance.randrange(months) if chance.random() < 0.15 else 0
        row = _resource(
            number,
            chance.choice(("Pune", "UK", "HK", "NY")),
            chance.choice([grade[0] for grade in GRADES]),
            technical,
            functional,
            round(chance.uniform(15_000, 200_000), 2),
            team=chance.choice(("Engineering", "Data", "Finance")),
            sub_team=f"Sub {chance.randrange(3)}",
        )
        row["available_months"] = "" if not first else f"{_month(first)}:{_month(months - 1)}"
        resources.append(row)
    projects = []
    for number in range(initiatives):
        one, other = chance.sample(TECHNICAL, 2)
        skills = chance.choice((one, f"{one} | {other}", f"{one}, {other}", json.dumps({"technical": [one, other]})))
        driver = chance.choice(("Regulatory", "Compliance", "Strategic", "Product", "Operational", "Research"))
        words = (skills, driver, chance.choice(IMPACTS), chance.choice(SOURCES), chance.random() < 0.2)
        row = _project(number, chance, months, *words)
        row["team"] = chance.choice(("", "", "Engineering", "Data", "Finance"))
        row["max_resource_allocation_pct"] = chance.choice(("", "", 0.5, 0.8))
        projects.append(row)
    return _with_efforts(projects, people, months, load, chance), resources


KINDS: dict[str, Callable[..., Portfolio]] = {"repeated": repeated, "different": different}


def write(path: Path, portfolio: Portfolio) -> None:
    """One workbook with the sheets Projects and Resources."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in zip(("Projects", "Resources"), portfolio, strict=True):
            sheet = workbook.add_worksheet(name)
            header = list(rows[0])
            sheet.write_row(0, 0, header)
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, [row[column] for column in header])


def _resource(
    number: int, place: str, grade: str, technical: str, functional: str, cost: float, *, team: str, sub_team: str
) -> Row:
    return {
        "brid": f"{place}_{grade}_{number + 1:05d}",
        "employee_name": f"{place} {grade} {number + 1}",
        "location": place,
        "grade": grade,
        "team": team,
        "sub_team": sub_team,
        "pod": "",
        "technical_skills": technical,
        "functional_skills": functional,
        "cost_per_year": cost,
    }


def _project(
    number: int,
    chance: random.Random,
    months: int,
    skills: str,
    driver: str,
    impact: str,
    source: str,
    is_efficiency: bool,
) -> Row:
    first = chance.randrange(max(months // 2, 1))
    last = min(months - 1, first + chance.randint(2, max(months - 3, 3)))
    return {
        "project_id": number + 1,
        "project_name": f"{driver} Project {number + 1}",
        "funding_source": source,
        "driver": driver,
        "impact": impact,
        "rank": number + 1,
        "alloc_budget": 0.0 if is_efficiency else 1.0,
        "effort_estimate_man_months": 0.0,
        "start_date": _month(first),
        "end_date": _month(last),
        "required_skills": skills,
    }


def _with_efforts(projects: list[Row], people: int, months: int, load: float, chance: random.Random) -> list[Row]:
    """Targets that add up to ``load`` of all capacity, and budgets between scarce and ample for them."""
    weights = [chance.uniform(0.5, 1.5) for _ in projects]
    for row, weight in zip(projects, weights, strict=True):
        effort = round(load * people * months * weight / sum(weights), 1)
        row["effort_estimate_man_months"] = effort
        if row["alloc_budget"]:
            row["alloc_budget"] = round(effort * chance.uniform(2_000, 16_000), -2)
    return projects


def _month(number: int) -> str:
    return f"{FIRST_YEAR + number // 12}-{number % 12 + 1:02d}"


def numbers(size: str) -> tuple[int, int, int]:
    """``500x100x12`` as people, initiatives, months."""
    people, initiatives, months = (int(part) for part in size.split("x"))
    return people, initiatives, months
