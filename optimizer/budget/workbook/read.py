"""Read a portfolio workbook: sheets Projects, Resources and, where it is there, Config."""

from datetime import date
from pathlib import Path
from typing import Any

import python_calamine

from config.errors import ExtractError, ModelError, UsageError
from optimizer.budget.data import WATERFALL, BudgetData, Employee, Initiative, Rules
from optimizer.budget.months import month_of, months_between
from optimizer.budget.priority import PriorityScale
from optimizer.budget.skills.requirement import Requirement, Skills, read_requirement, skill_set
from optimizer.budget.skills.tokens import SkillSyntaxError
from optimizer.budget.workbook.cells import Faults, Row, rows_of

PROJECT_COLUMNS = ("project_id", "project_name", "alloc_budget", "start_date", "end_date")
RESOURCE_COLUMNS = ("brid", "employee_name", "cost_per_year")
MONTHS_A_YEAR = 12
CONFIG = (
    "driver_weight", "impact_weight", "rank_weight", "carry_over", "waterfall", "currency",
    "minimum_block", "maximum_initiatives", "share_step",
)  # fmt: skip


def read_workbook(path: Path) -> BudgetData:
    """Read, name every bad cell, and check the portfolio as a whole.

    Raises
    ------
    UsageError
        There is no such file.
    ExtractError
        It is no workbook, a sheet or column is missing, or cells cannot be used: each named by sheet, row and column.
    ModelError
        The portfolio contradicts itself.
    """
    tables = _tables(path)
    faults = Faults()
    settings = {row.text("parameter").lower(): row for row in rows_of("Config", tables.get("config", []), (), faults)}
    for name, row in settings.items():
        if name not in CONFIG:
            row.fault("parameter", f"is {name!r}; known are {', '.join(CONFIG)}")
    rules = _rules(settings)
    projects = list(rows_of("Projects", tables["projects"], PROJECT_COLUMNS, faults))
    resources = list(rows_of("Resources", tables["resources"], RESOURCE_COLUMNS, faults))
    initiatives = tuple(_initiative(row, rules) for row in projects)
    horizon = [month for initiative in initiatives for month in initiative.months]
    employees = tuple(_employee(row, horizon) for row in resources)
    faults.refuse(path.name)
    currency = settings["currency"].text("value") if "currency" in settings else "USD"
    try:
        return BudgetData(employees, initiatives, currency=currency, rules=rules)
    except ModelError as fault:
        raise ModelError(f"{path.name}: {fault}") from fault


def _tables(path: Path) -> dict[str, list[list[Any]]]:
    """The sheets by name, in lower case."""
    if not path.is_file():
        raise UsageError(
            f"{path}: no such file. Nothing was solved. Name a workbook with the sheets Projects and Resources."
        )
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as workbook:
            names = {name.strip().lower(): name for name in workbook.sheet_names}
            tables = {
                key: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for key, name in names.items()
            }
    except (python_calamine.CalamineError, OSError) as fault:
        raise ExtractError(
            f"{path.name}: not a readable workbook ({fault}). Nothing was solved. Save it as .xlsx."
        ) from fault
    missing = [name for name in ("Projects", "Resources") if name.lower() not in tables]
    if missing:
        has = ", ".join(names.values())
        raise ExtractError(f"{path.name}: no sheet {' and '.join(missing)}; it has {has}. Nothing was solved.")
    return tables


def _initiative(row: Row, rules: Rules) -> Initiative:
    first, last = row.month("start_date"), row.month("end_date")
    if date.min < last < first:
        row.fault("end_date", f"is {last:%Y-%m}, before the start {first:%Y-%m}")
    for column, known in (("driver", rules.scale.drivers), ("impact", rules.scale.impacts)):
        name = row.text(column).lower()
        if name and name not in known:
            row.fault(column, f"is {row.text(column)!r}; known are {', '.join(sorted(known))}")
    return Initiative(
        initiative_id=row.text("project_id", is_required=True),
        name=row.text("project_name", is_required=True),
        months=months_between(first, last) if date.min < first <= last else (),
        budget_amount=row.number_or("alloc_budget", 0.0),
        effort_man_months=row.number_or("effort_estimate_man_months", None),
        requested_amount=row.number_or("requested_budget", None),
        funding_source=row.text("funding_source"),
        driver=row.text("driver"),
        impact=row.text("impact"),
        rank=row.number_or("rank", None, least=1),
        requirement=_requirement(row),
        team=row.text("team"),
        sub_team=row.text("sub_team"),
        pod=row.text("pod"),
        maximum_share_ratio=row.number_or("max_resource_allocation_pct", 1.0, least=0.01, most=1.0),
        predecessor_id=row.text("predecessor_id") or None,
    )


def _requirement(row: Row) -> Requirement:
    try:
        return read_requirement(row.text("required_skills"))
    except SkillSyntaxError as fault:
        row.fault("required_skills", f"initiative {row.text('project_id')}, {fault}")
        return Requirement()


def _employee(row: Row, horizon: list[date]) -> Employee:
    available = row.converted("available_months", _months, None)
    return Employee(
        employee_id=row.text("brid", is_required=True),
        name=row.text("employee_name") or row.text("brid"),
        monthly_cost_amount=row.number_or("cost_per_year", 0.0, least=0.01) / MONTHS_A_YEAR,
        skills=Skills(skill_set(row.text("technical_skills")), skill_set(row.text("functional_skills"))),
        location=row.text("location"),
        team=row.text("team"),
        sub_team=row.text("sub_team"),
        pod=row.text("pod"),
        role=row.text("role"),
        staff_level=row.text("grade"),
        available_ratio={} if available is None else {month: float(month in available) for month in horizon},
    )


def _months(text: str) -> set[date] | None:
    """``2025-01:2025-06, 2025-09`` as months; None for all of them."""
    if text.lower() in {"", "all"}:
        return None
    months: set[date] = set()
    for part in text.split(","):
        first, _, last = part.partition(":")
        months.update(months_between(month_of(first), month_of(last or first)))
    return months


def _rules(settings: dict[str, Row]) -> Rules:
    def number(name: str, default: Any, **limits: float) -> Any:
        return settings[name].number_or("value", default, **limits) if name in settings else default

    waterfall: tuple[str, ...] = WATERFALL
    if "waterfall" in settings:
        waterfall = tuple(part.strip() for part in settings["waterfall"].text("value").split(","))
    most = number("maximum_initiatives", None, least=1)
    scale = PriorityScale(number("driver_weight", 0.4), number("impact_weight", 0.4), number("rank_weight", 0.2))
    return Rules(
        has_carry_over=bool(number("carry_over", 0, most=1)),
        waterfall=waterfall,
        minimum_block_ratio=number("minimum_block", None, least=0.01, most=1),
        maximum_initiatives_count=None if most is None else int(most),
        share_step_ratio=number("share_step", None, least=0.01, most=1),
        scale=scale,
    )
