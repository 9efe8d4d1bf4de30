"""A database of the first release with a firm in it becomes one of this release: nothing is lost, and its past begins."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from etl.load import load
from sql.deployment.deploy import deploy
from sql.deployment.drift import findings
from sql.deployment.revisions import revisions
from sql.engine import Database, open_database
from sql.files import DESCRIPTIONS, SqlTree
from tests.conftest import BOTH_ENGINES
from tests.etl.small_firm import FILES, write_firm
from tests.server.contents import contents
from tests.server.older_release import release_at
from tests.server.own_locks import name_locks_by_database
from tests.server_database import fresh_server_database, server_tree, untold
from tests.sql.declared_tables import tables

SEEDED = {"core.calendar", "ops.parameter", "kpi.definition", "ops.schema_object"}
NOW = datetime.fromisoformat("2025-01-17T09:00:00")
RUN = {
    "run_id": 1, "run_kind": "weekly", "iso_week": "2025-W03", "as_of_date": date(2025, 1, 17), "batch_id": 1,
    "status": "published", "publication_key": "weekly|2025-W03|1", "fencing_token": 1, "requested_by": "test",
    "started_at_utc": NOW,
}  # fmt: skip
PLAN = {
    "run_id": 1, "employee_id": 1, "phase_id": 1, "week_start_date": date(2025, 1, 20),
    "recommended_hours": Decimal("8.00"), "current_hours": Decimal("0.00"), "is_new_assignment": True,
    "is_pinned": False,
}  # fmt: skip
DECISION = {
    "decision_id": 1, "run_id": 1, "employee_id": 1, "phase_id": 1, "decision_kind": "pin", "decided_by": "ada",
    "decided_at_utc": NOW,
}  # fmt: skip


@pytest.fixture(scope="module", params=BOTH_ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, SqlTree]]:
    """The URL of an empty database, and the files that its engine can deploy."""
    if request.param == "duckdb":
        yield f"duckdb:///{tmp_path_factory.mktemp('upgrade')}/prop.duckdb", SqlTree()
        return
    with pytest.MonkeyPatch.context() as patch, fresh_server_database() as url:
        name_locks_by_database(patch)
        yield url, server_tree().without([DESCRIPTIONS])  # tests/server/test_deployments.py upgrades those


def first_tables() -> list[str]:
    """The tables of the first migration, parents first, without those that a deployment fills."""
    scripts = revisions(SqlTree())[0].scripts
    return [s.object_name for s in scripts if s.object_type == "table" and s.object_name not in SEEDED]


def copy(source: Database, target: Database) -> None:
    """The rows of a firm, as the first release would have loaded them."""
    with target.transaction() as transaction:
        for table in first_tables():
            columns = list(tables()[table].columns)
            rows = source.rows(f"SELECT {', '.join(columns)} FROM {table}")
            transaction.insert(table, columns, [tuple(row[name] for name in columns) for row in rows])


def rows_of(database: Database) -> dict[str, list[tuple[tuple[str, str, object], ...]]]:
    return {table: contents(database, table) for table in first_tables()}


def test_a_loaded_database_of_the_first_release_is_upgraded_without_loss(
    engine: tuple[str, SqlTree], deployed_duckdb_url: str, tmp_path: Path
) -> None:
    url, newest = engine
    firm = write_firm(tmp_path / "firm")
    source = open_database(deployed_duckdb_url)
    old = load(source, [firm], source="kpmg_case", as_of=date(2025, 1, 17))
    with source.transaction() as transaction:
        for table, row in (("ops.run", RUN), ("pred.staffing_plan", PLAN), ("app.decision", DECISION)):
            transaction.insert(table, list(row), [tuple(row.values())])
    target = open_database(url)
    deploy(target, release_at("0001", tmp_path, newest))
    copy(source, target)
    before = rows_of(target)
    assert before == rows_of(source)
    assert len(before["core.timesheets"]) == 6
    assert len(before["pred.staffing_plan"]) == len(before["app.decision"]) == 1

    done = deploy(target, newest)
    assert [revision.number for revision in done.migrations] == [r.number for r in revisions(SqlTree())[1:]]
    assert rows_of(target) == before
    assert findings(target, newest, without=untold(target)) == []

    (firm / "phases.csv").write_text(FILES["phases.csv"].replace("20000", "25000"), encoding="utf-8")
    (firm / "Budget.csv").write_text(FILES["Budget.csv"].replace("20000", "25000"), encoding="utf-8")
    new = load(target, [firm], source="kpmg_case", as_of=date(2025, 1, 17))
    assert new.status == "published"
    known = "SELECT k.bac_amount, k.valid_from_batch_id, k.valid_to_batch_id FROM core.phases_known AS k"
    assert [tuple(row.values()) for row in target.rows(f"{known} ORDER BY k.valid_from_batch_id")] == [
        (Decimal(20000), old.batch_id, new.batch_id),
        (Decimal(25000), new.batch_id, None),
    ]
    for database in (source, target):
        database.close()
