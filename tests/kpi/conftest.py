"""Firms loaded once per session and engine: the public case, and a made-up one that exercises every rule."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache

import pytest

from sql.deployment.deploy import deploy
from sql.engine import Database, open_database
from sql.files import SqlTree
from tests.conftest import BOTH_ENGINES
from tests.kpi.firm_in_core import FirmInCore
from tests.kpi.made_up_firm import made_up_firm
from tests.reference.case import CASE, read_case
from tests.reference.firm import Firm
from tests.server_database import fresh_server_database, server_tree

BOTH_FIRMS = [
    pytest.param((name, engine), id=f"{name}-{engine}", marks=[pytest.mark.server] if engine == "sqlserver" else [])
    for engine in ("duckdb", "sqlserver")
    for name in ("case", "made_up")
]


KEPT = {"core.calendar", "ops.schema_object"}


@dataclass
class Loaded:
    firm: Firm
    core: FirmInCore
    database: Database


@contextmanager
def deployed(engine: str) -> Iterator[Database]:
    """A database of its own with the whole schema."""
    if engine == "duckdb":
        database = open_database("duckdb:///:memory:")
        deploy(database)
        yield database
        database.close()
        return
    with fresh_server_database() as url:
        database = open_database(url)
        deploy(database, server_tree())
        yield database
        database.close()


@pytest.fixture(scope="session")
def load_once() -> Iterator[Callable[[str, str], Loaded]]:
    """A firm by its name and the engine's; each is loaded once and stays."""
    with ExitStack() as stack:

        @cache
        def load(name: str, engine: str) -> Loaded:
            if name == "case" and not CASE.is_dir():
                pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
            firm = read_case() if name == "case" else made_up_firm()
            database = stack.enter_context(deployed(engine))
            core = FirmInCore(firm)
            core.load(database)
            return Loaded(firm, core, database)

        yield load


@pytest.fixture(scope="session", params=BOTH_ENGINES)
def case(request: pytest.FixtureRequest, load_once: Callable[[str, str], Loaded]) -> Loaded:
    return load_once("case", request.param)


@pytest.fixture(scope="module", params=BOTH_FIRMS)
def firm(request: pytest.FixtureRequest, load_once: Callable[[str, str], Loaded]) -> Loaded:
    """The case and the made-up firm, on both engines."""
    return load_once(*request.param)


@pytest.fixture(scope="session")
def server_database() -> Iterator[Database]:
    with deployed("sqlserver") as database:
        yield database


@pytest.fixture(params=BOTH_ENGINES)
def empty(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database with the schema and its seeds, and no other rows, for one test."""
    if request.param == "duckdb":
        with deployed("duckdb") as database:
            yield database
        return
    database = request.getfixturevalue("server_database")
    tables = [
        script.object_name
        for script in SqlTree().migration_scripts("0001_first_schema")
        if script.object_type == "table"
    ]
    with database.transaction() as transaction:
        for table in reversed(tables):
            if table.partition(".")[0] in {"core", "stg", "kpi", "ops"} and table not in KEPT:
                transaction.execute(f"DELETE FROM {table} WHERE 1 = 1")
        for seed in ("ops/ops.parameter.seed.sql", "kpi/kpi.definition.seed.sql"):
            transaction.run_script(SqlTree().file(seed).text)
    yield database
