"""Assumptions from TOML, CSV and workbooks."""

import csv

import pytest
import xlsxwriter

from config.errors import ExtractError, UsageError
from optimizer.planning.assumptions import DEFAULT, GIVEN, LEARNED, PERT, TRIANGULAR
from optimizer.planning.files.assumptions_in import read_assumptions
from optimizer.planning.files.template import template_toml, write_template

REQUIRED = """
[firm]
revenue_amount_per_year = 1_000_000
margin_ratio = 0.1
retained_ratio = 0.8
[sales]
deal_amount = 50_000
win_rate_ratio = 0.25
cycle_months = 3
quota_amount_per_year = 250_000
open_opportunities_count = 10
current_people_count = 1
cost_amount_per_year = 60_000
[marketing]
lead_to_opportunity_ratio = 0.1
lead_cost_amount = 100
client_revenue_amount_per_year = 40_000
client_margin_ratio = 0.3
client_lifetime_years = 5
[operations]
project_amount = 60_000
project_weeks = 10
team_people = 2
utilization_ratio = 0.8
working_weeks_per_year = 50
current_people_count = 8
cost_amount_per_year = 70_000
"""


@pytest.fixture
def read(tmp_path):
    def of(text=REQUIRED, more=""):
        path = tmp_path / "a.toml"
        path.write_text(text + more, encoding="utf-8")
        return read_assumptions(path)

    return of


@pytest.mark.parametrize("kind", ["toml", "csv", "xlsx"])
def test_the_template_works_as_it_is_in_every_form(tmp_path, kind):
    path, other = tmp_path / f"template.{kind}", tmp_path / "other.toml"
    write_template(path)
    write_template(other)
    found, same = read_assumptions(path), read_assumptions(other)
    assert [one.name for one in found.scenarios] == ["conservative", "base", "aggressive"]
    for name in ("conservative", "base", "aggressive"):
        assert found.values(name) == same.values(name)
    assert [(role.practice, role.level, role.ratio) for role in found.roles] == [
        ("Advisory", "Consultant", 0.5), ("Advisory", "Senior Consultant", 0.3), ("Advisory", "Manager", 0.2),
    ]  # fmt: skip


def test_what_is_not_given_is_a_default_and_says_so(read):
    found = read().of("base")
    assert (found["sales.win_rate_ratio"].source, found["sales.attrition_ratio"].source) == (GIVEN, DEFAULT)
    assert (found["scenario.growth_ratio"].value, found["scenario.growth_ratio"].source) == (0.4, DEFAULT)
    assert [read().of(name)["scenario.margin_ratio"].value for name in ("conservative", "aggressive")] == [0.2, 0.3]


def test_ranges_distributions_and_notes_are_read(read):
    text = REQUIRED.replace(
        "win_rate_ratio = 0.25", 'win_rate_ratio = {value = 0.25, low = 0.2, distribution = "PERT", note = "2025"}'
    )
    one = read(text).of("base")["sales.win_rate_ratio"]
    assert (one.low, one.high, one.distribution, one.note) == (0.2, pytest.approx(0.3), PERT, "2025")


