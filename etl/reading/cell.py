"""Cells of a workbook that look like values and are none; marked with a NUL, which no text file may contain."""

from etl.reading.fault import Fault

CELL_FAULT = "\x00"
FORMULA_WITHOUT_VALUE = CELL_FAULT + "="
RECALCULATE = "Open the workbook in a spreadsheet program, let it recalculate, save and load again."


def error_cell(code: str) -> str:
    """The mark of a cell whose value is an error such as #DIV/0!."""
    return CELL_FAULT + code


def cell_fault(text: str) -> Fault:
    """What a marked cell means."""
    if text == FORMULA_WITHOUT_VALUE:
        return Fault("formula_without_value", "is a formula whose value was not saved with the workbook", RECALCULATE)
    return Fault(
        "error_cell", "is an error of the spreadsheet, not a value", "Correct the formula, save and load again."
    )
