"""Every column of a bi view is described once, and what describes nothing is refused."""

import shutil

import pytest

from config.errors import UsageError
from sql.contract.columns import COLUMNS_FILE, current_contract
from sql.contract.markdown import page
from sql.files import SQL_ROOT, SqlTree

COLUMNS = (SQL_ROOT / COLUMNS_FILE).read_text(encoding="utf-8")


@pytest.fixture
def changed_tree(tmp_path):
    """The project's files with other words in columns.toml."""

    def change(old, new):
        assert COLUMNS.count(old) == 1
        for folder in ("bi", "kpi"):
            shutil.copytree(SQL_ROOT / folder, tmp_path / folder)
        views = [line for line in SqlTree().listed("build_order.txt") if line.startswith(("bi/", "kpi/"))]
        (tmp_path / "build_order.txt").write_text("\n".join(views), encoding="utf-8")
        (tmp_path / COLUMNS_FILE).write_text(COLUMNS.replace(old, new), encoding="utf-8")
        return SqlTree(tmp_path)

    return change


def column(contract, view, name):
    return next(column for one in contract.views if one.name == view for column in one.columns if column.name == name)


def test_a_kpi_is_described_by_its_definition():
    found = column(current_contract(), "bi.fact_phase_week", "burn")
    assert found.text == "Budget burn: Which part of the budget is used up. AC / BAC."
    assert (found.type_name, found.is_nullable, found.kpi_code) == ("decimal(19,6)", True, "burn")


def test_a_view_s_own_words_come_before_those_of_every_view():
    contract = current_contract()
    assert column(contract, "bi.fact_timesheet_week", "hours").type_name == "decimal(9,2)"
    assert column(contract, "bi.fact_phase_week", "hours").type_name == "decimal(15,2)"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('alert_code = { type = "nvarchar(60)"', 'alert_cod = { type = "nvarchar(60)"', "bi.fact_alert.alert_code"),
        ('alert_key = { type = "int"', 'alert_key = { type = "integer"', "bi.fact_alert.alert_key"),
        ('nullable = true, kpi = "spi_t"', 'nullable = true, kpi = "spi_of_t"', "bi.fact_phase_week.spi_t"),
        ("[dim_kpi]", '[dim_kpi]\nidle = { type = "int", text = "nothing" }', "[dim_kpi] idle"),
    ],
)
def test_a_column_without_meaning_and_a_meaning_without_column_are_refused(changed_tree, old, new, words):
    with pytest.raises(UsageError) as caught:
        current_contract(changed_tree(old, new))
    assert words in str(caught.value)
    assert "Nothing was written" in str(caught.value)


def test_the_page_names_every_column_with_its_type():
    contract = current_contract()
    text = page(contract)
    assert f"**Version {contract.version}**" in text
    for view in contract.views:
        section = text.split(f"### {view.name}\n")[1].split("\n### ")[0]
        for one in view.columns:
            assert f"\n| {one.name} | {one.type_name} | " in section


def test_every_view_says_what_it_answers_for_which_row_and_from_where():
    for view in current_contract().views:
        assert {"Purpose", "Grain", "Reads"} <= view.header.keys(), view.name
