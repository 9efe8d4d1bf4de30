"""An empty in-memory database with every table that the migrations make on DuckDB."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.engine import Database, open_database

MIGRATIONS = Path(__file__).resolve().parents[2] / "sql" / "migrations"


@pytest.fixture
def empty_database() -> Iterator[Database]:
    database = open_database("duckdb:///:memory:")
    with database.transaction() as transaction:
        for order in sorted(MIGRATIONS.glob("*/order.txt")):
            for name in order.read_text(encoding="utf-8").split():
                if not name.endswith(".server.sql"):  # those run on SQL Server alone
                    transaction.run_script((order.parent / name).read_text(encoding="utf-8"))
    yield database
    database.close()
