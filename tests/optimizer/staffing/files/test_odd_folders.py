"""Folders that are odd: a plan where one can be made, otherwise a sentence that names the culprit, and no plan file."""

import json
from functools import cache

import numpy as np
import pandas as pd
import pytest
import typer
from typer.testing import CliRunner

from config.errors import PropError
from optimizer.staffing.commands import register
from optimizer.staffing.files import instance
from tests.optimizer.staffing import small_folder


@cache
def app():
    one = typer.Typer()
    register(one)
    return one


def run(*words):
    return CliRunner().invoke(app(), ["staffing", *(str(word) for word in words)])


def solve(folder):
    return run("solve", folder, "--time-limit", 10, "--out", folder / "plan.csv", "--json")


def cell(table, column, value, row=0):
    """The small folder with one cell changed, as text."""
    parts = small_folder.frames()
    parts[table] = parts[table].astype(object)
    parts[table].loc[row, column] = value
    return parts


def refused(folder, parts):
    """The sentence with which a folder is refused; no plan is written."""
    result = solve(small_folder.write(folder, parts))
    assert isinstance(result.exception, PropError), result.exception
    assert not (folder / "plan.csv").exists()
    assert "No plan was made." in str(result.exception)
    return str(result.exception)


@pytest.mark.parametrize("value", ["x", "", "NaN", "inf", "-inf", "1e400", "1,5", "4 h", "--1"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("availability", "hours"),
        ("engagements", "bac"),
        ("demand", "maximum_hours"),
        ("targets", "ratio"),
        ("eligibility", "charge_out_rate"),
    ],
)
def test_a_cell_that_is_no_number_is_named_by_file_line_and_column(tmp_path, table, column, value):
    row = len(small_folder.frames()[table]) - 1
    words = refused(tmp_path, cell(table, column, value, row))
    assert f"{table}.csv, line {row + 2}: {column} is '" in words
    assert "it must be a number" in words


@pytest.mark.parametrize(
    ("table", "column", "value", "words"),
    [
        ("availability", "week", "0.5", "line 2: week is '0.5'; it must be a whole number of weeks"),
        ("availability", "week", "-1", "line 2: week is '-1'; it must be counted from 0"),
        ("availability", "week", "1e9", "it must be a whole number of weeks"),
        ("availability", "week", "9999", "week 9999 is beyond 519"),
        ("availability", "hours", "-1", "consultant 001, week 1 of the horizon: capacity in hours is -1"),
        ("availability", "hours", "40.5", "capacity in hours is 40.5. It must lie in 0 to 40"),
        ("consultants", "is_external", "maybe", "line 2: is_external is 'maybe'; it must be True or False"),
        ("consultants", "is_external", "", "line 2: is_external is ''"),
        ("eligibility", "was_assigned", "2", "line 2: was_assigned is '2'"),
        ("consultants", "consultant_id", "002", "consultants.csv, line 3: consultant_id 002 is there twice"),
        ("availability", "week", "1", "availability.csv, line 3: consultant_id 001, week 1 is there twice"),
        ("demand", "week", "1", "demand.csv, line 3: engagement_id E1, week 1 is there twice"),
        ("eligibility", "consultant_id", "002", "line 3: consultant_id 002, engagement_id E1 is there twice"),
        ("demand", "engagement_id", "E7", "demand.csv: unknown engagement_id E7"),
        ("eligibility", "consultant_id", "009", "eligibility.csv: unknown consultant_id 009"),
        ("demand", "planned_hours", "-1", "phase E1, week 1 of the horizon: planned hours is -1"),
        ("engagements", "bac", "0", "engagement E1: the budget (BAC) is 0"),
        ("engagements", "pv_at_horizon", "-1", "engagement E1: the planned value (PV) is -1"),
        ("engagements", "weight", "-1", "engagement E1: the weight is -1"),
        ("engagements", "start_week", "soon", "engagements.csv, line 2: start_week is 'soon'"),
        ("targets", "ratio", "0.5", "the sum of its staffing ratios is 0.5"),
        ("eligibility", "charge_out_rate", "0", "consultant 001 on phase E1: the charge-out rate is 0"),
        ("eligibility", "charge_out_rate", "-5", "consultant 001 on phase E1: the charge-out rate is -5"),
        ("eligibility", "external_premium", "-1", "the external premium is -1"),
    ],
)
def test_a_value_that_cannot_be_is_named(tmp_path, table, column, value, words):
    assert words in refused(tmp_path, cell(table, column, value))