def test_a_scenario_may_differ_in_anything(read):
    text = "[scenario.base]\n[scenario.bold]\ngrowth_ratio = 1\nmargin_ratio = 0.3\n[scenario.bold.sales]\nwin_rate_ratio = 0.5\n"
    found = read(more=text)
    assert [one.name for one in found.scenarios] == ["base", "bold"]
    assert (found.values("base")["sales.win_rate_ratio"], found.values("bold")["sales.win_rate_ratio"]) == (0.25, 0.5)
    bold = found.of("bold")["sales.win_rate_ratio"]
    assert (bold.low, bold.high, bold.distribution) == (pytest.approx(0.4), pytest.approx(0.6), TRIANGULAR)
    assert found.of("base")["scenario.growth_ratio"].source == DEFAULT


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("win_rate_ratio = 0.25", "win_rate_ratio = 0", r"sales.win_rate_ratio is 0 \(ratio\); it must be above 0 and at most 1"),
        ("win_rate_ratio = 0.25", 'win_rate_ratio = "25 %"', r"is '25 %'; it must be a number \(ratio; above 0 and at most 1\). Write 25 % as 0.25"),
        ("win_rate_ratio = 0.25", "win_rate = 0.25", "sales.win_rate: there is no such driver; the nearest is sales.win_rate_ratio"),
        ("win_rate_ratio = 0.25", "win_rate_ratio = true", "is True; it must be a number"),
        ("win_rate_ratio = 0.25", "win_rate_ratio = nan", "is nan; it must be a number"),
        ("win_rate_ratio = 0.25", "win_rate_ratio = {low = 0.1}", "sales.win_rate_ratio has no value"),
        ("win_rate_ratio = 0.25", "win_rate_ratio = {value = 0.25, hi = 0.3}", "unknown hi; known are value, low, high"),
        ("win_rate_ratio = 0.25", "win_rate_ratio = {value = 0.25, low = 0.4}", "outside of its own range from 0.4 to 0.3"),
        ("win_rate_ratio = 0.25", 'win_rate_ratio = {value = 0.25, distribution = "gauss"}', "no distribution gauss"),
        ("deal_amount = 50_000", "", r"sales.deal_amount is missing \(money: revenue of an average deal; above 0\): give it"),
        ("project_weeks = 10", "", "operations.project_weeks is missing .* or learn it from timesheets"),
        ("current_people_count = 8", "current_people_count = 8.5", "operations.current_people_count is 8.5; it must be whole"),
        ("[sales]", "[sale]", "sale: there is no such table; the nearest is sales"),
        ("[firm]", "firm = 3\n[firms]", "firm: 3 is no table"),
        ("[firm]", "[scenario]\ngrowth_ratio = 0.3\n[firm]", "scenario.growth_ratio: write it below a scenario's name"),
        ("[firm]", "[scenario.base.sales]\nwin_rate_ratio = 2\n[firm]", "scenario.base.sales.win_rate_ratio: sales.win_rate_ratio is 2"),
        ("[firm]", "[scenario.best]\ngrowth_ratio = 2\n[firm]", "scenario.margin_ratio is missing"),
        ("[firm]", "currency = 3.5\n[firm]", "3.5 is no text"),
        ("[firm]", "roles = 3\n[firm]", r"roles: write \[\[roles\]\] once per role"),
        ("[firm]", '[[roles]]\npractice = "A"\nratio = 1\n[firm]', "roles 1, practice: no level"),
        ("[firm]", '[[roles]]\npractice = "A"\nlevel = "B"\nratio = 2\n[firm]', "roles 1, ratio: ratio is 2; it must be above 0"),
        ("[firm]", '[[roles]]\npractice = "A"\nlevel = "B"\nratio = 0.5\n[firm]', "roles sum to 0.5, not to 1"),
        ("[firm]", '[[roles]]\npractice = "A"\nlevel = "B"\nratio = 1\nrate = 5\n[firm]', "unknown; the nearest is r"),
        ("[firm]", "[firm", "this is no TOML"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(read, old, new, words):
    assert old in REQUIRED
    with pytest.raises(ExtractError, match=words) as caught:
        read(REQUIRED.replace(old, new, 1))
    assert "Nothing was computed" in str(caught.value)


def test_every_fault_is_named_at_once(read):
    with pytest.raises(ExtractError) as caught:
        read(
            REQUIRED.replace("win_rate_ratio = 0.25", "win_rate_ratio = 7").replace("deal_amount = 50_000", "deals = 1")
        )
    text = str(caught.value)
    assert "win_rate_ratio is 7" in text
    assert "sales.deals: there is no such driver" in text
    assert "sales.deal_amount is missing" in text


def write_table(path, rows):
    if path.suffix == ".csv":
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


@pytest.fixture(params=[".csv", ".xlsx"])
def table(tmp_path, request):
    """Write the template's rows after a change, and read them."""

    def of(change):
        source = tmp_path / "source.csv"
        write_template(source)
        with source.open(encoding="utf-8", newline="") as file:
            rows = [list(row) for row in csv.reader(file)]
        return read_assumptions(write_table(tmp_path / f"table{request.param}", change(rows)))

    return of


def edited(name, column, value):
    def change(rows):
        at = rows[0].index(column)
        return [rows[0], *([*row[:at], value, *row[at + 1 :]] if row[1] == name else row for row in rows[1:])]

    return change


def test_a_cell_of_a_table_is_named_by_its_line(table):
    with pytest.raises(ExtractError, match=r"line 16: sales.win_rate_ratio is 'a third'; it must be a number"):
        table(edited("win_rate_ratio", "value", "a third"))
    with pytest.raises(ExtractError, match=r"line 16: low of sales.win_rate_ratio is 'x'"):
        table(edited("win_rate_ratio", "low", "x"))
    with pytest.raises(ExtractError, match=r"line 16, sales.win: there is no such driver"):
        table(edited("win_rate_ratio", "name", "win"))


def test_ranges_of_a_table_are_read(table):
    assert table(edited("win_rate_ratio", "high", "0.5")).of("base")["sales.win_rate_ratio"].high == 0.5


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("sales", "win_rate_ratio", "0.5"), "it is there already, in line"),
        (("sails", "win_rate_ratio", "0.5"), "there is no section 'sails'"),
        (("scenario bold", "growth_ratio", "-2"), r"scenario.growth_ratio is -2 \(ratio\); it must be above -1"),
        (("role 1", "ratio", "0.5"), "role 1: ratio is there already"),
        (("role 9", "level", "Partner"), "no practice"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(table, row, words):
    with pytest.raises(ExtractError, match=words):
        table(lambda rows: [*rows, row])


@pytest.mark.parametrize(
    ("header", "words"),
    [
        (("section", "name"), "It must have section, name, value"),
        (("section", "name", "value", "color"), "columns section, name, value, color"),
        (("section", "name", "value", "value"), "each once"),
        ((), "columns none"),
    ],
)
def test_a_header_that_is_none_is_refused(table, header, words):
    with pytest.raises(ExtractError, match=words):
        table(lambda _rows: [header])


def test_a_scenario_of_a_table_may_differ_in_anything(table):
    more = [("scenario base", "sales.win_rate_ratio", "0.5"), ("scenario base", "operations.team_people", 3)]
    found = table(lambda rows: [*rows, *more])
    assert (found.values("base")["sales.win_rate_ratio"], found.values("base")["operations.team_people"]) == (0.5, 3)
    assert found.values("aggressive")["operations.team_people"] == 2.5


def test_files_that_are_none_are_told_apart(tmp_path):
    with pytest.raises(UsageError, match=r"assumptions are \.toml, \.csv, \.xlsx files"):
        read_assumptions(tmp_path / "a.json")
    with pytest.raises(UsageError, match="no such file"):
        read_assumptions(tmp_path / "a.toml")
    broken = tmp_path / "a.xlsx"
    broken.write_text("no workbook", encoding="utf-8")
    with pytest.raises(ExtractError, match="this is no workbook"):
        read_assumptions(broken)
    latin = tmp_path / "a.csv"
    latin.write_bytes(b"section,name,value\nsales,\xe9,1\n")
    with pytest.raises(ExtractError, match="this is no CSV"):
        read_assumptions(latin)


def test_the_file_goes_before_the_timesheets(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text(REQUIRED.replace("working_weeks_per_year = 50\n", ""), encoding="utf-8")
    rows = [
        {"engagement_id": "E", "employee_id": "1", "practice": "A", "level": "B", "week_start_date": "2026-01-05",
         "hours": 30, "amount": 3000, "is_billable": True}
    ]  # fmt: skip
    capacity = [{"employee_id": "1", "week_start_date": "2026-01-05", "capacity_hours": 36}]
    found = read_assumptions(path, (rows, capacity))
    values = found.of("base")
    assert (values["operations.working_weeks_per_year"].value, values["operations.working_weeks_per_year"].source) == (
        pytest.approx(46.8), LEARNED,
    )  # fmt: skip
    assert (values["operations.utilization_ratio"].value, values["operations.utilization_ratio"].source) == (0.8, GIVEN)
    assert found.roles[0].source == LEARNED
    assert any("Only 0 of 1 projects" in note for note in found.notes)


def test_the_template_explains_every_driver():
    text = template_toml()
    assert "win_rate_ratio = 0.3  # ratio: opportunities that become deals; above 0 and at most 1" in text
    assert "can be learned from timesheets" in text
