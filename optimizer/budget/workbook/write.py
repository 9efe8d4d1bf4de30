"""Write a plan for the initiatives as an Excel workbook; text is written as text, never as a formula."""

import os
from pathlib import Path
from typing import Any

import xlsxwriter

from config.errors import ModelError, UsageError
from optimizer.budget.data import BudgetData
from optimizer.budget.solution import BudgetPlan
from optimizer.budget.workbook.sheets import answers, months, plan, skills
from optimizer.budget.workbook.sheets.table import Area, Column, Kind, Shade, Table

WIDEST_COLUMN, MONTH_WIDTH = 60, 8
MOST_ROWS, MOST_LETTERS = 1_048_575, 32_767
SHEETS = (
    plan.allocations, plan.project_summary, plan.resource_summary, months.monthly_view, months.gantt,
    months.utilization, answers.priority_ranking, skills.skill_gaps, skills.skill_requirements, answers.new_hires,
    answers.hire_cover, answers.shadow_prices, answers.about,
)  # fmt: skip
HEAD = {"bold": True, "bottom": 1, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True, "valign": "top"}
SHADES: dict[Shade, dict[str, Any]] = {
    Shade.LOAD: {
        "type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": "#FFFFFF", "max_color": "#5B9BD5",
    },
    Shade.USE: {
        "type": "3_color_scale", "min_type": "num", "min_value": 0, "min_color": "#F8CBAD", "mid_type": "num",
        "mid_value": 0.5, "mid_color": "#FFF2CC", "max_type": "num", "max_value": 1, "max_color": "#A9D08E",
    },
    Shade.SHORT: {"type": "cell", "criteria": ">", "value": 0.000005},
}  # fmt: skip


def refuse_unwritable(path: Path, source: Path | None = None) -> None:
    """Find out before anything is solved whether ``path`` can be written.

    Raises
    ------
    UsageError
        It is the input, a folder, not called .xlsx; its folder is missing; or it may not be written there.
    """
    problem = _problem(path, source)
    if problem:
        raise UsageError(f"--out {path}: {problem}. Nothing was solved. Name another file, such as plan.xlsx.")


def write_workbook(path: Path, data: BudgetData, found: BudgetPlan) -> None:
    """Write every sheet to ``path``, replacing it only when the whole workbook is written.

    Raises
    ------
    UsageError
        The file cannot be written; what was there before is untouched.
    ModelError
        A sheet has more rows than Excel holds.
    """
    unfinished = _unfinished(path)
    settings = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    try:
        with xlsxwriter.Workbook(str(unfinished), settings) as workbook:
            writer = _Writer(workbook)
            for sheet in SHEETS:
                table = sheet(data, found)
                if table is not None:
                    writer.write(table)
        unfinished.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as fault:
        raise UsageError(
            f"--out {path}: the plan cannot be written there ({getattr(fault, 'strerror', None) or fault}). "
            "What was there before is untouched. Close it in other programs, or name another file."
        ) from fault
    finally:
        unfinished.unlink(missing_ok=True)


class _Writer:
    """The formats of one workbook."""

    def __init__(self, workbook: Any) -> None:
        self.workbook = workbook
        self.head = workbook.add_format(HEAD)
        self.formats = {kind: workbook.add_format({"num_format": kind.value}) for kind in Kind}
        self.nothing = workbook.add_format({"bg_color": "#EDEDED"})
        self.short = workbook.add_format({"bg_color": "#FFC7CE", "font_color": "#9C0006"})

    def write(self, table: Table) -> None:
        """One sheet."""
        if len(table.rows) > MOST_ROWS:
            raise ModelError(
                f"Initiatives: {table.name} has {len(table.rows):,} rows; a sheet holds {MOST_ROWS:,}. "
                "The workbook was not written. Plan fewer months or people at once."
            )
        sheet = self.workbook.add_worksheet(table.name)
        formats = [self.formats[column.kind] for column in table.columns]
        for number, row in enumerate(table.rows, 1):
            for place, value in enumerate(row):
                _write(sheet, number, place, value, formats[place])
        for place, width in enumerate(_widths(table)):
            sheet.set_column(place, place, width, formats[place])
        sheet.write_row(0, 0, [column.name for column in table.columns], self.head)
        sheet.freeze_panes(1, table.frozen)
        if table.rows:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
            for area in table.areas:
                self._color(sheet, area, len(table.rows))

    def _color(self, sheet: Any, area: Area, row_count: int) -> None:
        shade = SHADES[area.shade] | ({"format": self.short} if area.shade == Shade.SHORT else {})
        if area.last < area.first:
            return
        if area.shade != Shade.SHORT:
            nothing = {"type": "blanks", "format": self.nothing, "stop_if_true": True}
            sheet.conditional_format(1, area.first, row_count, area.last, nothing)
        sheet.conditional_format(1, area.first, row_count, area.last, shade)


def _write(sheet: Any, row: int, column: int, value: Any, kind: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(row, column, value if len(value) <= MOST_LETTERS else f"{value[: MOST_LETTERS - 1]}…", kind)
    elif value is not None:
        sheet.write_number(row, column, value, kind)


def _widths(table: Table) -> list[int]:
    widths = []
    for place, column in enumerate(table.columns):
        longest = max((_length(row[place], column) for row in table.rows), default=0)
        widths.append(min(max(len(column.name), longest), WIDEST_COLUMN) + 2)
    return widths


def _length(value: Any, column: Column) -> int:
    """How many letters a cell shows."""
    return len(str(value)) if isinstance(value, str) or column.kind == Kind.ANY else MONTH_WIDTH + 4


def _problem(path: Path, source: Path | None) -> str:
    """Why ``path`` cannot be written; empty where nothing is known against it."""
    try:
        is_input = source is not None and path.exists() and source.exists() and path.samefile(source)
        for is_wrong, words in (
            (is_input, "it is the input itself"),
            (path.is_dir(), "it is a folder"),
            (path.suffix.lower() != ".xlsx", "the plan is written as .xlsx"),
            (not path.parent.is_dir(), f"there is no folder {path.parent}"),
            (path.exists() and not os.access(path, os.W_OK), "it may not be written"),
        ):
            if is_wrong:
                return words
        trial = _unfinished(path)
        trial.touch()
        trial.unlink()
    except OSError as fault:
        return f"nothing can be written there ({fault.strerror})"
    return ""


def _unfinished(path: Path) -> Path:
    """Where the workbook is until it is whole: beside the file, under a name of this process."""
    return path.with_name(f".{path.name}.{os.getpid()}.unfinished")
