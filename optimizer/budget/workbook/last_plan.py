"""The last plan: the sheet Last_Plan of a portfolio, or the sheet Allocations of a plan that was written before."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from config.errors import ExtractError
from optimizer.budget.data import BudgetData
from optimizer.budget.months import label
from optimizer.budget.workbook.cells import Faults, Row
from optimizer.budget.workbook.file import read_sheets
from optimizer.budget.workbook.table import Columns, rows_of

SHEET, WRITTEN_SHEET = "Last_Plan", "Allocations"
COLUMNS = Columns(
    required=("resource_id", "project_id", "month", "share_ratio"),
    aliases=(("brid", "resource_id"), ("employee_id", "resource_id"), ("share", "share_ratio")),
)
Shares = dict[tuple[str, str, date], float]


def shares(rows: Sequence[Row]) -> Shares:
    """Share by (person, initiative, month); the same key twice is a fault."""
    found: Shares = {}
    for row in rows:
        month = row.month("month")
        share = row.number_or("share_ratio", 0.0, most=1.0, is_required=True)
        if month is None:
            continue
        key = (row.identifier("resource_id"), row.identifier("project_id"), month)
        if key in found:
            row.fault("month", f"gives {key[0]} on {key[1]} in {label(month)} twice")
        found[key] = share
    return found


def still_there(data: BudgetData, last: Shares) -> tuple[Shares, list[str]]:
    """What of ``last`` is about people, initiatives and months of the data, and a note of what is not."""
    kept = {
        key: share
        for key, share in last.items()
        if key[0] in data.employee and key[1] in data.initiative and key[2] in data.months
    }
    gone = len(last) - len(kept)
    return kept, [f"{gone} shares of the last plan are of people, projects or months that are gone."] if gone else []


def read_last_plan(path: Path) -> Shares:
    """The shares in a workbook that ``prop budget solve`` wrote, or in its sheet Last_Plan.

    Raises
    ------
    UsageError
        There is no such file.
    ExtractError
        It is no workbook, has neither sheet, or cells cannot be used.
    """
    sheets, faults = read_sheets(path), Faults()
    sheet = sheets.get(WRITTEN_SHEET.lower()) or sheets.get(SHEET.lower())
    if sheet is None:
        has = ", ".join(one.name for one in sheets.values())
        raise ExtractError(
            f"{path.name}: no sheet {WRITTEN_SHEET} or {SHEET}; it has {has}. Nothing was solved. "
            "Name a workbook that prop budget solve wrote."
        )
    found = shares(rows_of(sheet, COLUMNS, faults, []))
    faults.refuse(path.name)
    return found
