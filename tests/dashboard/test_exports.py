"""Files: formulas are made harmless, negative numbers stay numbers, and the age of the data is written in."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from dashboard.exports.files import as_csv, as_excel
from dashboard.exports.harmless import harmless
from dashboard.tables import Column

COLUMNS = (Column("name", "Name"), Column("hours", "Hours", "hours"), Column("day", "Day", "date"))
AGE = (("Data as of", "2026-03-15"), ("Batch", "7"))
LIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|calc", "＝1"]


@pytest.mark.parametrize("text", LIVE)
def test_text_that_could_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("value", [-1, -1.5, 0, None, True, "plain", "a=b", date(2026, 3, 15)])
def test_everything_else_stays_as_it_is(value):
    assert harmless(value) == value


def test_csv_keeps_negative_numbers_and_says_how_old_it_is():
    content = as_csv([{"name": '=HYPERLINK("x")', "hours": -2.5, "day": date(2026, 3, 15)}], COLUMNS, AGE)
    head, row = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert head == ["Name", "Hours", "Day", "Data as of", "Batch"]
    assert row == ['\'=HYPERLINK("x")', "-2.5", "2026-03-15", "2026-03-15", "7"]


def test_csv_of_nothing_has_its_headings():
    assert as_csv([], COLUMNS, AGE).decode("utf-8-sig").strip() == "Name,Hours,Day,Data as of,Batch"


def test_excel_holds_text_numbers_and_dates_and_no_formula():
    content = as_excel([{"name": text, "hours": -2.5, "day": date(2026, 3, 15)} for text in LIVE], COLUMNS, AGE, "Test")
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    rows = book.get_sheet_by_name("Table").to_python()
    assert rows[0] == ["Name", "Hours", "Day"]
    assert rows[1] == ["'=1+1", -2.5, date(2026, 3, 15)]
    assert book.get_sheet_by_name("About").to_python()[1:] == [["Data as of", "2026-03-15"], ["Batch", "7"]]
    assert b"<f>" not in content


def test_a_downloaded_table_says_as_of_batch_run_and_state(visitor):
    answer = visitor("admin").client.get("/export/engagements.csv")
    rows = list(csv.DictReader(StringIO(answer.get_data().decode("utf-8-sig"))))
    assert {(row["Data as of"], row["Batch"], row["Run"], row["State"]) for row in rows} == {
        ("2026-03-15", "1", "1", "stale")
    }
    assert answer.headers["Content-Disposition"] == 'attachment; filename="engagements.csv"'


@pytest.mark.parametrize("address", ["/export/nothing.csv", "/export/engagements.pdf"])
def test_an_unknown_table_or_kind_is_not_found(visitor, address):
    assert visitor("admin").client.get(address).status_code == 404
