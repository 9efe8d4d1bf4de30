"""What a portfolio workbook may look like, and what is made of it."""

import datetime as dt
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from config.errors import ExtractError, UsageError
from optimizer.budget.model import solve
from optimizer.budget.workbook import hires, last_plan, projects, resources
from optimizer.budget.workbook.file import OLE
from optimizer.budget.workbook.parameters import PARAMETERS
from optimizer.budget.workbook.read import read_portfolio, read_workbook


def test_ids_are_text_and_dates_come_in_three_forms(tmp_path, project, person) -> None:
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet = workbook.add_worksheet("PROJECTS ")
        sheet.write_row(0, 0, ["Project ID", "Project-Name", "ALLOC_BUDGET", "start date", "End_Date", "Comments"])
        sheet.write_row(2, 0, [1.0, "One", "1000"])
        sheet.write_datetime(2, 3, dt.date(2025, 1, 15), day)
        sheet.write_datetime(2, 4, dt.date(2025, 2, 28), day)
        sheet.write_row(5, 0, ["007", "Seven", 0, "2025-01-31", "2025-02", "rows between are blank"])
        people = workbook.add_worksheet("resources")
        people.write_row(0, 0, list(person()))
        people.write_row(1, 0, list(person(brid="01").values()))
        people.write_row(2, 0, list(person(brid=1).values()))
    data = read_workbook(path)
    assert [i.initiative_id for i in data.initiatives] == ["1", "007"]
    assert [e.employee_id for e in data.employees] == ["01", "1"]
    assert {i.months for i in data.initiatives} == {(date(2025, 1, 1), date(2025, 2, 1))}
    assert data.initiatives[0].budget_amount == 1000


def test_a_long_horizon_is_planned(book, project) -> None:
    data = read_workbook(
        book(Projects=[project(end_date="2028-02", effort_estimate_man_months=30, alloc_budget=90_000)])
    )
    assert len(data.months) == 38
    assert solve(data).man_months == pytest.approx(30, abs=1e-4)


