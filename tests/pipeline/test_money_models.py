"""The money models in a run: what they answer is published with the plan, and what they cannot answer is named."""

import json
from datetime import date
from decimal import Decimal

import pytest

from config.errors import ModelError
from optimizer.funding.firm import answers as funding_answers
from optimizer.planning.files.template import write_template
from pipeline import weekly_run
from pipeline.cli import main
from pipeline.models.model import NothingToPlanError
from pipeline.models.planning import PLANNING_OF_THE_WEEK
from pipeline.order import Order
from pipeline.parameters.store import Change, set_parameter
from pipeline.weekly_run import RunFailedError, run

REQUESTS = (
    "funding_request_id", "source_system", "funding_request_source_id", "service_line", "requested_amount",
    "minimum_viable_amount", "currency", "expected_roi_ratio", "strategic_priority", "success_probability_ratio",
    "row_sha256", "batch_id",
)  # fmt: skip
LIMITS = ("funding_constraint_id", "source_system", "constraint_code", "limit_value", "unit", "row_sha256", "batch_id")
HASH = "0" * 64
SUNDAY = date(2025, 3, 16)


@pytest.fixture
def requests(database, publish_load):
    """Cloud returns three for one and Audit two; there is money for one and a half of them."""
    publish_load()
    with database.transaction() as t:
        rows = [
            (n, "test", name, name, Decimal(100), Decimal(20), "CAD", Decimal(roi), priority, Decimal("0.8"), HASH, 1)
            for n, name, roi, priority in ((1, "Cloud", 3, 1), (2, "Audit", 2, 5))
        ]
        t.insert("core.funding_requests", REQUESTS, rows)
        t.insert("core.funding_constraints", LIMITS, [(1, "test", "total_budget", Decimal(150), "CAD", HASH, 1)])
    return database


def count(database, table):
    return database.scalar(f"SELECT COUNT(*) FROM pred.latest_{table}")


def test_a_decision_is_published_with_what_it_answers(requests, settings):
    report = run(requests, Order("funding"), settings)
    assert "Not answered" not in report.sentence
    assert count(requests, "funding_chance") == 2
    assert count(requests, "funding_strategy") >= 2
    assert count(requests, "funding_move") == 0  # nothing was published before
    names = requests.rows(
        "SELECT DISTINCT f.frontier_name FROM pred.latest_frontier_point AS f ORDER BY f.frontier_name"
    )
    assert [row["frontier_name"] for row in names] == ["budget", "return_against_risk"]


def test_money_moves_from_the_last_published_decision(requests, settings):
    """By priority Audit has 100 and Cloud 50; by return it is the other way round: 50 move and gain 50."""
    set_parameter(requests, Change("funding_objective", "priority_weighted", None, "as agreed", "ada"))
    run(requests, Order("funding"), settings)
    with requests.transaction() as t:
        t.execute("UPDATE ops.parameter SET parameter_value = 'return' WHERE parameter_code = 'funding_objective'")
    run(requests, Order("funding", is_again=True), settings)
    moves = requests.rows(
        "SELECT m.from_funding_request_id, m.to_funding_request_id, m.amount, m.gain_value FROM pred.latest_funding_move AS m"
    )
    assert [tuple(map(float, row.values())) for row in moves] == [(2, 1, 50, 50)]


def test_an_answer_that_fails_never_costs_the_plan(requests, settings, monkeypatch):
    def fail(*_arguments, **_options):
        raise ModelError("the draws are gone")

    monkeypatch.setattr(funding_answers, "simulate", fail)
    report = run(requests, Order("funding"), settings)
    assert report.status == "published"
    assert "Not answered: draws (the draws are gone)" in report.sentence
    assert count(requests, "funding_decision") == 2
    assert count(requests, "funding_chance") == 0
    assert count(requests, "frontier_point") > 0


def test_without_time_only_the_decision_is_published(requests, settings):
    run(requests, Order("funding"), settings.model_copy(update={"funding_answers_seconds": 0.0}))
    assert count(requests, "funding_decision") == 2
    assert (count(requests, "simulation"), count(requests, "frontier_point")) == (0, 0)


def test_a_conflict_is_published_limit_by_limit(requests, settings):
    with requests.transaction() as t:
        t.execute("UPDATE core.funding_constraints SET limit_value = 10")
        t.insert(
            "core.funding_constraints", LIMITS, [(2, "test", "min_funded_projects", Decimal(1), "requests", HASH, 1)]
        )
    run(requests, Order("funding"), settings)
    rows = requests.rows("SELECT c.limit_name, c.is_in_conflict FROM pred.latest_funding_conflict AS c")
    assert {row["limit_name"] for row in rows if row["is_in_conflict"]} == {"total_budget", "min_funded_projects"}
    assert count(requests, "funding_decision") == 0


@pytest.fixture
def assumptions(tmp_path):
    """A file that can be used as it is."""
    write_template(tmp_path / "planning.toml")
    return tmp_path / "planning.toml"


def test_scenarios_are_published_by_the_command(database, database_file, publish_load, assumptions, capsys):
    publish_load()
    url = f"duckdb:///{database_file}"
    assert main(["run", "planning", "--assumptions", str(assumptions), "--database", url, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["run"]["status"] == "published"
    assert count(database, "planning_scenario") == 3
    assert count(database, "planning_result") > 0
    assert count(database, "planning_sensitivity") > 0
    assert count(database, "simulation") > 0
    assert count(database, "planning_demand") > 0


def test_without_assumptions_the_command_says_how_to_get_them(database_file, capsys, monkeypatch):
    monkeypatch.delenv("PROP_PLANNING_ASSUMPTIONS", raising=False)
    assert main(["run", "planning", "--database", f"duckdb:///{database_file}"]) == 2
    said = capsys.readouterr().err
    assert "No assumptions are named. Nothing was planned." in said
    assert "prop planning template" in said


def test_the_week_plans_scenarios_where_assumptions_are_named(
    database, publish_load, settings, planner, assumptions, monkeypatch
):
    publish_load()
    monkeypatch.setitem(weekly_run.MODELS_OF, "weekly", [planner(8)])
    report = run(database, Order("weekly"), settings.model_copy(update={"planning_assumptions": assumptions}))
    assert {solve["model"] for solve in report.solves} == {"staffing", "planning"}
    assert weekly_run.models_of("weekly", settings) == weekly_run.MODELS_OF["weekly"]


def test_a_file_that_cannot_be_used_never_costs_the_week(
    database, publish_load, settings, planner, assumptions, monkeypatch
):
    publish_load()
    assumptions.write_text(assumptions.read_text().replace("win_rate_ratio", "win_rat_ratio"))
    monkeypatch.setitem(weekly_run.MODELS_OF, "weekly", [planner(8)])
    report = run(database, Order("weekly"), settings.model_copy(update={"planning_assumptions": assumptions}))
    said = {solve["model"]: (solve["solve_status"], solve["sentence"]) for solve in report.solves}
    assert said["staffing"][0] == "Optimal"
    assert said["planning"][0] == "Nothing"
    assert "win_rat_ratio" in said["planning"][1]


def test_the_command_fails_where_the_week_goes_on(database, publish_load, settings, tmp_path):
    publish_load()
    missing = settings.model_copy(update={"planning_assumptions": tmp_path / "none.toml"})
    with pytest.raises(RunFailedError, match="no such file"):
        run(database, Order("planning"), missing)
    with pytest.raises(NothingToPlanError, match="no such file"):
        PLANNING_OF_THE_WEEK.load(database, SUNDAY, missing)
