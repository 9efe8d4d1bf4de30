"""The plan's workbook: every sheet, units, formats and colors, text as text, and never half a file."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine

from config.errors import ModelError, UsageError
from optimizer.budget.hiring.data import HireCover, HiringPlan, PlannedHire
from optimizer.budget.model import solve
from optimizer.budget.workbook import write
from optimizer.budget.workbook.last_plan import read_last_plan
from optimizer.budget.workbook.read import read_workbook
from optimizer.budget.workbook.write import refuse_unwritable, write_workbook

NAMES = [
    "Allocations", "Project_Summary", "Resource_Summary", "Monthly_View", "Gantt", "Utilization", "Priority_Ranking",
    "Skill_Gaps", "Skill_Requirements", "New_Hires", "Shadow_Prices", "About",
]  # fmt: skip


@pytest.fixture
def solved(book, project, person):
    """Alpha wants 1.5 man-months of Java from January to March: Ann has it, Bob has not; Gamma wants Cobol."""
    projects = [
        project(project_name="=Alpha", effort_estimate_man_months=1.5),
        project(
            project_id="007", project_name="@Beta", required_skills="", effort_estimate_man_months=1, end_date="2025-02"
        ),
        project(project_id="3", project_name="Gamma", required_skills="cobol", effort_estimate_man_months=2),
        project(
            project_id="4",
            project_name="Delta",
            required_skills="java",
            alloc_budget=30_000,
            effort_estimate_man_months=9,
        ),
    ]
    people = [
        person(),
        person(
            brid="0002",
            employee_name="+Bob",
            technical_skills="sql",
            cost_per_year=24_000,
            available_months="2025-01:2025-02",
        ),
        person(brid="c", employee_name="Cy", technical_skills="", cost_per_year=90_000),
    ]
    data = read_workbook(
        book(Projects=projects, Resources=people, Config=[["parameter", "value"], ["currency", "CAD"]])
    )
    return data, solve(data)


def _sheets(path: Path) -> dict[str, list[list]]:
    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


def _rows(sheet: list[list]) -> list[dict]:
    return [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]


def test_every_sheet_says_what_the_plan_says(solved, tmp_path) -> None:
    data, plan = solved
    out = tmp_path / "out.xlsx"
    write_workbook(out, data, plan)
    sheets = _sheets(out)
    assert list(sheets) == NAMES
    allocations = _rows(sheets["Allocations"])
    assert sum(row["man_months"] for row in allocations) == pytest.approx(plan.man_months, abs=1e-5)
    assert sum(row["allocated_cost (CAD)"] for row in allocations) == pytest.approx(plan.cost_amount, abs=0.01)
    projects = {row["project_id"]: row for row in _rows(sheets["Project_Summary"])}
    assert projects["3"]["shortfall_man_months"] == 2
    assert sum(row["man_months"] for row in projects.values()) == pytest.approx(plan.man_months, abs=1e-5)
    people = {row["resource_id"]: row for row in _rows(sheets["Resource_Summary"])}
    for row in people.values():
        assert row["planned_man_months"] + row["bench_man_months"] == pytest.approx(
            row["available_man_months"], abs=1e-5
        )
    assert people["0002"]["available_man_months"] == 2
    ranking = _rows(sheets["Priority_Ranking"])
    assert [row["place"] for row in ranking] == [1, 2, 3, 4]
    about = {row["what"]: row["value"] for row in _rows(sheets["About"]) if row["what"] != "note"}
    assert about["status"] == "Optimal"
    assert about["cost"] == pytest.approx(plan.cost_amount)


def test_months_are_columns_and_the_benched_are_there(solved, tmp_path) -> None:
    data, plan = solved
    write_workbook(tmp_path / "out.xlsx", data, plan)
    sheets = _sheets(tmp_path / "out.xlsx")
    months = ["2025-01", "2025-02", "2025-03"]
    monthly = _rows(sheets["Monthly_View"])
    assert sheets["Monthly_View"][0][4:7] == months
    for employee in data.employees:
        rows = [row for row in monthly if row["resource_id"] == employee.employee_id]
        assert rows[-1]["project_name"] == "Bench"
        for month, day in zip(months, data.months, strict=True):
            assert sum(row[month] for row in rows) == pytest.approx(employee.available(day), abs=1e-5)
    gantt = {row["project_id"]: row for row in _rows(sheets["Gantt"])}
    assert gantt["007"]["2025-03"] == ""  # it has ended
    for identifier, done in plan.man_months_by_initiative().items():
        assert sum(gantt[identifier][month] or 0 for month in months) == pytest.approx(done, abs=1e-5)
    use = {row["resource_id"]: row for row in _rows(sheets["Utilization"])}
    assert use["0002"]["2025-03"] == ""  # he is not there
    assert 0 <= use["a"]["2025-01"] <= 1.000001


def test_skill_gaps_tell_what_nobody_has_from_what_nobody_free_has(solved, tmp_path) -> None:
    data, plan = solved
    write_workbook(tmp_path / "out.xlsx", data, plan)
    gaps = {row["skill"]: row for row in _rows(_sheets(tmp_path / "out.xlsx")["Skill_Gaps"])}
    assert (gaps["cobol"]["gap"], gaps["cobol"]["people_with_skill"], gaps["cobol"]["unmet_man_months"]) == (
        "nobody has it",
        0,
        2,
    )
    assert (gaps["java"]["gap"], gaps["java"]["people_with_skill"]) == ("nobody free has it", 1)
    assert gaps["java"]["unmet_man_months"] == pytest.approx(9 + 1.5 - 3, abs=1e-4)  # Ann has three months


def test_text_stays_text_and_numbers_are_numbers(solved, tmp_path) -> None:
    data, plan = solved
    write_workbook(tmp_path / "out.xlsx", data, plan)
    sheets = _sheets(tmp_path / "out.xlsx")
    projects = {row["project_id"]: row["project_name"] for row in _rows(sheets["Project_Summary"])}
    assert projects == {"1": "=Alpha", "007": "@Beta", "3": "Gamma", "4": "Delta"}
    with zipfile.ZipFile(tmp_path / "out.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    assert not any("<f>" in text or "<hyperlink" in text for name, text in parts.items() if "worksheets" in name)
    assert 'formatCode="#,##0.00"' in parts["xl/styles.xml"]
    gantt, use, summary = (parts[f"xl/worksheets/sheet{n}.xml"] for n in (5, 6, 2))
    for text, scale in ((gantt, "FF5B9BD5"), (use, "FFA9D08E")):
        assert "<colorScale>" in text
        assert scale in text
        assert 'type="containsBlanks"' in text
        assert "<pane " in text
    assert 'sqref="E2:G5"' in gantt
    assert '<cfRule type="cellIs"' in summary
    assert all("<autoFilter" in parts[f"xl/worksheets/sheet{n}.xml"] for n in range(1, 10))


def test_a_plan_written_before_is_a_last_plan(solved, tmp_path) -> None:
    data, plan = solved
    write_workbook(tmp_path / "out.xlsx", data, plan)
    last = read_last_plan(tmp_path / "out.xlsx")
    assert last == pytest.approx(
        {(a.employee_id, a.initiative_id, a.month): a.share_ratio for a in plan.allocations}, abs=1e-6
    )


def test_new_hires_stand_on_sheets_of_their_own(solved, tmp_path) -> None:
    data, plan = solved
    first, last = data.months[0], data.months[-1]
    hire = PlannedHire(
        hire_id="h1", profile_id="dev", team="", role="DEV", location="Oslo", staff_level="", decided_month=first, start_month=last,
        last_month=last, lead_month_count=2, paid_month_count=1, monthly_cost_amount=1000, one_off_cost_amount=500, cost_amount=1500,
        paid_by_initiatives_amount=800, idle_amount=200, man_months=0.8, use_ratio=0.8, sentence="One developer.",
    )  # fmt: skip
    cover = HireCover("3", 0.0, 2.0, 0.8, 1.2, 800.0, "A developer covers 0.80.")
    hired = replace(plan, hiring=HiringPlan((hire,), (), (cover,), "Optimal", 1500, 0.0))
    write_workbook(tmp_path / "out.xlsx", data, hired)
    sheets = _sheets(tmp_path / "out.xlsx")
    (row,) = _rows(sheets["New_Hires"])
    assert (row["hire_id"], row["start"], row["cost (CAD)"], row["use_ratio"]) == ("h1", "2025-03", 1500, 0.8)
    assert _rows(sheets["Hire_Cover"])[0]["left_man_months"] == 1.2


def test_a_file_that_cannot_be_written_is_refused_before_the_solve(tmp_path, book) -> None:
    source = book()
    (tmp_path / "folder.xlsx").mkdir()
    link = tmp_path / "link.xlsx"
    link.symlink_to(source)
    for out, words in (
        (source, "it is the input itself"),
        (link, "it is the input itself"),
        (tmp_path / "folder.xlsx", "it is a folder"),
        (tmp_path / "none" / "out.xlsx", "there is no folder"),
        (tmp_path / "out.xls", "is written as .xlsx"),
        (tmp_path / ("x" * 300 + ".xlsx"), "nothing can be written there"),
    ):
        with pytest.raises(UsageError, match=f"{words}.*Nothing was solved"):
            refuse_unwritable(out, source)
    refuse_unwritable(tmp_path / "fine.xlsx", source)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.xlsx", "in.xlsx", "link.xlsx"]


def test_what_was_there_stays_when_the_writing_fails(solved, tmp_path, monkeypatch) -> None:
    data, plan = solved
    out = tmp_path / "out.xlsx"
    out.write_text("the old plan", encoding="utf-8")
    monkeypatch.setattr(write, "MOST_ROWS", 1)
    with pytest.raises(ModelError, match="a sheet holds 1"):
        write_workbook(out, data, plan)
    assert out.read_text(encoding="utf-8") == "the old plan"
    assert [p.name for p in tmp_path.iterdir() if "unfinished" in p.name] == []
    with pytest.raises(UsageError, match="the plan cannot be written there"):
        write_workbook(tmp_path / "gone" / "out.xlsx", data, plan)
