"""Write a plan for the initiatives as an Excel workbook; text is written as text, never as a formula."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.workbook import sheets

WIDEST_COLUMN = 60
SHEETS = (
    ("Allocations", sheets.allocations),
    ("Project_Summary", sheets.project_summary),
    ("Resource_Summary", sheets.resource_summary),
    ("Monthly_View", sheets.monthly_view),
    ("Priority_Ranking", sheets.priority_ranking),
    ("Skill_Gaps", sheets.skill_gaps),
    ("Shadow_Prices", sheets.shadow_prices),
    ("About", sheets.about),
)


def write_workbook(path: Path, data: BudgetData, plan: BudgetPlan) -> None:
    """Write every sheet to ``path``, replacing it only when the whole workbook is written."""
    unfinished = path.with_name(path.name + ".unfinished")
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(str(unfinished), settings) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1})
        for name, table in SHEETS:
            header, rows = table(data, plan)
            _write(workbook.add_worksheet(name), head, header, rows)
    unfinished.replace(path)


def _write(sheet: Any, head: Any, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    widths = [len(name) for name in header]
    sheet.write_row(0, 0, header, head)
    row_count = 0
    for row_count, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(row_count, column, value)
            elif value is not None:
                sheet.write_number(row_count, column, value)
            widths[column] = max(widths[column], min(len(str(value)), WIDEST_COLUMN))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 1)
    sheet.freeze_panes(1, 0)
    if row_count:
        sheet.autofilter(0, 0, row_count, len(header) - 1)
