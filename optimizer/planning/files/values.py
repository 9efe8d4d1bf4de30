"""Values of cells: numbers and texts, never guessed."""

import math

from optimizer.planning.catalog import BY_NAME
from optimizer.planning.files.cells import Cell, Written


def number(written: Written, cell: Cell, value: object, name: str) -> float | None:
    """The value as a number; None, with a fault that says what was expected, where it is none.

    ``25 %`` and ``1,000`` are refused: who writes them is told to write 0.25 and 1000.
    """
    driver = BY_NAME.get(name.rpartition(" ")[2])
    expected = f" ({driver.unit}; {driver.allowed.words})" if driver else ""
    if value is None or (isinstance(value, str) and not value.strip()):
        written.faults.append(f"{cell.place}: {name} has no value{expected}")
        return None
    try:
        found = math.nan if isinstance(value, bool) else float(str(value).strip().replace("_", ""))
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        written.faults.append(f"{cell.place}: {name} is {value!r}; it must be a number{expected}{_advice(value)}")
        return None
    return found


def text(written: Written, cell: Cell) -> str:
    """The value as a text that is not empty; a fault where it is none."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # a workbook's code 7 is no 7.0
    if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
        written.faults.append(f"{cell.place}: {value!r} is no text")
        return ""
    return str(value).strip()


def _advice(value: object) -> str:
    shown = str(value)
    if "%" in shown:
        return ". Write 25 % as 0.25"
    return ". Write 1,000 as 1000, and 2,5 as 2.5" if "," in shown else ""
