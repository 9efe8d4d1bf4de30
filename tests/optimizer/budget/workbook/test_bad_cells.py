"""Every cell that cannot be used is named by sheet, row and column, with what is expected; nothing is guessed."""

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from config.errors import ExtractError
from optimizer.budget.workbook import odd_cells
from optimizer.budget.workbook.read import read_workbook


def _refused(path, *config: str) -> str:
    with pytest.raises(ExtractError) as caught:
        read_workbook(path, config)
    message = str(caught.value)
    assert "Nothing was solved" in message
    return message


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"alloc_budget": "1,5"}, "column alloc_budget (G): is the text '1,5', in which a comma or a blank may part"),
        ({"alloc_budget": "1 000"}, "is the text '1 000', in which a comma or a blank"),
        ({"alloc_budget": "1.000,50"}, "is the text '1.000,50', in which a comma"),
        ({"alloc_budget": "12E3"}, "is '12E3'; a number of at least 0"),
        ({"alloc_budget": "1_000"}, "is '1_000'; a number"),
        ({"alloc_budget": "nan"}, "is 'nan'; a number"),
        ({"alloc_budget": "inf"}, "is 'inf'; a number"),
        ({"alloc_budget": 1e300}, "is 1e+300, beyond 1e+12; a number"),
        ({"alloc_budget": True}, "is TRUE; a number"),
        ({"alloc_budget": "50k"}, "is '50k'; a number"),
        ({"max_resource_allocation_pct": "30%"}, "with a percent sign; write 0.3 for 30 %"),
        ({"max_resource_allocation_pct": 0}, "is 0; a number between 0.01 and 1 is expected"),
        ({"effort_estimate_man_months": -1}, "is -1; a number between 0 and 1e+06"),
        (
            {"alloc_budget": ""},
            "column alloc_budget (G): is empty; write its money, or write 0 for an efficiency initiative",
        ),
        ({"alloc_budget": "  "}, "column alloc_budget (G): is empty; write its money"),
        ({"rank": 1.5}, "column rank (F): is 1.5; a whole number from 1 is expected"),
        ({"rank": 0}, "is 0; a number between 1 and"),
        ({"start_date": 45658}, "column start_date (I): is 45658, which is no month"),
        ({"start_date": "2025-13"}, "'2025-13' is no month; write it as 2025-03"),
        ({"start_date": "01/2025"}, "'01/2025' is no month"),
        ({"start_date": ""}, "column start_date (I): '' is no month"),
        ({"end_date": "2024-12"}, "column end_date (J): is 2024-12, before the start 2025-01"),
        ({"end_date": "2125-03"}, "is 2125-03, 1203 months after the start; at most 600 run"),
        ({"project_id": 1.5}, "column project_id (A): is the number 1.5; an id is text or a whole number"),
        ({"project_id": 12345678901234567}, "of which Excel keeps 15 digits; write the id as text"),
        ({"project_id": False}, "is FALSE, and an id is text"),
        ({"project_name": "  "}, "column project_name (B): is empty"),
        ({"predecessor_id": "9"}, "column predecessor_id (M): is '9', and no project has that id"),
        ({"predecessor_id": "1"}, "is '1', the project itself"),
        ({"impact": "Hgh"}, "column impact (E): is 'Hgh'; known are critical"),
        ({"phasing": "2025-01=0.5"}, "column phasing (O): adds up to 0.5; 1 is expected"),
        ({"phasing": "2025-04"}, "names 2025-04, in which it does not run"),
        ({"required_skills": '{"mandatory": ["java &"]}'}, 'initiative 1, \'{"mandatory": ["java &"]}\', position 23'),
    ],
)
def test_a_bad_cell_of_projects(book, project, change: dict, expected: str) -> None:
    message = _refused(book(Projects=[project(**change)]))
    assert "in.xlsx: 1 cell cannot be used" in message
    assert "Projects, row 2, column" in message
    assert expected in message


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"cost_per_year": ""}, "column cost_per_year (F): is empty"),
        ({"cost_per_year": 0}, "is 0; a number of at least 0.01"),
        ({"brid": ""}, "column brid (A): is empty"),
        ({"available_months": "2025-1"}, "column available_months (G): '2025-1' is no month"),
        ({"available_months": "2025-03:2025-01"}, "goes from 2025-03 back to 2025-01"),
        ({"leave_months": "2025-01=1.5"}, "gives 2025-01 the part '1.5'; a ratio from 0 to 1"),
        ({"leave_months": "2025-01, 2025-01"}, "has 2025-01 twice"),
        ({"leave_months": "all"}, "whoever is never there is left out"),
    ],
)
def test_a_bad_cell_of_resources(book, person, change: dict, expected: str) -> None:
    message = _refused(book(Resources=[person(**change)]))
    assert "Resources, row 2, column" in message
    assert expected in message


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (["carry_over", "perhaps"], "Config, row 2, column value (B): is 'perhaps'; yes or no is expected"),
        (["driver_wait", 1], "is 'driver_wait'; did you mean driver_weight?"),
        (["colour", 1], "is 'colour'; known are currency"),
        (["source_cap: Internl", 5], "names the funding source 'Internl', which nothing has; did you mean Internal?"),
        (["source_cap", 5], "is 'source_cap'; write it as source_cap: FUNDING SOURCE"),
        (["carry_over: x", 1], "is 'carry_over: x'; write it as carry_over"),
        (["driver_cap: Internal / Product", 5], "which nothing has; there are Internal / Regulatory"),
        (["location_maximum: Rome", 0.5], "names the location 'Rome', which nothing has; known are Oslo"),
        (["waterfall", "rank, driver"], "each of funding_source, driver, rank, priority is expected once"),
        (["maximum_initiatives", 1.5], "is 1.5; a whole number is expected"),
        (["phasing: 9", "even"], "names the project '9', which is not there"),
        (["objective", "most"], "is 'most'; known are least_cost, value, peer"),
        (["hiring_least_use", 2], "is 2; a number between 0 and 1 is expected; 2 % is written 0.02"),
    ],
)
def test_a_bad_parameter(book, setting: list, expected: str) -> None:
    message = _refused(book(Config=[["parameter", "value"], setting]))
    assert "Config, row 2, column" in message
    assert expected in message


