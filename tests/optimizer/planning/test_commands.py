"""`prop planning …` on files."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from config.errors import ModelError, PropError, UsageError
from optimizer.planning.commands import register
from optimizer.staffing.changes.form import read_changes
from optimizer.staffing.commands import register as register_staffing
from tests.optimizer.planning.test_learning import capacity, timesheets
from tests.optimizer.staffing import small_folder

GOLDEN = Path(__file__).parent / "golden"
SMALL = """
currency = "EUR"
[firm]
revenue_amount_per_year = 1_000_000
margin_ratio = 0.1
retained_ratio = 0.8
other_cost_amount_per_year = 50_000
other_cost_ratio = 0.05
other_people_count = 1
[scenario.base]
growth_ratio = 0.2
margin_ratio = 0.15
[scenario.bold]
growth_ratio = 0.5
margin_ratio = 0.2
[sales]
deal_amount = 50_000
win_rate_ratio = 0.25
cycle_months = 3
quota_amount_per_year = 250_000
attainment_ratio = 0.8
open_opportunities_count = 10
ramp_months = 6
current_people_count = 1
cost_amount_per_year = 60_000
commission_ratio = 0.05
hire_cost_amount = 5_000
[marketing]
new_client_ratio = 0.5
lead_to_opportunity_ratio = 0.1
lead_cost_amount = 100
fixed_amount_per_year = 4_000
current_spend_amount_per_year = 15_000
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
hire_cost_amount = 3_000
[demand]
first_month_ratio = 1
[[roles]]
practice = "0"
level = "senior"
ratio = 1
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*words):
    app = typer.Typer()
    register(app)
    register_staffing(app)
    return CliRunner().invoke(app, [str(word) for word in words])


def as_json(*words):
    result = run(*words, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def shape(value):
    """The keys of an object and of the rows of its tables: what programs rely on."""
    if isinstance(value, dict):
        return {key: shape(one) for key, one in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def test_scenarios_are_what_they_were(file):
    found = as_json("planning", "scenarios", file)
    assert found == json.loads((GOLDEN / "scenarios.json").read_text(encoding="utf-8"))
    base = {row["measure"]: row["value"] for row in found["measures"] if row["scenario"] == "base"}
    # by hand, in test_outlook
    assert (base["revenue_amount"], base["headcount"], base["investment_amount"]) == (1_200_000, 14, 141_000)
    assert (base["profit_amount"], base["gap_amount"]) == (154_000, -26_000)


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("drivers", ()),
        ("tornado", ("--measure", "headcount")),
        ("sweep", ("--measure", "headcount", "--measure", "return_ratio")),
        ("simulate", ("--draws", "200", "--target", "headcount<=20")),
        ("demand", ()),
    ],
)
def test_json_keeps_its_keys(file, command, words):
    found = shape(as_json("planning", command, file, *words))
    assert found == json.loads((GOLDEN / f"{command}_keys.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", ["drivers", "scenarios", "tornado", "sweep", "simulate", "demand"])
def test_everything_is_shown_in_words_with_what_nobody_gave(file, command):
    result = run("planning", command, file, *(("--draws", "200") if command == "simulate" else ()))
    assert result.exit_code == 0, result.output
    assert "By default, since nobody gave them: " in result.stdout
    assert "sales.attrition_ratio = 0" in result.stdout


def test_results_go_into_files(file, tmp_path):
    for name in ("r.json", "r.csv", "r.xlsx"):
        result = run("planning", "tornado", file, "--out", tmp_path / name)
        assert result.exit_code == 0, result.output
        assert (tmp_path / name).stat().st_size > 100
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == as_json("planning", "tornado", file)


def test_a_template_is_not_overwritten(tmp_path):
    path = tmp_path / "t.toml"
    assert run("planning", "template", "--out", path).exit_code == 0
    again = run("planning", "template", "--out", path)
    assert isinstance(again.exception, UsageError)
    assert "there already" in str(again.exception)
    assert run("planning", "template", "--out", path, "--force").exit_code == 0
    assert run("planning", "scenarios", path).exit_code == 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("drivers", "FILE", "--scenario", "best"), "There is no scenario best; there are base, bold"),
        (("tornado", "FILE", "--measure", "profit"), "no measure profit; the nearest is profit_amount"),
        (("simulate", "FILE", "--measure", "reached"), "There is no measure reached"),
        (("simulate", "FILE", "--scenario", "best"), "There is no scenario best"),
        (("scenarios", "FILE", "--out", "FILE"), "name a .json, .csv, .xlsx file"),
        (("scenarios", "nowhere.toml"), "nowhere.toml: no such file"),
        (("scenarios", "FILE", "--timesheets", "t.csv"), "give both --timesheets and --capacity"),
        (("demand", "FILE", "--basis", "guess"), "--basis guess: choose growth or new_business"),
        (("demand", "FILE", "--year-start", "2026-01-06"), "2026-01-06 is no Monday"),
        (("demand", "FILE", "--year-start", "2026-01-05", "--folder", "."), "Give one of the two"),
        (("demand", "FILE", "--year-start", "2026-01-05", "--first-month", "2"), "Give one of the two"),
        (("demand", "FILE", "--out", "changes.csv"), "name a .json file"),
        (("staffing-sweep", "FILE", ".", "--driver", "growth=1"), "There is no driver growth"),
    ],
)
def test_what_cannot_be_done_is_said(file, words, found):
    result = run("planning", *(file if word == "FILE" else word for word in words))
    assert isinstance(result.exception, PropError)
    assert found in str(result.exception)
    assert "Nothing was computed" in str(result.exception) or "Nothing was solved" in str(result.exception)


