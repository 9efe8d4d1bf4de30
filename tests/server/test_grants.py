"""`prop db grant` on a server: into a role, out of it, and the list."""

from collections.abc import Iterator

import pytest

from config.errors import UsageError
from pipeline.cli import main
from sql.deployment import grants
from sql.deployment.grants import Member
from tests.server.conftest import Site
from tests.server.role_logins import PASSWORD
from tests.server_database import run_on_server

pytestmark = pytest.mark.server
NAME = "prop test; DROP TABLE app.session;--"


@pytest.fixture(scope="module")
def login(readers_site: Site) -> Iterator[str]:
    """A login whose name wants to be more than a name."""
    run_on_server(f"CREATE LOGIN {grants.quoted_name(NAME)} WITH PASSWORD = '{PASSWORD}'")
    yield NAME
    with readers_site.database.transaction() as transaction:
        transaction.run_script(f"DROP USER {grants.quoted_name(NAME)};")
    run_on_server(f"DROP LOGIN {grants.quoted_name(NAME)}")


def test_a_login_is_put_into_roles_and_taken_out_again(readers_site: Site, login: str, capsys):
    at = ["--database", readers_site.url]
    for _ in range(2):
        assert main(["db", "grant", "prop_bi", "--login", login, *at]) == 0
    assert main(["db", "grant", "prop_dba", "--login", login, *at]) == 0
    assert {Member("prop_bi", login), Member("prop_dba", login)} <= set(grants.members(readers_site.database))
    for role in ("prop_bi", "prop_bi", "prop_dba"):
        assert main(["db", "grant", role, "--login", login, "--revoke", *at]) == 0
    assert login not in {member.user for member in grants.members(readers_site.database)}
    assert main(["db", "grant", "--list", *at]) == 0
    said = capsys.readouterr().out
    for words in ("now in prop_bi", "already in prop_bi", "no longer in prop_bi", "is not in prop_bi"):
        assert f"{login}: {words}" in said
    assert readers_site.database.scalar("SELECT COUNT(*) AS n FROM app.session AS s") is not None


def test_a_login_that_does_not_exist_is_refused_with_the_way_to_make_one(readers_site: Site):
    with pytest.raises(UsageError, match="CREATE LOGIN"):
        grants.grant(readers_site.database, "prop_bi", "prop_test_nobody")
