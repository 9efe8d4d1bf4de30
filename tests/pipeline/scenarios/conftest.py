"""The small firm of eight people with one engagement that may be won, on DuckDB and on a server."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from config.settings import Settings
from dashboard.auth.users import add_user
from pipeline.scenarios.planner import operator
from sql.engine import Database, open_database
from sql.session_scope import service
from tests.conftest import BOTH_ENGINES
from tests.dashboard import small_firm
from tests.server.own_locks import name_locks_by_database
from tests.server_database import fresh_server_database, server_tree

PASSWORD = "a long enough password"
MAY_BE_WON = ("E-9", "Orbit audit", Decimal("0.4"))


@pytest.fixture(scope="module", params=BOTH_ENGINES)
def firm(request: pytest.FixtureRequest) -> Iterator[Database]:
    with pytest.MonkeyPatch.context() as patch, service():
        if request.param == "duckdb":
            database = open_database("duckdb:///:memory:")
            yield filled(database)
            database.close()
            return
        name_locks_by_database(patch)
        with fresh_server_database() as url:
            database = open_database(url)
            yield filled(database, server_tree())
            database.close()


@pytest.fixture(autouse=True)
def acting() -> Iterator[None]:
    with service():
        yield


@pytest.fixture
def settings() -> Settings:
    return Settings(staffing_time_limit_seconds=2, horizon_weeks=4)


@pytest.fixture
def planner():
    return operator()


def filled(database: Database, tree=None) -> Database:
    small_firm.build(database, tree)
    code, name, ratio = MAY_BE_WON
    start, end = small_firm.AHEAD[0], small_firm.AHEAD[-1] + timedelta(days=4)
    carried = {"source_system": "test", "row_sha256": "0" * 64, "batch_id": 1}
    engagement = {
        "engagement_id": 9, "engagement_source_id": code, "engagement_name": name, "client_id": 1, "practice_id": 1,
        "engagement_status": "pipeline", "win_probability_ratio": ratio, "start_date": start, "end_date": end,
        "currency": "CAD",
    } | carried  # fmt: skip
    phase = {
        "phase_id": 9, "engagement_id": 9, "phase_source_id": "F-9", "phase_name": "Audit", "bac_amount": Decimal(60_000),
        "currency": "CAD", "planned_hours": Decimal(400), "baseline_start_date": start, "baseline_end_date": end,
    } | carried  # fmt: skip
    target = {
        "engagement_id": 9, "practice_id": 1, "staff_level_id": 1, "target_ratio": Decimal(1), "row_sha256": "0" * 64,
        "batch_id": 1,
    }  # fmt: skip
    with database.transaction() as transaction:
        rows = {"core.engagements": engagement, "core.phases": phase, "core.staffing_targets": target}
        for table, row in rows.items():
            transaction.insert(table, list(row), [tuple(row.values())])
    for user, role, scope in (
        ("mia", "manager", {"has_all_scope": True}),
        ("paul", "partner", {"has_all_scope": True}),
        ("nora", "manager", {"practices": ["P-NORTH"]}),
    ):
        add_user(database, user_name=user, display_name=user, role=role, password=PASSWORD, **scope)
    return database
