"""`prop staffing` on a folder: the plan, the figures, and exit codes."""

import json
from functools import cache

import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from config.errors import ModelError, UsageError
from optimizer.staffing.commands import register


@cache
def app():
    one = typer.Typer()
    register(one)
    return one


def run(*words):
    return CliRunner().invoke(app(), ["staffing", *(str(word) for word in words)])


def test_a_folder_is_solved_and_its_plan_passes_the_check(folder):
    plan = folder / "plan.csv"
    solved = run("solve", folder, "--time-limit", 10, "--out", plan, "--json")
    report = json.loads(solved.stdout)
    assert (solved.exit_code, report["status"], report["broken_rules"]) == (0, "Optimal", [])
    assert report["bound"] >= report["objective"] == pytest.approx(sum(report["parts"].values()))
    # 100 h are there and SPI can use them all: 0.98 x 12,000 / 12,000.
    assert pd.read_csv(plan, dtype=str).to_numpy().tolist() == [
        ["001", "E1", "0", "40.00"], ["001", "E1", "1", "40.00"], ["002", "E1", "0", "20.00"],
    ]  # fmt: skip
    checked = run("check", folder, plan)
    assert checked.exit_code == 0
    assert "0 hard rules broken" in checked.stdout


def test_the_figures_are_printed_for_reading(folder):
    printed = run("solve", folder, "--time-limit", 10, "--out", folder / "plan.csv").stdout
    assert printed.startswith("Optimal: objective ")
    for word in ("proven bound", "gap 0.000%", "peak memory", "100.00 h planned"):
        assert word in printed


def test_a_plan_that_breaks_a_rule_exits_with_1_and_says_which(folder):
    (folder / "plan.csv").write_text("consultant_id,engagement_id,week,hours\n001,E1,0,30\n001,E1,0,11\n")
    checked = run("check", folder, folder / "plan.csv")
    assert checked.exit_code == 1
    assert "C1, consultant 001: booked 41.0 h of 40.0 h in the week of 2026-01-05" in checked.stdout


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("009,E1,0,8", "line 2: unknown consultant '009'"),
        ("001,E9,0,8", "line 2: unknown engagement 'E9'"),
        ("001,E1,2,8", "line 2: week '2' is not in 0 to 1"),
        ("001,E1,0,many", "line 2: hours 'many' are no number"),
        ("001,E1,0,nan", "line 2: hours 'nan' are no number"),
        ("001,E1,0,inf", "line 2: hours 'inf' are no number"),
        ("001,E1,0,", "line 2: hours '' are no number"),
        ("001,E1,0", "line 2: hours '' are no number"),
        ("001,E1,,8", "line 2: week '' is not in 0 to 1"),
        ("001,E1,-1,8", "line 2: week '-1' is not in 0 to 1"),
        ("001,E1,0.5,8", "line 2: week '0.5' is not in 0 to 1"),
        ("1,E1,0,8", "line 2: unknown consultant '1'"),
        (",E1,0,8", "line 2: unknown consultant ''"),
        ("001,E1,0,8\n001,E1,1,8\n001,E1,2,8", "line 4: week '2' is not in 0 to 1"),
    ],
)
def test_a_line_that_points_nowhere_is_named(folder, line, words):
    (folder / "plan.csv").write_text(f"consultant_id,engagement_id,week,hours\n{line}\n")
    result = run("check", folder, folder / "plan.csv")
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)


