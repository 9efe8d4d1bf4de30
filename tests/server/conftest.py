"""Firms that are loaded once per session, each into a database of its own on the server and into DuckDB."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from etl.load import LoadReport, load
from sql.deploy import deploy
from sql.engine import Database, open_database
from sql.plan import Plan
from tests.etl.small_firm import write_firm
from tests.kpi.firm_in_core import FirmInCore
from tests.kpi.made_up_firm import made_up_firm
from tests.reference.case import CASE
from tests.server_database import fresh_server_database, server_tree


@dataclass(frozen=True)
class BothEngines:
    """One firm on the server and on DuckDB."""

    name: str
    server: Database
    duckdb: Database
    deployed: Plan
    """What the first deployment did on the server."""
    load: Callable[[Database], LoadReport | None]
    """Loads the firm; the made-up one, which comes without extracts, only once."""
    reports: tuple[LoadReport | None, LoadReport | None]

    @property
    def engines(self) -> tuple[Database, Database]:
        return self.server, self.duckdb


def loader(name: str, folder: Path) -> Callable[[Database], LoadReport | None]:
    """How a firm gets into a database."""
    if name == "case":
        if not CASE.is_dir():
            pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
        return lambda database: load(database, [CASE], source="kpmg_case", as_of=date(2025, 3, 17))
    if name == "small":
        write_firm(folder)
        return lambda database: load(database, [folder], source="kpmg_case", as_of=date(2025, 1, 17))

    def fill(database: Database) -> None:
        FirmInCore(made_up_firm()).load(database)

    return fill


@pytest.fixture(scope="session", params=["small", "case", "made_up"])
def firm(
    request: pytest.FixtureRequest, deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BothEngines]:
    """The small firm and the public case through the loader, and the made-up firm straight into core."""
    folder = tmp_path_factory.mktemp(request.param)
    into = loader(request.param, folder / "extracts")
    with fresh_server_database() as url:
        server = open_database(url)
        duckdb = open_database(f"duckdb:///{shutil.copy(deployed_duckdb_file, folder / 'prop.duckdb')}")
        deployed = deploy(server, server_tree())
        yield BothEngines(request.param, server, duckdb, deployed, into, (into(server), into(duckdb)))
        duckdb.close()
        server.close()
