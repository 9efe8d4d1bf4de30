"""What the parity tests share: a view's rows, the slicers that leave one of them, and when two numbers differ."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from tests.powerbi.bi_rows import only
from tests.powerbi.dax import Filter, evaluate_measure
from tests.powerbi.firms import LoadedFirm


@cache
def rows(firm: LoadedFirm, name: str) -> list[dict[str, Any]]:
    """A view's rows, read once."""
    found = firm.database.rows(f"SELECT t.* FROM {name} AS t")
    return [{key.lower(): value for key, value in row.items()} for row in found]


def some_weeks(found: list[dict[str, Any]]) -> set[date]:
    """The first, the last two and every third week."""
    weeks = sorted({row["week_start_date"] for row in found})
    return {*weeks[::3], *weeks[-2:]}


def scoped(row: dict[str, Any], key: str | None, column: tuple[str, str] | None) -> list[Filter]:
    """The slicers that leave what a row of a view is about, but for its week."""
    chosen = [only("Currency", "Currency", row["currency"])]
    return [*chosen, only(*column, row[key] or 0)] if key and column else chosen


def in_week(week: date) -> Filter:
    return only("Date", "Week start date", week)


def differs(value: Any, expected: Any, digits: int) -> bool:
    if value is None or expected is None:
        return value is not expected
    step = Decimal(1).scaleb(-digits)
    return Decimal(value).quantize(step, ROUND_HALF_UP) != Decimal(expected).quantize(step, ROUND_HALF_UP)


def check_grade(firm: LoadedFirm, name: str, code: str, value: Decimal | None, filters: list[Filter]) -> None:
    definition = next(row for row in rows(firm, "kpi.definition") if row["kpi_code"] == code)
    amber, red = definition["amber_threshold"], definition["red_threshold"]
    sign = -1 if definition["good_direction"] == "lower" else 1
    expected = None
    if value is not None:
        expected = "Act" if sign * value < sign * red else "Watch" if sign * value < sign * amber else "Good"
    colors = {"Act": "#b9303a", "Watch": "#94590a", "Good": "#13795b", None: None}
    assert evaluate_measure(firm.model, f"{name} amber", filters) == amber
    assert evaluate_measure(firm.model, f"{name} red", filters) == red
    assert evaluate_measure(firm.model, f"{name} status", filters) == expected
    assert evaluate_measure(firm.model, f"{name} color", filters) == colors[expected]
