"""Portfolios written cell by cell, as people would write them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

PROJECT = {
    "project_id": "1", "project_name": "Alpha", "funding_source": "Internal", "driver": "Regulatory", "impact": "High",
    "rank": 1, "alloc_budget": 6000, "effort_estimate_man_months": 1.5, "start_date": "2025-01", "end_date": "2025-03",
    "required_skills": "java", "max_resource_allocation_pct": "", "predecessor_id": "", "team": "", "phasing": "",
}  # fmt: skip
PERSON = {
    "brid": "a", "employee_name": "Ann", "location": "Oslo", "technical_skills": "Java, SQL", "functional_skills": "risk",
    "cost_per_year": 12000, "available_months": "", "leave_months": "", "team": "",
}  # fmt: skip


@pytest.fixture
def project() -> Callable[..., dict[str, Any]]:
    return lambda **changes: PROJECT | changes


@pytest.fixture
def person() -> Callable[..., dict[str, Any]]:
    return lambda **changes: PERSON | changes


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write sheets of dictionaries (or of plain rows) to a workbook."""

    def write(name: str = "in.xlsx", **sheets: list[Any]) -> Path:
        path = tmp_path / name
        tables = {"Projects": [PROJECT], "Resources": [PERSON], **sheets}
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "nan_inf_to_errors": True}) as workbook:
            for sheet_name, rows in tables.items():
                sheet = workbook.add_worksheet(sheet_name)
                plain = (
                    [list(rows[0]), *(list(r.values()) for r in rows)] if rows and isinstance(rows[0], dict) else rows
                )
                for number, values in enumerate(plain):
                    sheet.write_row(number, 0, values)
        return path

    return write
