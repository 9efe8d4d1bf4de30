"""A deployed database per test, copied from one that is deployed once a session."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.deployment.deploy import deploy
from sql.engine import Database, open_database


@pytest.fixture(scope="session")
def deployed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty DuckDB file with the whole schema."""
    path = tmp_path_factory.mktemp("deployed") / "prop.duckdb"
    database = open_database(f"duckdb:///{path}")
    deploy(database)
    database.close()
    return path


@pytest.fixture
def database(deployed_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of the test's own."""
    path = tmp_path_factory.mktemp("database") / "prop.duckdb"
    shutil.copyfile(deployed_file, path)
    database = open_database(f"duckdb:///{path}")
    yield database
    database.close()