def test_a_parameter_twice_names_both_rows(book) -> None:
    rows = [["parameter", "value"], ["carry_over", 1], ["Carry-Over", 0]]
    assert "Config, row 3, column parameter (A): is 'Carry-Over', as in row 2 already" in _refused(book(Config=rows))


def test_all_faults_are_in_one_message_up_to_a_limit(book, person) -> None:
    people = [person(brid=str(n), cost_per_year="?") for n in range(40)]
    message = _refused(book(Resources=people))
    assert "in.xlsx: 40 cells cannot be used" in message
    assert message.count("Resources, row") == 25
    assert "... and 15 more" in message


def test_errors_formulas_without_a_value_and_merged_cells_are_no_blanks(tmp_path, project, person) -> None:
    path = tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, row in (("Projects", project()), ("Resources", person())):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, list(row))
            sheet.write_row(1, 0, list(row.values()))
            if name == "Projects":
                sheet.write_formula(1, 7, "=1/0", None, "#DIV/0!")
                sheet.write_formula(1, 6, "=2*3000", None, 6000)  # a saved value is a value
                sheet.merge_range("C2:C3", "Internal")
    message = _refused(path)
    assert "row 2, column effort_estimate_man_months (H): is #DIV/0!; a value is expected" in message
    assert "Projects, row 2, column funding_source: C2:C3 is merged; unmerge it and fill each cell" in message
    assert "alloc_budget" not in message


def test_a_date_where_an_id_belongs_is_named(tmp_path, project, person) -> None:
    path = tmp_path / "dates.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, row in (("Projects", project()), ("Resources", person())):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, list(row))
            sheet.write_row(1, 0, list(row.values()))
            if name == "Resources":
                sheet.write_datetime(1, 0, dt.date(2025, 1, 2), workbook.add_format({"num_format": "d-mmm"}))
    assert "Resources, row 2, column brid (A): is the date 2025-01-02, and an id is text" in _refused(path)


def test_the_same_id_after_blanks_are_cut_is_named_with_both_rows(book, project, person) -> None:
    rows = [project(project_id="7"), project(project_id=7), project(project_id=" 7\u00a0")]
    message = _refused(book(Projects=rows, Resources=[person(), person()]))
    assert "Projects, row 3, column project_id (A): is '7', as in row 2 already" in message
    assert "Projects, row 4, column project_id (A): is '7', as in row 2 already" in message
    assert "Resources, row 3, column brid (A): is 'a', as in row 2 already" in message


def test_a_header_alone_or_nothing_at_all_is_named(book, project) -> None:
    assert "Resources, row 1: there is no row under the header" in _refused(
        book(Resources=[["brid", "employee_name", "cost_per_year"]])
    )
    assert "Resources, row 1: there is no column brid; it has nothing" in _refused(book(Resources=[]))


def test_a_column_twice_or_misspelt_is_named(book, project) -> None:
    rows = [["brid", "BRID", "employee_name", "cost_per_yr"], ["a", "b", "Ann", 5]]
    message = _refused(book(Resources=rows))
    assert "Resources, row 1: the column brid is there 2 times" in message
    assert "there is no column cost_per_year; the nearest is cost_per_yr" in message


def test_config_given_beside_the_workbook_is_named_by_its_own_place(book, tmp_path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("share_step = 2\n[source_cap]\nNobody = 5\n", encoding="utf-8")
    message = _refused(book(), "carry_over=maybe", str(rules))
    assert "--config carry_over: is 'maybe'; yes or no is expected" in message
    assert "rules.toml, share_step: is 2; a number between 0.01 and 1" in message
    assert "rules.toml, source_cap: Nobody: names the funding source 'Nobody'" in message


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (b'<c t="e" s="1" r="B2"><v>#REF!</v></c>', "#REF!"),
        (b'<c r="B2"><f>1+1</f><v></v></c>', "a formula without a saved value"),
        (b'<x:c r="B2"><x:f>1+1</x:f></x:c>', "a formula without a saved value"),
        (b'<c r="B2" t="str"><f>""</f><v></v></c>', ""),
        (b'<c r="B2"><f>1+1</f><v>2</v></c>', ""),
        (b'<c r="B2" t="inlineStr"><is><t>x</t></is></c>', ""),
    ],
)
def test_cells_of_other_programs_are_looked_at_too(cell: bytes, expected: str) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(
            "xl/workbook.xml", '<workbook><sheets><sheet name="A &amp; B" sheetId="1" r:id="r1"/></sheets></workbook>'
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels", '<Relationships><Relationship Target="/xl/s.xml" Id="r1"/></Relationships>'
        )
        archive.writestr("xl/s.xml", b"<sheetData><row>" + cell + b"</row></sheetData>")
    rows: list[list] = [["a", "b"]]
    odd_cells.mark(content.getvalue(), {"A & B": rows})
    assert (rows[1][1] if len(rows) > 1 else "") == expected


def test_what_unpacks_to_more_than_can_be_meant_is_not_unpacked(tmp_path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert "bomb.xlsx: xl/worksheets/sheet1.xml unpacks from" in _refused(path)
