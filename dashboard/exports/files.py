"""CSV and Excel of one table."""

import csv
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter

from dashboard.exports.harmless import harmless
from dashboard.tables import Column, Row

Provenance = Sequence[tuple[str, str]]
_EXCEL_FORMATS = {"ratio": "0.00", "percent": "0.0%", "money": "#,##0.00", "hours": "#,##0.0", "number": "#,##0.##"}
_WIDEST = 60


def as_csv(rows: Sequence[Row], columns: Sequence[Column], provenance: Provenance) -> bytes:
    """UTF-8 with a byte order mark (Excel asks for it); the data's age stands in the last columns of each row."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(column.name) for column in columns] + [name for name, _ in provenance])
    ages = [harmless(value) for _, value in provenance]
    writer.writerows([harmless(row.get(column.field)) for column in columns] + ages for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_excel(rows: Sequence[Row], columns: Sequence[Column], provenance: Provenance, name: str) -> bytes:
    """A workbook with the table and a sheet that says how old the data are; text is never taken for a formula."""
    file = BytesIO()
    book = xlsxwriter.Workbook(
        file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "nan_inf_to_errors": True}
    )
    sheet = book.add_worksheet("Table")
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    for index, column in enumerate(columns):
        style = book.add_format({"num_format": _excel_format(column)})
        widest = max([len(column.name), *(len(str(row.get(column.field) or "")) for row in rows[:200])])
        sheet.set_column(index, index, min(widest + 2, _WIDEST), style)
        sheet.write_string(0, index, column.name, head)
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, index, row.get(column.field), style)
    sheet.freeze_panes(1, 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    about = book.add_worksheet("About")
    about.set_column(0, 1, 28)
    for number, (label, value) in enumerate([("Table", name), *provenance]):
        about.write_string(number, 0, label, head)
        about.write_string(number, 1, value)
    book.close()
    return file.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, style)
    else:
        sheet.write_string(row, column, str(harmless(str(value))), style)


def _excel_format(column: Column) -> str:
    if column.kind in {"date", "moment"}:
        return "yyyy-mm-dd" if column.kind == "date" else "yyyy-mm-dd hh:mm"
    return _EXCEL_FORMATS.get(column.kind, "General")
