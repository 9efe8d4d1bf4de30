"""``prop db`` in the words a DBA types."""

import json

import pytest
import typer
from typer.testing import CliRunner

from config.errors import UsageError
from sql import commands


@pytest.fixture
def prop(tmp_path):
    app = typer.Typer()
    app.callback()(lambda: None)
    commands.register(app)
    url = f"duckdb:///{tmp_path}/prop.duckdb"

    def run(*words: str, with_url: bool = True):
        return CliRunner().invoke(app, ["db", *words, *(["--database", url] if with_url else [])])

    return run


def test_plan_deploy_deploy_verify(prop):
    planned = prop("plan")
    assert "migration 0001_first_schema" in planned.output
    assert "not changed yet" in planned.output
    assert prop("deploy").output.rstrip().endswith("deployed")
    assert prop("deploy").output.rstrip().endswith("nothing to do")
    assert prop("plan").output.rstrip().endswith("nothing to do")
    verified = prop("verify")
    assert verified.exit_code == 0
    assert verified.output.rstrip().endswith("as the files say")


def test_verify_of_an_empty_database_exits_with_1(prop):
    verified = prop("verify")
    assert verified.exit_code == 1
    assert "migration 0001_first_schema is not applied" in verified.output


def test_script_needs_no_database(prop, tmp_path):
    output = tmp_path / "prop.sql"
    assert prop("script", "--output", str(output), with_url=False).exit_code == 0
    assert output.read_text(encoding="utf-8-sig").startswith("/*\nPROP")


def test_rollback_asks_first(prop):
    prop("deploy")
    assert prop("rollback", "--to", "base").exit_code == 1
    assert prop("verify").exit_code == 0
    assert prop("rollback", "--to", "base", "--yes").exit_code == 0
    assert prop("verify").exit_code == 1


def test_a_plan_for_programs_names_every_step(prop):
    planned = prop("plan", "--json", "--exit-code")
    assert planned.exit_code == 2
    steps = json.loads(planned.stdout)
    assert steps["migrations"][0] == "0001_first_schema"
    assert {"type": "view", "name": "kpi.phase_week"}.items() <= next(
        one for one in steps["applied"] if one["name"] == "kpi.phase_week"
    ).items()
    assert "server/prop_etl.role.sql" in steps["skipped"]
    prop("deploy")
    again = prop("plan", "--json", "--exit-code")
    assert (again.exit_code, json.loads(again.stdout)["is_empty"]) == (0, True)


def test_what_is_left_out_is_named_every_time_and_drift_says_that_it_is_missing(prop):
    assert (
        "left out: sql/pred/pred.latest_backtest.view.sql"
        in prop("plan", "--leave-out", "pred/*backtest.view.sql").output
    )
    deployed = prop("deploy", "--leave-out", "pred/*backtest.view.sql", "--leave-out", "server/*")
    assert "left out: sql/pred/pred.latest_backtest.view.sql" in deployed.output
    drifted = prop("drift", "--json")
    assert drifted.exit_code == 1
    findings = json.loads(drifted.stdout)["findings"]
    assert [(one["severity"], one["object_name"]) for one in findings] == [("differs", "pred.latest_backtest")]
    assert prop("deploy").exit_code == 0
    assert prop("drift").exit_code == 0


def test_a_pattern_that_matches_nothing_and_a_storage_that_is_none_are_refused(prop):
    assert isinstance(prop("plan", "--leave-out", "pred/nothing*").exception, UsageError)
    assert isinstance(prop("deploy", "--storage", "rows").exception, UsageError)


def test_a_script_can_begin_at_a_migration_and_says_what_it_leaves_out(prop):
    text = prop("script", "--from", "0001", "--leave-out", "server/*.policy.sql", with_url=False).output
    assert "PRINT N'sql/migrations/0001_first_schema/core.clients.table.sql'" not in text
    assert "PRINT N'sql/migrations/0002_history_and_plans/ops.retention_policy.table.sql'" in text
    assert "Left out: sql/server/security.plan_rows.policy.sql." in text
    assert "CREATE SECURITY POLICY" not in text
    assert isinstance(prop("script", "--from", "0099", with_url=False).exception, UsageError)


def test_rollback_says_what_is_lost(prop):
    prop("deploy")
    said = prop("rollback")
    assert said.exit_code == 1
    assert "drop table" in said.output
    assert "rows?" in said.output
    assert prop("verify").exit_code == 0
