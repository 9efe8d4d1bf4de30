"""The star of a firm with plans, forecasts, alerts and users, on each engine; every view is read once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from sql.engine import Database
from sql.files import SqlTree
from tests.kpi.conftest import BOTH_FIRMS, deployed
from tests.kpi.firm_in_core import FirmInCore
from tests.kpi.made_up_firm import made_up_firm
from tests.reference.case import CASE, read_case
from tests.sql.bi.plans import add_plans

BI_VIEWS = [file.subject for file in SqlTree().build_order() if file.subject.startswith("bi.")]
Row = dict[str, Any]


@dataclass
class Star:
    """A deployed and loaded database, and the rows that were read of it."""

    database: Database
    read: dict[str, list[Row]] = field(default_factory=dict)

    def rows(self, view: str) -> list[Row]:
        if view not in self.read:
            self.read[view] = self.database.rows(f"SELECT v.* FROM {view} AS v")
        return self.read[view]


@pytest.fixture(scope="session", params=BOTH_FIRMS)
def star(request: pytest.FixtureRequest) -> Iterator[Star]:
    name, engine = request.param
    if name == "case" and not CASE.is_dir():
        pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
    with deployed(engine) as database:
        FirmInCore(read_case() if name == "case" else made_up_firm()).load(database)
        add_plans(database)
        yield Star(database)
