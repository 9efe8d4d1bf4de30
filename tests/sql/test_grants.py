"""Names of roles and logins, checked before a server hears of them."""

import pytest

from config.errors import UsageError
from pipeline.cli import main
from sql.deployment import grants
from sql.engine import Database, open_database


class Server:
    """A database of a server that must not be asked anything."""

    engine_name = "sqlserver"
    url = "mssql+pyodbc://server/prop"

    def __getattr__(self, name):
        raise AssertionError(f"{name} was asked for")


@pytest.fixture
def server() -> Database:
    return Server()  # type: ignore[return-value]


def test_an_unknown_role_is_refused_with_the_five(server):
    with pytest.raises(UsageError) as refused:
        grants.grant(server, "db_owner", "reader")
    assert all(role in str(refused.value) for role in grants.ROLES)


@pytest.mark.parametrize("name", ["", "  ", "x" * 129, "two\nlines", "nul\x00"])
def test_what_cannot_be_a_name_is_refused(server, name):
    with pytest.raises(UsageError, match="cannot be the name"):
        grants.grant(server, "prop_bi", name)


@pytest.mark.parametrize(
    ("name", "quoted"),
    [
        ("svc_prop", "[svc_prop]"),
        ("CORP\\svc prop$", "[CORP\\svc prop$]"),
        ("a]; DROP TABLE app.session;--", "[a]]; DROP TABLE app.session;--]"),
        ("]]", "[]]]]]"),
        ("o'brien@firm.example", "[o'brien@firm.example]"),
    ],
)
def test_a_name_is_quoted_so_that_nothing_ends_it(name, quoted):
    assert grants.quoted_name(name) == quoted


def test_duckdb_has_no_roles():
    database = open_database("duckdb:///:memory:")
    with pytest.raises(UsageError, match="has no roles"):
        grants.members(database)
    database.close()


def test_the_command_says_what_it_lacks(capsys, tmp_path):
    url = f"duckdb:///{tmp_path / 'prop.duckdb'}"
    assert main(["db", "grant", "prop_bi", "--database", url]) == UsageError.exit_code
    assert "prop db grant ROLE --login NAME" in capsys.readouterr().err
