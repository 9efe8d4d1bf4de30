"""Portfolio workbooks: what is read, what is refused cell by cell, and what is written."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from config.errors import ExtractError, UsageError
from optimizer.budget.workbook.read import read_workbook

PROJECT = {
    "project_id": 7, "project_name": "=Alpha", "funding_source": "Internal", "driver": "Regulatory", "impact": "High",
    "rank": 1, "alloc_budget": 6000, "effort_estimate_man_months": 1.5, "start_date": "2025-11", "end_date": "2026-01",
    "required_skills": "java", "max_resource_allocation_pct": "",
}  # fmt: skip
PERSON = {
    "brid": "00012", "employee_name": "Ann", "location": "Oslo", "technical_skills": "Java, SQL",
    "functional_skills": "risk", "cost_per_year": 12000,
}  # fmt: skip


def _book(path: Path, projects: list[dict], people: list[dict], config: list[list[Any]] | None = None) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        for name, rows in (("Projects", projects), ("Resources", people)):
            sheet = workbook.add_worksheet(name)
            for number, values in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
                sheet.write_row(number, 0, values)
        if config is not None:
            sheet = workbook.add_worksheet("Config")
            for number, values in enumerate([["parameter", "value"], *config]):
                sheet.write_row(number, 0, values)
    return path


def test_ids_stay_text_and_months_are_counted(tmp_path: Path) -> None:
    data = read_workbook(_book(tmp_path / "in.xlsx", [PROJECT], [PERSON]))
    assert data.employees[0].employee_id == "00012"
    assert data.employees[0].monthly_cost_amount == 1000
    assert data.initiatives[0].initiative_id == "7"
    assert data.initiatives[0].months == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1))
    assert data.initiatives[0].maximum_share_ratio == 1.0


def test_config_is_honored(tmp_path: Path) -> None:
    config = [
        ["driver_weight", 0.5],
        ["impact_weight", 0.5],
        ["rank_weight", 0],
        ["carry_over", 1],
        ["currency", "CAD"],
    ]
    data = read_workbook(_book(tmp_path / "in.xlsx", [PROJECT], [PERSON], config))
    assert data.rules.has_carry_over
    assert data.currency == "CAD"
    assert data.priority(data.initiatives[0]) == pytest.approx(1.0)


def test_available_months_limit_a_person(tmp_path: Path) -> None:
    person = {**PERSON, "available_months": "2025-11:2025-12"}
    data = read_workbook(_book(tmp_path / "in.xlsx", [PROJECT], [person]))
    assert [data.employees[0].available(month) for month in data.initiatives[0].months] == [1.0, 1.0, 0.0]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            {"alloc_budget": "12E"},
            "Projects, row 2, column alloc_budget (G): is '12E'; a number of at least 0 is expected",
        ),
        ({"alloc_budget": -5}, "column alloc_budget (G): is -5; a number"),
        ({"start_date": "Nov 2025"}, "column start_date (I): 'Nov 2025' is no month"),
        ({"end_date": "2025-10"}, "column end_date (J): is 2025-10, before the start 2025-11"),
        (
            {"required_skills": "java &"},
            "column required_skills (K): initiative 7, 'java &', position 7: expected a skill",
        ),
        (
            {"max_resource_allocation_pct": 30},
            "column max_resource_allocation_pct (L): is 30; a number between 0.01 and 1 is expected; 30 % is written 0.3",
        ),
        ({"driver": "Regulatry"}, "column driver (D): is 'Regulatry'; known are"),
        ({"project_id": ""}, "column project_id (A): is empty"),
        ({"rank": "first"}, "column rank (F): is 'first'"),
    ],
)
def test_a_bad_cell_is_named_before_anything_is_solved(tmp_path: Path, change: dict, expected: str) -> None:
    with pytest.raises(ExtractError) as caught:
        read_workbook(_book(tmp_path / "in.xlsx", [{**PROJECT, **change}], [PERSON]))
    assert expected in str(caught.value)
    assert "in.xlsx: 1 cell cannot be used" in str(caught.value)
    assert "Nothing was solved" in str(caught.value)


def test_every_bad_cell_is_named_at_once(tmp_path: Path) -> None:
    people = [PERSON, {**PERSON, "brid": "b", "cost_per_year": "n/a"}, {**PERSON, "brid": "", "cost_per_year": 0}]
    with pytest.raises(ExtractError) as caught:
        read_workbook(_book(tmp_path / "in.xlsx", [{**PROJECT, "alloc_budget": "?"}], people, [["driverweight", 1]]))
    message = str(caught.value)
    assert "5 cells cannot be used" in message
    for place in (
        "Projects, row 2",
        "Resources, row 3, column cost_per_year (F)",
        "Resources, row 4, column brid",
        "Config",
    ):
        assert place in message


def test_a_missing_column_names_the_nearest(tmp_path: Path) -> None:
    project = {("alloc_budgt" if name == "alloc_budget" else name): value for name, value in PROJECT.items()}
    with pytest.raises(ExtractError, match="there is no column alloc_budget; the nearest is alloc_budgt"):
        read_workbook(_book(tmp_path / "in.xlsx", [project], [PERSON]))


def test_the_same_id_twice_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match=r"row 3, column project_id \(A\): is '7', as in row 2 already"):
        read_workbook(_book(tmp_path / "in.xlsx", [PROJECT, PROJECT], [PERSON]))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        read_workbook(tmp_path / "none.xlsx")
    fake = tmp_path / "fake.xlsx"
    fake.write_text("<html>")
    with pytest.raises(ExtractError, match="not a readable workbook"):
        read_workbook(fake)
    with xlsxwriter.Workbook(str(tmp_path / "one.xlsx")) as workbook:
        workbook.add_worksheet("Projects")
    with pytest.raises(ExtractError, match="no sheet Resources; it has Projects"):
        read_workbook(tmp_path / "one.xlsx")
