"""The public case and the made-up firm, loaded once per session, with their import into the model."""

from dataclasses import dataclass
from functools import cache

import pytest

from sql.deployment.deploy import deploy
from sql.engine import Database, open_database
from tests.kpi.firm_in_core import FirmInCore
from tests.kpi.made_up_firm import made_up_firm
from tests.powerbi.bi_rows import imported
from tests.powerbi.dax import TabularModel
from tests.reference.case import CASE, read_case

FIRMS = ("case", "made_up")


@dataclass(frozen=True, eq=False)
class LoadedFirm:
    database: Database
    model: TabularModel


@cache
def loaded_firm(name: str) -> LoadedFirm:
    """A firm in a DuckDB database in memory; the case is skipped where it is not beside the project."""
    if name == "case" and not CASE.is_dir():
        pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
    database = open_database("duckdb:///:memory:")
    deploy(database)
    FirmInCore(read_case() if name == "case" else made_up_firm()).load(database)
    return LoadedFirm(database, imported(database))
