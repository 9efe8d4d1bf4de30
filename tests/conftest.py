"""Databases for tests: DuckDB in memory always, a fresh database on a server where PROP_TEST_MSSQL_URL is set."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.deployment.deploy import deploy
from sql.engine import Database, open_database
from tests.server_database import fresh_server_database, server_tree

BOTH_ENGINES = ["duckdb", pytest.param("sqlserver", marks=pytest.mark.server)]


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """The URL of an empty database of this session's own, dropped at the end."""
    with fresh_server_database() as url:
        yield url


@pytest.fixture(scope="session")
def deployed_server_url() -> Iterator[str]:
    """The URL of a database of this session's own with the whole schema deployed."""
    with fresh_server_database() as url:
        database = open_database(url)
        deploy(database, server_tree())
        database.close()
        yield url


@pytest.fixture(params=BOTH_ENGINES)
def empty_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database without the schema: new in memory, or the session's on the server."""
    is_server = request.param == "sqlserver"
    database = open_database(request.getfixturevalue("server_url") if is_server else "duckdb:///:memory:")
    yield database
    database.close()


@pytest.fixture(scope="session")
def deployed_duckdb_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A DuckDB file with the whole schema, to be copied; deployed once per session."""
    path = tmp_path_factory.mktemp("deployed") / "prop.duckdb"
    database = open_database(f"duckdb:///{path}")
    deploy(database)
    database.close()
    return path


@pytest.fixture
def deployed_duckdb_url(deployed_duckdb_file: Path, tmp_path: Path) -> str:
    """The URL of a DuckDB file of the test's own, with the whole schema and its seeds."""
    return f"duckdb:///{shutil.copy(deployed_duckdb_file, tmp_path / 'prop.duckdb')}"


@pytest.fixture(params=BOTH_ENGINES)
def deployed_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with the whole schema: a DuckDB file of the test's own, or the session's (rows stay) on the server."""
    name = "deployed_duckdb_url" if request.param == "duckdb" else "deployed_server_url"
    database = open_database(request.getfixturevalue(name))
    yield database
    database.close()
