"""`prop funding solve`: what it prints, writes and refuses."""

import csv
import json
from pathlib import Path

import pytest
import typer
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from config.errors import UsageError
from optimizer.funding.commands import register
from optimizer.funding.conflict.explain import InfeasibleError

REQUESTS = (
    "service_line,budget_requested,min_viable_budget,expected_roi,strategic_priority,success_probability,rationale\n"
    "Audit,100,60,3.0,3,0.8,core\n"
    "=Risk,80,40,2.5,5,0.9,[bold]odd[/]\n"
)
LIMITS = "constraint_type,value,unit,description\ntotal_budget,150,USD,all of it\nmin_cash_runway_months,6,Months,\n"
JSON_KEYS = {
    "objective", "objective_value", "bound", "gap", "status", "currency", "amount", "expected_return_amount",
    "return_ratio", "seconds", "rows", "columns", "decisions", "schedule", "tiers", "tail", "shadow_prices",
    "alternatives", "limits_not_applied", "notes",
}  # fmt: skip


@pytest.fixture
def prop(tmp_path: Path):
    """The command on two files: its result."""
    app = typer.Typer()
    register(app)

    def run(*options: str, requests: str = REQUESTS, limits: str = LIMITS):
        for name, text in (("requests.csv", requests), ("limits.csv", limits)):
            (tmp_path / name).write_text(text, encoding="utf-8")
        words = ["funding", "solve", str(tmp_path / "requests.csv"), "--constraints", str(tmp_path / "limits.csv")]
        return CliRunner().invoke(app, [*words, *options])

    return run


def test_the_keys_of_the_json_stay_as_they_are(prop) -> None:
    done = prop("--json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert set(told) == JSON_KEYS
    assert told["expected_return_amount"] == pytest.approx(425)
    assert [(d["service_line"], d["amount"], d["is_funded"]) for d in told["decisions"]] == [
        ("Audit", 100, True),
        ("=Risk", 50, True),
    ]
    assert told["limits_not_applied"][0].startswith("min_cash_runway_months was not applied")


def test_a_conflict_is_printed_as_json_and_is_no_success(prop) -> None:
    limits = "constraint_type,value,unit,subject\ntotal_budget,50,USD,\nmust_fund,1,,Audit\n"
    done = prop("--json", limits=limits)
    assert isinstance(done.exception, InfeasibleError)
    assert done.exception.exit_code == 1
    told = json.loads(done.stdout)
    assert told["status"] == "Infeasible"
    assert {one["code"] for one in told["conflict"]} == {"total_budget", "must_fund"}
    assert told["relaxation"][0]["new_level"] == pytest.approx(60)
    assert told["is_smallest_conflict"]


def test_what_is_shown_for_people(prop) -> None:
    shown = prop("--objective", "risk_adjusted,return", "--weights", "0/0/1", "--periods", "2").stdout
    for words in ("Optimal", "Period 1: ", "Objective return: ", "not applied"):
        assert words in shown, shown


def test_weights_rank_the_requests(prop) -> None:
    by_return = json.loads(prop("--json", "--weights", "1/0/0").stdout)["decisions"]
    by_risk = json.loads(prop("--json", "--weights", "0,0,1").stdout)["decisions"]
    assert [d["rank"] for d in by_return] == [1, 2]
    assert [d["rank"] for d in by_risk] == [2, 1]
    assert by_return[1]["score"] == pytest.approx(2.5 / 3)


def test_decisions_are_written_as_csv_and_no_formula_lives(prop, tmp_path: Path) -> None:
    out = tmp_path / "decisions.csv"
    assert prop("--out", str(out), "--periods", "2").exit_code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[1]["service_line"] == "'=Risk"
    assert float(rows[0]["amount"]) == pytest.approx(
        float(rows[0]["amount_in_period_1"]) + float(rows[0]["amount_in_period_2"])
    )


def test_a_workbook_holds_decisions_limits_prices_and_strategies(prop, tmp_path: Path) -> None:
    out = tmp_path / "decisions.xlsx"
    assert prop("--out", str(out)).exit_code == 0
    book = CalamineWorkbook.from_path(out)
    assert book.sheet_names == ["Decisions", "Limits", "Shadow_Prices", "Strategies", "Notes"]
    limits = book.get_sheet_by_name("Limits").to_python()
    assert limits[1][:4] == ["total_budget", 150.0, 150.0, True]
    assert book.get_sheet_by_name("Decisions").to_python()[2][1] == "=Risk"


@pytest.mark.parametrize(
    "options",
    [
        ("--objective", "fame"),
        ("--weights", "40/35"),
        ("--weights", "a/b/c"),
        ("--out", "plan.pdf"),
        ("--out", "no/such/folder/plan.csv"),
        ("--objective", "cvar", "--alpha", "2"),
    ],
)
def test_odd_options_are_refused_before_anything_is_solved(prop, options) -> None:
    done = prop(*options)
    assert isinstance(done.exception, UsageError)
    assert "Nothing was solved" in str(done.exception)


def test_past_years_and_metrics_are_used_and_told(prop, tmp_path: Path) -> None:
    (tmp_path / "past.csv").write_text(
        "year,service_line,investment,revenue_generated,roi\n2023,AUDIT,10,20,2\n2024,Audit,10,40,4\n"
    )
    (tmp_path / "days.csv").write_text("date,team_utilization_pct\n2024-01-01,70\n2024-01-02,80\n")
    done = prop("--history", str(tmp_path / "past.csv"), "--metrics", str(tmp_path / "days.csv"), "--json")
    told = json.loads(done.stdout)
    assert "past.csv says nothing of =Risk." in told["notes"]
    assert "Utilization today is 75.0%: the mean of 2 days from 2024-01-01 (days.csv)." in told["notes"]