@pytest.mark.parametrize("lines", [["0,4.2", "0,3.8"], ["0,8"], ["0,+8.0"], ["0,4", "0,4", "1,8"]])
def test_lines_of_the_same_hours_add_up_to_the_last_digit(folder, lines):
    availability = pd.read_csv(folder / "availability.csv", dtype={"consultant_id": str})
    availability["hours"] = availability["hours"].clip(upper=8)
    availability.to_csv(folder / "availability.csv", index=False)
    written = "".join(f"001,E1,{line}\n" for line in lines)
    (folder / "plan.csv").write_text(f"consultant_id,engagement_id,week,hours\n{written}")
    assert run("check", folder, folder / "plan.csv").exit_code == 0
    (folder / "plan.csv").write_text(f"consultant_id,engagement_id,week,hours\n{written}001,E1,0,0.01\n")
    checked = run("check", folder, folder / "plan.csv", "--json")
    assert checked.exit_code == 1
    (sentence,) = json.loads(checked.stdout)["broken_rules"]
    assert sentence == "C1, consultant 001: booked 8.01 h of 8.0 h in the week of 2026-01-05"


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ("001,E1,0,40.01\n", "C1"),
        ("002,E1,1,8\n", "C2"),  # on leave
        ("001,E1,0,3.99\n", "C3"),
        ("001,E1,0,-8\n", "C3"),
        ("001,E1,0,40\n002,E1,0,20.01\n", "C4"),
    ],
)
def test_a_plan_with_a_violation_exits_with_1_and_names_the_rule(folder, lines, rule):
    (folder / "plan.csv").write_text(f"consultant_id,engagement_id,week,hours\n{lines}")
    checked = run("check", folder, folder / "plan.csv", "--json")
    assert checked.exit_code == 1
    assert rule in {sentence.partition(",")[0] for sentence in json.loads(checked.stdout)["broken_rules"]}


def test_an_empty_plan_breaks_nothing_and_is_worth_what_was_earned_before(folder):
    (folder / "plan.csv").write_text("consultant_id,engagement_id,week,hours\n")
    checked = run("check", folder, folder / "plan.csv", "--json")
    assert checked.exit_code == 0
    # SPI is 0.98 x 2,000 / 12,000, VEC 0.1.
    assert json.loads(checked.stdout)["parts"]["reward"] == pytest.approx(1000 * (0.6 * 0.98 / 6 + 0.4 * 0.1))


@pytest.mark.parametrize("text", [b"", b"consultant_id,engagement_id,week\n", "é".encode("latin-1"), b'a\n"\x00'])
def test_a_file_that_is_no_plan_is_named(folder, text):
    (folder / "plan.csv").write_bytes(text)
    result = run("check", folder, folder / "plan.csv")
    assert isinstance(result.exception, UsageError), result.exception
    assert "plan.csv" in str(result.exception)
    assert "Nothing was checked." in str(result.exception)


def test_a_plan_that_is_not_there_is_named(folder):
    assert "no such file" in str(run("check", folder, folder / "none.csv").exception)


def test_the_plan_does_not_depend_on_the_number_of_workers(folder):
    for workers in (1, 2):
        solved = run("solve", folder, "--time-limit", 10, "--workers", workers, "--out", folder / f"{workers}.csv")
        assert solved.exit_code == 0
    assert (folder / "1.csv").read_bytes() == (folder / "2.csv").read_bytes()


def test_a_consultant_who_is_not_eligible_is_named(folder):
    eligible = pd.read_csv(folder / "eligibility.csv", dtype=str)
    eligible[eligible["consultant_id"] == "001"].to_csv(folder / "eligibility.csv", index=False)
    (folder / "plan.csv").write_text("consultant_id,engagement_id,week,hours\n002,E1,0,8\n")
    result = run("check", folder, folder / "plan.csv")
    assert isinstance(result.exception, ModelError)
    assert "consultant 002 is not eligible for engagement E1" in str(result.exception)


def test_a_missing_file_column_or_parameter_is_named(folder):
    demand = pd.read_csv(folder / "demand.csv")
    demand.drop(columns="maximum_hours").to_csv(folder / "demand.csv", index=False)
    assert "no column maximum_hours" in str(run("solve", folder, "--out", folder / "p.csv").exception)
    (folder / "demand.csv").unlink()
    assert "no file demand.csv" in str(run("solve", folder, "--out", folder / "p.csv").exception)


def test_an_unknown_parameter_is_refused(folder):
    (folder / "parameters.json").write_text(json.dumps({"bench_price": 0.01, "internal_first": 1}))
    words = str(run("solve", folder, "--out", folder / "p.csv").exception)
    assert "unknown parameters ['internal_first'], missing parameters ['internal_first_price']" in words