def test_every_parameter_is_honored(book, project, person) -> None:
    config = [
        ["Parameter", "Value", "comment"], ["driver_weight", 0.5], ["impact_weight", 0.25], ["rank weight", 0.25],
        ["driver_score: Growth", 0.65], ["Impact-Score: HIGH", 0.75], ["waterfall", "rank > priority > driver > funding_source"],
        ["carry_over", "yes"], ["currency", "CAD"], ["source_cap: Internal", 5000], ["driver_cap: Growth", 4000],
        ["driver_cap: Internal / Regulatory", 3000], ["max_resource_allocation_pct", 0.8], ["minimum_block", 0.1],
        ["maximum_initiatives", 3], ["share_step", 0.1], ["location_minimum: Oslo", 0.25], ["location_maximum: Oslo", 1],
        ["phasing: 2", "2025-01=0.5, 2025-02:2025-03=0.5"], ["hiring", True], ["hiring_lead_months", 3],
        ["hiring_cost_factor", 1.25], ["hiring_one_off_months", 2], ["hiring_least_use", 0.75], ["hiring_maximum", 4],
        ["objective", "Peer"], ["", ""], ["maximum_initiatives", ""],
    ]  # fmt: skip
    projects = [
        project(max_resource_allocation_pct=0.3),
        project(project_id="2", driver="growth"),
        project(project_id="3", driver="Growth", alloc_budget=0),
    ]
    portfolio = read_portfolio(book(Projects=projects, Config=config))
    rules, first, second = portfolio.data.rules, *portfolio.data.initiatives[:2]
    assert portfolio.objective == "peer"
    assert portfolio.data.currency == "CAD"
    assert portfolio.data.priority(first) == pytest.approx(0.5 * 1.0 + 0.25 * 0.75 + 0.25 * 1.0)
    assert portfolio.data.priority(second) == pytest.approx(0.5 * 0.65 + 0.25 * 0.75 + 0.25 * 1.0)
    assert rules.waterfall == ("rank", "priority", "driver", "funding_source")
    assert (
        rules.has_carry_over,
        rules.minimum_block_ratio,
        rules.maximum_initiatives_count,
        rules.share_step_ratio,
    ) == (True, 0.1, 3, 0.1)
    assert rules.source_cap_amount == {"Internal": 5000}
    assert rules.driver_cap_amount == {("Internal", "Growth"): 4000, ("Internal", "Regulatory"): 3000}
    assert (rules.location_minimum_ratio, rules.location_maximum_ratio) == ({"Oslo": 0.25}, {"Oslo": 1.0})
    assert (first.maximum_share_ratio, second.maximum_share_ratio) == (0.3, 0.8)
    assert list(second.phasing_ratio.values()) == [0.5, 0.25, 0.25]
    hiring = rules.hiring
    assert (hiring.is_asked, hiring.lead_month_count, hiring.cost_factor, hiring.one_off_month_count) == (
        True,
        3,
        1.25,
        2.0,
    )
    assert (hiring.least_use_ratio, hiring.maximum_head_count) == (0.75, 4)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("more.csv", 'parameter,value\ncarry_over,yes\n"source_cap: Internal",700\n"driver_cap: Internal / Regulatory",600\n'),
        ("more.csv", "parameter;value\ncarry_over;yes\nsource_cap: Internal;700\ndriver_cap: Internal / Regulatory;600\n"),
        ("more.toml", "carry_over = true\nsource_cap.Internal = 700\n[driver_cap.Internal]\nRegulatory = 600\n"),
        ("more.json", '{"carry_over": true, "source_cap": {"Internal": 700}, "driver_cap": {"Internal / Regulatory": 600}}'),
    ],
)  # fmt: skip
def test_parameters_from_a_file_and_from_words_replace_those_of_the_workbook(
    book, tmp_path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    path = book(Config=[["parameter", "value"], ["carry_over", 0], ["currency", "EUR"], ["source_cap: Internal", 1]])
    data = read_workbook(path, [str(tmp_path / name), "driver_cap: Internal / Regulatory=650"])
    assert data.rules.has_carry_over
    assert data.rules.source_cap_amount == {"Internal": 700}
    assert data.rules.driver_cap_amount == {("Internal", "Regulatory"): 650}
    assert data.currency == "EUR"


def test_a_workbook_of_parameters_replaces_too(book) -> None:
    other = book("other.xlsx", Config=[["parameter", "value"], ["minimum_block", 0.2]])
    assert read_workbook(book(), [str(other)]).rules.minimum_block_ratio == 0.2


@pytest.mark.parametrize("text", ["carry_over", "=5", "missing.toml", "missing.xlsx"])
def test_config_that_is_neither_a_file_nor_a_value_is_refused(book, text: str) -> None:
    with pytest.raises(UsageError, match="Nothing was solved"):
        read_workbook(book(), [text])


@pytest.mark.parametrize(
    ("name", "text"), [("bad.toml", "a = ["), ("bad.json", "{"), ("bad.json", "[1]"), ("bad.csv", "carry_over\n")]
)
def test_a_file_of_parameters_that_cannot_be_read_is_refused(book, tmp_path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(ExtractError, match=f"{name}.*Nothing was solved"):
        read_workbook(book(), [str(tmp_path / name)])


def test_leave_and_part_time_shrink_months(book, project, person) -> None:
    people = [
        person(available_months="2025-01:2025-02", leave_months="2025-02=0.25"),
        person(brid="b", available_months="2025-01:2025-12=0.8; 2026-01", leave_months="2025-03"),
        person(brid="c"),
    ]
    data = read_workbook(book(Resources=people))
    by_month = [[e.available(m) for m in data.months] for e in data.employees]
    assert by_month == [[1.0, 0.75, 0.0], [0.8, 0.8, 0.0], [1.0, 1.0, 1.0]]


def test_hire_profiles_and_a_last_plan_are_read_where_they_are_there(book) -> None:
    profiles = [
        ["profile_id", "cost_per_year", "role", "technical_skills", "lead_months", "one_off_cost", "maximum_hires"],
        ["dev", 24_000, "DEV", "java", 1, 500, 2],
    ]
    last = [
        ["resource_id", "project_id", "month", "share_ratio"],
        ["a", 1, "2025-02", 0.5],
        ["gone", 1, "2025-02", 0.5],
    ]
    data = read_workbook(book(Hire_Profiles=profiles, Last_Plan=last))
    assert data.rules.hiring.is_asked
    (dev,) = data.hireable_profiles
    assert (dev.profile_id, dev.monthly_cost_amount, dev.role, dev.lead_month_count) == ("dev", 2000, "DEV", 1)
    assert (dev.one_off_cost_amount, dev.maximum_head_count, dict(dev.skills.technical)) == (500, 2, {"java": 1.0})
    assert data.last_plan == {("a", "1", date(2025, 2, 1)): 0.5}
    assert "1 shares of the last plan are of people, projects or months that are gone." in data.notes


def test_what_may_not_have_been_meant_is_said(book, project, person) -> None:
    projects = [
        project(project_id="A1", funding_source="Internal", team="Enginering") | {"comments": "x", "drivr": "y"},
        project(project_id="a1", funding_source="internal", rank="") | {"comments": "", "drivr": ""},
        project(project_id="А1", project_name="Beta") | {"comments": "", "drivr": ""},
    ]  # the last id begins with a Cyrillic letter
    del projects[0]["driver"], projects[1]["driver"], projects[2]["driver"]
    data = read_workbook(
        book(Projects=projects, Resources=[person(team="Engineering")], Notes=[["anything"]], Confg=[["x"]])
    )
    notes = "\n".join(data.notes)
    for said in (
        "The sheet Notes is not read.",
        "The sheet Confg is not read; if Config is meant, rename it.",
        "column drivr (P) is not read; if driver is meant, rename it.",
        "'A1' (row 2) and 'a1' (row 3) and 'А1' (row 4) look alike and are kept apart.",
        "'Internal' (row 2) and 'internal' (row 3) look alike and are kept apart.",
        "Projects: A1, a1 are all named 'Alpha'; they are kept apart.",
        "Nobody is in the team 'Enginering'; did you mean 'Engineering'?",
        "Projects, column rank is empty in row 3: without one they come after every rank, and score the middle, 0.5.",
    ):
        assert said in notes
    assert "comments" not in notes


def test_an_empty_cell_of_a_column_that_decides_the_order_is_said_and_an_empty_column_is_not(book, project) -> None:
    projects = [
        project(impact=""),
        project(project_id="2", driver="", impact=""),
        project(project_id="3", driver=" ", impact=""),
    ]
    notes = [note for note in read_workbook(book(Projects=projects)).notes if "is empty in" in note]
    assert notes == [
        "Projects, column driver is empty in rows 3, 4: without one they count in the middle of the scale, 0.5."
    ]


def test_a_title_above_the_header_is_passed_over(book, project, person) -> None:
    rows = [["Portfolio 2025"], [], list(project()), list(project().values())]
    data = read_workbook(book(Projects=rows))
    assert [i.name for i in data.initiatives] == ["Alpha"]
    assert "Projects: the header is in row 3." in data.notes


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (b"project_id,project_name\n1,Alpha\n", "plain text, such as CSV"),
        (b"<html><table>", "a web page"),
        (b"<?xml version='1.0'?><Workbook/>", "XML text"),
        (b"\x89PNG\r\n\0\0\0", "binary of another kind"),
        (b"PK\x03\x04 and then nothing", "not a readable workbook"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (OLE + b"\0" * 600, "not a readable workbook"),
    ],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_in_words(tmp_path, content: bytes, expected: str) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=f"in.xlsx: .*{expected}.*Nothing was solved"):
        read_workbook(path)


def test_a_folder_a_missing_file_and_a_missing_sheet_are_refused(tmp_path, book) -> None:
    with pytest.raises(UsageError, match="is no file"):
        read_workbook(tmp_path)
    with pytest.raises(UsageError, match="no such file"):
        read_workbook(tmp_path / "none.xlsx")
    path = tmp_path / "one.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("Projects")
        workbook.add_worksheet("projects ")
    with pytest.raises(ExtractError, match="sheets 'Projects' and 'projects ', which read alike"):
        read_workbook(path)


def test_the_page_for_users_names_every_parameter_column_and_sheet() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "budget-workbooks.md").read_text(encoding="utf-8")
    names = [parameter.name for parameter in PARAMETERS]
    for columns in (projects.COLUMNS, resources.COLUMNS, hires.COLUMNS, last_plan.COLUMNS):
        names += columns.known
    for name in names:
        assert f"`{name}" in page, name
    for sheet in (
        "Allocations",
        "Gantt",
        "Utilization",
        "Skill_Gaps",
        "New_Hires",
        "Hire_Cover",
        "Shadow_Prices",
        "About",
    ):
        assert sheet in page


def test_optional_sheets_may_be_empty(book) -> None:
    data = read_workbook(
        book(Config=[["parameter", "value"]], Last_Plan=[], Hire_Profiles=[["profile_id", "cost_per_year"]])
    )
    assert data.last_plan == {}
    assert data.hireable_profiles == ()
    assert not data.rules.hiring.is_asked


def test_limits_that_leave_no_share_are_said(book, project) -> None:
    path = book(Projects=[project(max_resource_allocation_pct=0.2)])
    assert (
        "Nobody can work on 1: its maximum share is less than the minimum block of 0.5."
        in read_workbook(path, ["minimum_block=0.5"]).notes
    )
    assert read_workbook(path, ["minimum_block=0.2"]).notes == ()