@pytest.mark.parametrize("table", [name for name, part in small_folder.frames().items() if name != "parameters"])
def test_a_missing_column_is_named(tmp_path, table):
    parts = small_folder.frames()
    last = parts[table].columns[-1]
    parts[table] = parts[table].drop(columns=last)
    assert f"{table}.csv: no column {last}" in refused(tmp_path, parts)


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"alpha": "x"}, "alpha is 'x'; it must be a finite number"),
        ({"alpha": None}, "alpha is None"),
        ({"cpi": True}, "cpi is True"),
        ({"bench_price": float("nan")}, "bench_price is nan"),
        ({"bench_price": float("inf")}, "bench_price is inf"),
        ({"spi_price": [1]}, "spi_price is [1]"),
        ({"maximum_engagements": 1.5}, "maximum_engagements is 1.5; it must be a whole number or null"),
        ({"switch_price": -1}, "switch_price is -1; it must be 0 or more"),
        ({"bonus": 1}, "unknown parameters ['bonus']"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(tmp_path, parameters, words):
    parts = small_folder.frames()
    assert words in refused(tmp_path, parts | {"parameters": parts["parameters"] | parameters})


@pytest.mark.parametrize("text", ["{bad", "[1]", "3", ""])
def test_parameters_that_are_no_json_of_names_and_values_are_refused(tmp_path, text):
    assert "parameters.json" in refused(tmp_path, small_folder.frames() | {"parameters": text})


@pytest.mark.parametrize(
    "text",
    [
        b"consultant_id;practice;level;is_external;is_new\n001;0;senior;False;False\n",
        "consultant_id,practice,level,is_external,is_new\n001,0,sénior,False,False\n".encode("latin-1"),
        b"consultant_id,practice,level,is_external,is_new\n001,0,senior,False,False,7\n002,0,s,1,1,1,1\n",
        b"",
        b"\x00\x01\x02",
    ],
)
def test_a_file_that_is_no_csv_is_named(folder, text):
    (folder / "consultants.csv").write_bytes(text)
    result = solve(folder)
    assert isinstance(result.exception, PropError), result.exception
    assert "consultants.csv" in str(result.exception)


def planned(folder, parts):
    """The figures and the plan of a folder that can be planned, checked anew from its file."""
    result = solve(small_folder.write(folder, parts))
    assert result.exit_code == 0, (result.exception, result.stdout)
    assert run("check", folder, folder / "plan.csv").exit_code == 0
    return json.loads(result.stdout), pd.read_csv(folder / "plan.csv", dtype={"consultant_id": str})


@pytest.mark.parametrize("truth", ["TRUE", "true", "1", "yes", " True"])
def test_true_may_be_spelled_in_many_ways(tmp_path, truth):
    small_folder.write(tmp_path, cell("consultants", "is_external", truth))
    assert instance.read(tmp_path).consultants.is_external.tolist() == [True, True]


def test_without_any_capacity_the_plan_is_empty(tmp_path):
    parts = small_folder.frames()
    parts["availability"]["hours"] = 0
    report, plan = planned(tmp_path, parts)
    assert (report["status"], len(plan)) == ("Optimal", 0)


@pytest.mark.parametrize("table", ["demand", "eligibility"])
def test_without_demand_or_anybody_eligible_the_plan_is_empty(tmp_path, table):
    parts = small_folder.frames()
    parts[table] = parts[table].iloc[:0]
    report, plan = planned(tmp_path, parts)
    assert (report["status"], len(plan)) == ("Optimal", 0)


def test_without_engagements_the_plan_is_empty(tmp_path):
    parts = small_folder.frames()
    for table in ("engagements", "demand", "targets", "eligibility"):
        parts[table] = parts[table].iloc[:0]
    report, plan = planned(tmp_path, parts)
    assert (report["objective"], len(plan)) == (0, 0)


def test_without_consultants_there_is_no_horizon(tmp_path):
    parts = small_folder.frames()
    for table in ("consultants", "availability", "eligibility"):
        parts[table] = parts[table].iloc[:0]
    assert "the horizon has no week" in refused(tmp_path, parts)


def test_one_consultant_on_one_engagement_works_full_time(tmp_path):
    parts = small_folder.frames()
    for table in ("consultants", "availability", "eligibility"):
        parts[table] = parts[table][parts[table]["consultant_id"] == "001"]
    _, plan = planned(tmp_path, parts)
    assert plan["hours"].tolist() == [40, 40]


def test_weeks_without_a_line_have_no_hours_and_weeks_may_start_late(tmp_path):
    parts = small_folder.frames()
    parts["availability"] = parts["availability"].iloc[1:2]  # Ann's second week alone
    _, plan = planned(tmp_path, parts)
    assert plan[["consultant_id", "week", "hours"]].to_numpy().tolist() == [["001", 1, 40.0]]


def test_work_from_before_the_horizon_to_after_it_is_open_throughout(tmp_path):
    parts = small_folder.frames()
    parts["engagements"] = parts["engagements"].assign(start_week=-6, end_week=30)
    parts["demand"] = pd.DataFrame({"engagement_id": "E1", "week": range(30), "planned_hours": 40, "maximum_hours": 60})
    _, plan = planned(tmp_path, parts)
    assert plan["hours"].tolist() == [40, 40, 20]  # as with the engagement open in weeks 0 and 1


def test_work_that_ends_before_it_starts_is_never_open(tmp_path):
    parts = small_folder.frames()
    parts["engagements"] = parts["engagements"].assign(start_week=1, end_week=-2)
    _, plan = planned(tmp_path, parts)
    assert plan.empty


def test_more_columns_more_weeks_of_demand_and_a_mark_of_excel_do_no_harm(tmp_path):
    parts = small_folder.frames()
    parts["consultants"]["city"] = "Bonn"
    parts["demand"] = pd.concat([parts["demand"], parts["demand"].assign(week=[7, 8])])
    small_folder.write(tmp_path, parts)
    path = tmp_path / "eligibility.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert solve(tmp_path).exit_code == 0


def test_a_role_that_nobody_has_and_an_spi_that_is_undefined_are_planned_around(tmp_path):
    parts = cell("engagements", "pv_at_horizon", 0)
    parts["targets"]["practice"] = 9
    planned(tmp_path, parts)


def test_a_plan_cannot_be_written_where_there_is_no_folder(folder):
    for out in (folder / "none" / "plan.csv", folder):
        result = run("solve", folder, "--time-limit", 10, "--out", out)
        assert isinstance(result.exception, PropError)
        assert "No plan was made." in str(result.exception)


def test_numbers_are_read_as_written(tmp_path):
    small_folder.write(tmp_path, cell("availability", "hours", "38.35"))
    data = instance.read(tmp_path)
    assert data.consultants.capacity_hours.tolist() == [[38.35, 40.0], [40.0, 0.0]]
    assert np.isnan(data.pairs.published_hours).all()
