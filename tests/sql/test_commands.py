"""``prop db`` in the words a DBA types."""

import pytest
import typer
from typer.testing import CliRunner

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
