"""`prop user` and the rules under which `prop serve` starts."""

import pytest
import typer
from typer.testing import CliRunner

from config.errors import UsageError
from dashboard import commands, server
from dashboard.auth.users import ensure_demo_reader, users
from sql.deployment.deploy import deploy
from sql.engine import open_database


@pytest.fixture
def url(tmp_path):
    address = f"duckdb:///{tmp_path / 'prop.duckdb'}"
    database = open_database(address)
    deploy(database)
    database.close()
    return address


@pytest.fixture
def prop():
    app = typer.Typer()
    commands.register(app)
    return lambda *words, **options: CliRunner().invoke(app, list(words), **options)


def test_the_first_admin_comes_from_the_command_line(prop, url):
    password = "a password of some length"
    added = prop(
        "user", "add", "ada", "--role", "admin", "--everything", "--database", url, input=f"{password}\n{password}\n"
    )
    assert added.exit_code == 0, added.output
    assert password not in added.output
    listed = prop("user", "list", "--database", url).output
    assert "ada" in listed
    assert "everything" in listed


def test_a_viewer_sees_the_practices_and_clients_named(prop, url):
    prop(
        "user",
        "add",
        "vic",
        "--role",
        "viewer",
        "--practice",
        "P-1",
        "--client",
        "C-1",
        "--database",
        url,
        env={"PROP_NEW_PASSWORD": "a password of some length"},
    )
    database = open_database(url)
    assert [account["scope"] for account in users(database)] == ["client C-1, practice P-1"]
    database.close()


def test_a_disabled_account_stays_listed(prop, url):
    prop(
        "user",
        "add",
        "eve",
        "--role",
        "viewer",
        "--database",
        url,
        env={"PROP_NEW_PASSWORD": "a password of some length"},
    )
    assert prop("user", "disable", "eve", "--database", url).exit_code == 0
    assert "no" in prop("user", "list", "--database", url).output
    assert isinstance(prop("user", "disable", "nobody", "--database", url).exception, UsageError)


def test_production_does_not_start_beside_an_enabled_demo_account(url):
    database = open_database(url)
    ensure_demo_reader(database)
    with pytest.raises(UsageError, match="prop user disable demo"):
        server.serve(database, 0, is_demo=False)
    database.close()
