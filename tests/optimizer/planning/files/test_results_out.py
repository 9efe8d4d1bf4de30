"""Results as files."""

import json

import pytest
from python_calamine import CalamineWorkbook

from config.errors import UsageError
from optimizer.planning.files.results_out import refuse_unwritable, write_results
from optimizer.planning.files.template import write_template

RESULTS = {
    "rows": [{"name": "=1+1", "value": -2.5}, {"name": "b", "value": None}],
    "words": ["one"],
    "seed": 1,
    "none": [],
}


def test_json_is_everything(tmp_path):
    write_results(tmp_path / "a.json", RESULTS)
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8")) == RESULTS


def test_csv_is_the_first_table_without_live_formulas(tmp_path):
    write_results(tmp_path / "a.csv", RESULTS)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").splitlines() == ["name,value", "'=1+1,-2.5", "b,"]


def test_a_workbook_has_a_sheet_per_table_and_texts_stay_texts(tmp_path):
    write_results(tmp_path / "a.xlsx", RESULTS)
    book = CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert book.sheet_names == ["rows", "words"]
    assert book.get_sheet_by_name("rows").to_python() == [["name", "value"], ["=1+1", -2.5], ["b", ""]]


def test_what_cannot_be_written_is_said_first(tmp_path):
    refuse_unwritable(None)
    for path in (tmp_path, tmp_path / "no" / "a.json", tmp_path / "a.txt"):
        with pytest.raises(UsageError, match="Nothing was computed"):
            refuse_unwritable(path)
    with pytest.raises(UsageError, match="Nothing was written"):
        write_template(tmp_path / "no" / "a.toml")
    with pytest.raises(UsageError, match=r"name a \.toml, \.csv or \.xlsx file"):
        write_template(tmp_path / "a.txt")
