"""A decision as a file for people: CSV, or a workbook with the limits, prices and strategies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from config.errors import UsageError
from optimizer.funding.data import FundingData
from optimizer.funding.files.rows_out import refuse_unwritable, write_rows
from optimizer.funding.measures import measured, wanted_level
from optimizer.funding.solution import FundingPlan

COLUMNS = (
    "request_id", "service_line", "requested_amount", "minimum_viable_amount", "is_funded", "amount",
    "expected_return_amount", "score", "rank", "sentence",
)  # fmt: skip
PERIOD_COLUMNS = ("request_id", "period", "amount", "expected_return_amount")
LIMIT_COLUMNS = ("limit", "level", "reached", "is_applied", "rule")
PRICE_COLUMNS = ("limit", "price", "unit", "sentence")
STRATEGY_COLUMNS = ("strategy", "expected_return_amount", "return_ratio", "sentence")
KINDS = (".csv", ".xlsx")
WIDTHS = {"service_line": 28, "sentence": 90, "rule": 70, "limit": 34, "request_id": 24}
Sheet = tuple[str, Sequence[str], Sequence[Sequence[Any]]]


def refuse_other_files(path: Path | None) -> None:
    """Say before anything is solved that the decision could not be written.

    Raises
    ------
    UsageError
        The file is neither CSV nor a workbook, or its folder does not exist.
    """
    refuse_unwritable(path)
    if path is not None and path.suffix.lower() not in KINDS:
        raise UsageError(f"{path}: .csv or .xlsx is expected (--out). Nothing was solved.")


def write_decisions(path: Path, data: FundingData, plan: FundingPlan) -> None:
    """Write the decisions; with several periods the money by period, in a sheet or in more columns."""
    if path.suffix.lower() == ".csv":
        columns, rows = _with_periods(data, plan)
        write_rows(path, columns, rows)
        return
    _write_workbook(path, list(_sheets(data, plan)))


def _decisions(data: FundingData, plan: FundingPlan) -> list[Sequence[Any]]:
    return [
        (
            d.request_id, request.service_line, request.requested_amount, request.minimum_viable_amount, d.is_funded,
            d.amount, d.expected_return_amount, d.score, d.rank, d.sentence,
        )
        for d in plan.decisions
        for request in (data.request[d.request_id],)
    ]  # fmt: skip


def _with_periods(data: FundingData, plan: FundingPlan) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
    rows = _decisions(data, plan)
    count = data.horizon.period_count
    if count == 1:
        return COLUMNS, rows
    money = plan.money(data)
    columns = (*COLUMNS, *(f"amount_in_period_{period}" for period in range(1, count + 1)))
    return columns, [(*row, *money[data.place[row[0]]].tolist()) for row in rows]


def _sheets(data: FundingData, plan: FundingPlan) -> Iterable[Sheet]:
    yield "Decisions", COLUMNS, _decisions(data, plan)
    if plan.schedule:
        periods = [(x.request_id, x.period, x.amount, x.expected_return_amount) for x in plan.schedule]
        yield "Periods", PERIOD_COLUMNS, periods
    money, applied = plan.money(data), set(data.binding_limits)
    limits = [
        (
            x.name, wanted_level(data, x), measured(data, x, money) if x in applied else None, x in applied,
            x.words(data.currency),
        )
        for x in data.limits
    ]  # fmt: skip
    yield "Limits", LIMIT_COLUMNS, limits
    yield "Shadow_Prices", PRICE_COLUMNS, [(x.limit, x.price, x.unit, x.sentence) for x in plan.shadow_prices]
    strategies = [(x.name, x.expected_return_amount, x.return_ratio, x.sentence) for x in plan.alternatives]
    yield "Strategies", STRATEGY_COLUMNS, [("plan", plan.expected_return_amount, plan.return_ratio, ""), *strategies]
    notes = [*plan.limits_not_applied, *plan.notes]
    yield "Notes", ("note",), [(note,) for note in notes]


def _write_workbook(path: Path, sheets: list[Sheet]) -> None:
    """One sheet per table; text stays text, whatever it begins with."""
    import xlsxwriter  # noqa: PLC0415  # only where a workbook is wanted

    unfinished = path.with_name(f"{path.name}.part")
    try:
        with xlsxwriter.Workbook(str(unfinished), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            head = book.add_format({"bold": True, "bottom": 1})
            money, ratio = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "0.0000"})
            for name, columns, rows in sheets:
                sheet = book.add_worksheet(name)
                sheet.freeze_panes(1, 0)
                for place, column in enumerate(columns):
                    shape = (
                        money if column.endswith("amount") else ratio if column in ("score", "return_ratio") else None
                    )
                    sheet.set_column(place, place, WIDTHS.get(column, 16), shape)
                    sheet.write_string(0, place, column, head)
                for number, row in enumerate(rows, 1):
                    for place, cell in enumerate(row):
                        if isinstance(cell, str):
                            sheet.write_string(number, place, cell)
                        elif cell is not None:
                            sheet.write(number, place, cell)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
