"""Firms that are loaded once per session, each into a database of its own on the server and into DuckDB."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from dashboard.auth.users import add_user
from demo.build import write_firm as write_demo_firm
from demo.firm import Firm
from etl.load import LoadReport, load
from sql.deployment.deploy import deploy
from sql.deployment.plan import Plan
from sql.engine import Database, open_database
from sql.session_scope import service
from tests.dashboard import small_firm as readers_firm
from tests.dashboard.conftest import PASSWORD, READERS
from tests.etl.small_firm import write_firm as write_small_firm
from tests.reference.case import CASE
from tests.server.own_locks import name_locks_by_database
from tests.server_database import fresh_server_database, server_tree


@dataclass(frozen=True)
class Extracts:
    """The extracts of a firm, source by source in the order in which they are loaded."""

    folders: Sequence[tuple[str, Path]]
    as_of: date
    accept_held: str | None = None

    def load_into(self, database: Database) -> list[LoadReport]:
        return [
            load(database, [folder], source=source, as_of=self.as_of, accept_held=self.accept_held)
            for source, folder in self.folders
        ]


@dataclass(frozen=True)
class BothEngines:
    """One firm on the server and on DuckDB."""

    extracts: Extracts
    server: Database
    duckdb: Database
    deployed: Plan
    """What the first deployment did on the server."""
    reports: tuple[list[LoadReport], list[LoadReport]]

    @property
    def engines(self) -> tuple[Database, Database]:
        return self.server, self.duckdb


def write_extracts(name: str, folder: Path) -> Extracts:
    """The public case, two people in its formats, or a made-up firm of three sources whose rows wait for each other."""
    if name == "case":
        if not CASE.is_dir():
            pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
        return Extracts([("kpmg_case", CASE)], date(2025, 3, 17))
    if name == "small":
        return Extracts([("kpmg_case", write_small_firm(folder))], date(2025, 1, 17))
    firm = Firm(employees=6, months=1)
    write_demo_firm(folder, firm)
    sources = [(source, folder / source) for source in ("salesforce", "hr", "portfolio")]
    return Extracts(sources, firm.as_of, accept_held="its people come after its timesheets")


@pytest.fixture(scope="session", autouse=True)
def own_locks() -> Iterator[None]:
    """Runs of these tests on one server do not wait for each other; what a test looks at, it sees whole."""
    with pytest.MonkeyPatch.context() as patch, service():
        name_locks_by_database(patch)
        yield


@pytest.fixture(scope="session", params=["small", "case", "demo"])
def firm(
    request: pytest.FixtureRequest, deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BothEngines]:
    """A firm deployed from zero and loaded on both engines."""
    folder = tmp_path_factory.mktemp(request.param)
    extracts = write_extracts(request.param, folder / "extracts")
    with fresh_server_database() as url:
        server = open_database(url)
        duckdb = open_database(f"duckdb:///{shutil.copy(deployed_duckdb_file, folder / 'prop.duckdb')}")
        deployed = deploy(server, server_tree())
        yield BothEngines(extracts, server, duckdb, deployed, (extracts.load_into(server), extracts.load_into(duckdb)))
        duckdb.close()
        server.close()


@dataclass(frozen=True)
class Site:
    """A database of the server, and the address under which its owner opens it."""

    url: str
    database: Database


@pytest.fixture(scope="session")
def readers_site() -> Iterator[Site]:
    """Two practices and two clients, a published run, and an account for readers of every role and scope."""
    with fresh_server_database() as url:
        database = open_database(url)
        readers_firm.build(database, server_tree())
        for name, (role, scope) in READERS.items():
            add_user(database, user_name=name, display_name=name, role=role, password=PASSWORD, **scope)  # type: ignore[arg-type]
        yield Site(url, database)
        database.close()
