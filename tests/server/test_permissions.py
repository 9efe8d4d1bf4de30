"""Every role tries everything: what the matrix allows works, and all else is refused."""

from contextlib import suppress

import pytest

from config.errors import DatabaseError
from tests.server.conftest import Site
from tests.server.permission_matrix import COLUMNS, MATRIX, allowed, cells, first_columns, may, tried
from tests.server.role_logins import login_in

pytestmark = pytest.mark.server
SCHEMA_CHANGES = (
    "CREATE TABLE app.probe (probe_id int NOT NULL)",
    "CREATE VIEW kpi.probe AS SELECT 1 AS probe_id",
    "CREATE FUNCTION security.probe () RETURNS TABLE AS RETURN SELECT 1 AS probe_id",
    "CREATE SCHEMA probe",
    "CREATE ROLE probe",
    "DROP TABLE app.saved_view",
    "DROP VIEW kpi.phase_latest",
    "TRUNCATE TABLE app.saved_view",
)


@pytest.fixture(scope="module", params=list(MATRIX))
def of_role(request, readers_site: Site):
    """A role, and the database as a login of it sees it."""
    with login_in(readers_site.database, readers_site.url, request.param) as database:
        yield request.param, database


@pytest.fixture(scope="module")
def columns(readers_site: Site):
    return first_columns(readers_site.database)


@pytest.mark.parametrize("name", dict.fromkeys(name for _, name in cells()))
def test_a_role_may_do_what_the_matrix_says_and_nothing_else(of_role, columns, name):
    role, database = of_role
    assert tried(database, name, columns[name.lower()]) == allowed(role, name)


@pytest.mark.parametrize("statement", SCHEMA_CHANGES)
def test_no_role_changes_the_schema(of_role, statement):
    assert not may(of_role[1], statement)


def test_no_role_runs_the_procedure_of_the_deployment(of_role):
    assert not may(of_role[1], "EXECUTE ops.describe N'core', N'TABLE', N'clients', NULL, N'Mine'")


@pytest.mark.parametrize("other", list(MATRIX))
def test_no_role_lets_itself_into_another(of_role, other):
    role, database = of_role
    if other != role:
        user = database.scalar("SELECT USER_NAME() AS name")
        assert not may(database, f"ALTER ROLE {other} ADD MEMBER {user}")


def test_no_role_passes_on_what_it_may_do(of_role, readers_site: Site):
    """Some servers answer that nothing was granted, instead of refusing."""
    role, database = of_role
    with login_in(readers_site.database, readers_site.url) as stranger:
        name = stranger.scalar("SELECT USER_NAME() AS name")
        target = next(object_name for _, object_name in cells() if "SELECT" in allowed(role, object_name))
        with suppress(DatabaseError), database.transaction() as transaction:
            transaction.run_script(f"GRANT SELECT ON {target} TO {name};")
        assert not may(stranger, f"SELECT COUNT(*) AS row_count FROM {target}")


def test_no_role_owns_anything(of_role, readers_site: Site):
    role, database = of_role
    user = database.scalar("SELECT USER_NAME() AS name")
    owned = readers_site.database.scalar(
        "SELECT COUNT(*) AS owned_count FROM sys.schemas AS s INNER JOIN sys.database_principals AS p "
        "ON p.principal_id = s.principal_id WHERE p.name IN (:names)",
        names=[role, user],
    )
    assert owned == 0


@pytest.mark.parametrize("table", list(COLUMNS))
def test_the_dashboard_reads_some_columns_of_a_table_and_no_others(readers_site: Site, table):
    with login_in(readers_site.database, readers_site.url, "prop_dashboard") as database:
        for column in COLUMNS[table]["read"]:
            assert may(database, f"SELECT t.{column} FROM {table} AS t WHERE 1 = 0"), column
        for column in COLUMNS[table]["refused"]:
            assert not may(database, f"SELECT t.{column} FROM {table} AS t WHERE 1 = 0"), column


def test_a_login_in_no_role_reads_nothing(readers_site: Site):
    with login_in(readers_site.database, readers_site.url) as database:
        assert not may(database, "SELECT COUNT(*) AS row_count FROM core.clients AS c")
        assert not may(database, "SELECT COUNT(*) AS row_count FROM kpi.engagement_latest AS w")