def test_an_impossible_year_is_told(file):
    file.write_text(SMALL.replace("cycle_months = 3", "cycle_months = 15"), encoding="utf-8")
    result = run("planning", "scenarios", file)
    assert isinstance(result.exception, ModelError)
    assert "new representatives close nothing within the year: the cycle is 15 months" in str(result.exception)


def test_defaults_come_from_timesheets(file, tmp_path):
    text = "\n".join(
        line for line in SMALL.splitlines() if not line.startswith(("project_", "team_", "utilization", "working"))
    )
    file.write_text(text, encoding="utf-8")
    import pandas as pd

    pd.DataFrame(timesheets()).to_csv(tmp_path / "t.csv", index=False)
    pd.DataFrame(capacity()).to_csv(tmp_path / "c.csv", index=False)
    found = as_json("planning", "drivers", file, "--timesheets", tmp_path / "t.csv", "--capacity", tmp_path / "c.csv")
    source = {row["name"]: row["source"] for row in found["assumptions"]}
    assert source["operations.project_weeks"] == source["operations.utilization_ratio"] == "learned"
    assert source["operations.cost_amount_per_year"] == "given"
    assert any(note.startswith("Learned from timesheets: operations.project_amount = ") for note in found["notes"])


def test_demand_goes_into_a_staffing_plan_and_back(file, tmp_path):
    (tmp_path / "firm").mkdir()
    folder = small_folder.write(tmp_path / "firm", small_folder.frames())
    changes, hires = tmp_path / "changes.json", tmp_path / "hires.json"
    words = ("--out", changes, "--hires-out", hires, "--folder", folder, "--first-month", 2, "--time-limit", 5)
    found = as_json("planning", "demand", file, "--scenario", "bold", *words)
    assert [row["plan"] for row in found["plans"]][:2] == ["as it is", "with the projects"]
    assert found["plans"][1]["planned_hours"] > found["plans"][0]["planned_hours"]
    assert found["sentences"][0].startswith("The scenario adds ")
    assert {one.kind for one in read_changes(changes)} == {"engagement_added"}
    assert {one.kind for one in read_changes(hires)} == {"person_joins"}
    result = run("staffing", "scenario", folder, changes, "--time-limit", 5)
    assert result.exit_code == 0, result.output
    assert "is new in the plan" in result.stdout


def test_a_staffing_sweep_from_the_command_line(file, tmp_path):
    (tmp_path / "firm").mkdir()
    folder = small_folder.write(tmp_path / "firm", small_folder.frames())
    words = ("--driver", "scenario.growth_ratio=0,0.5", "--first-month", 2, "--workers", 1, "--time-limit", 5)
    found = as_json("planning", "staffing-sweep", file, folder, *words)
    assert [(row["value"], row["project_count"]) for row in found["points"]] == [(0, 0), (0.5, 9)]
    assert found["points"][1]["planned_hours"] > found["points"][0]["planned_hours"]
    shown = run("planning", "staffing-sweep", file, folder, *words)
    assert "a staffing plan per value" in shown.stdout
