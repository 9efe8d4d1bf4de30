"""A server and DuckDB hold the same rows: deployed from the same files, loaded from the same extracts."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

import pytest

from etl.load import LoadReport
from sql.deployment.deploy import deploy
from sql.deployment.plan import wanted_files
from sql.engine import Database
from tests.server.conftest import BothEngines
from tests.server.contents import Rows, contents, tables, views
from tests.server_database import server_tree

pytestmark = pytest.mark.server
RECOMPUTED_BY_EVERY_BATCH = {"core.phase_estimate", "kpi.phase_history_week"}


def test_an_empty_database_gets_every_migration_view_and_seed(firm: BothEngines) -> None:
    assert firm.deployed.migrations
    wanted = [file.object_name for file in wanted_files(server_tree(), storage=())]
    assert [file.object_name for file in firm.deployed.applied] == wanted


def test_a_second_deployment_has_nothing_to_do_beside_the_data(firm: BothEngines) -> None:
    assert deploy(firm.server, server_tree()).is_empty


@pytest.mark.parametrize("firm", ["small"], indirect=True)
def test_every_text_column_compares_byte_by_byte_whatever_the_collation_of_the_database(firm: BothEngines) -> None:
    """A column that takes the database's own would fold case, and not compare with the others."""
    texts = firm.server.rows(
        "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME) AS table_name, c.COLUMN_NAME AS name, c.COLLATION_NAME AS collation "
        "FROM INFORMATION_SCHEMA.TABLES AS t INNER JOIN INFORMATION_SCHEMA.COLUMNS AS c "
        "ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME "
        "WHERE t.TABLE_TYPE = 'BASE TABLE' AND c.DATA_TYPE IN ('char', 'nchar', 'varchar', 'nvarchar')"
    )
    ours = [row for row in texts if row["table_name"] in tables("ops", "stg", "core", "kpi", "pred", "app")]
    assert len(ours) > 100
    assert [row for row in ours if "bin2" not in str(row["collation"]).lower()] == []


def test_every_row_and_control_sum_is_accounted_for_alike(firm: BothEngines) -> None:
    on_server, on_duckdb = (accounts(reports) for reports in firm.reports)
    assert on_server == on_duckdb
    assert any(file["counts"]["inserted"] for file in on_server)


def accounts(reports: list[LoadReport]) -> list[dict[str, Any]]:
    """What became of every file: its rows by fate, its sums of hours and amounts, its warnings."""
    return [asdict(file) for report in reports for file in report.files]


@pytest.mark.parametrize("table", tables("ops", "core", "kpi"))
def test_a_table_holds_the_same_rows(firm: BothEngines, table: str) -> None:
    on_server, on_duckdb = (contents(database, table) for database in firm.engines)
    assert on_server == on_duckdb


@pytest.mark.parametrize("view", views())
def test_a_view_answers_the_same_rows(firm: BothEngines, view: str) -> None:
    on_server, on_duckdb = (contents(database, view) for database in firm.engines)
    assert on_server == on_duckdb


def test_the_comparison_is_not_of_empty_tables(firm: BothEngines) -> None:
    facts = [
        "core.timesheet_week",
        "core.assignment_week",
        "core.capacity_week",
        "kpi.phase_week",
        "kpi.consultant_week",
    ]
    assert all(contents(firm.server, name) for name in facts)


@pytest.mark.parametrize("firm", ["small", "case"], indirect=True)
def test_the_same_files_again_change_nothing(firm: BothEngines) -> None:
    before = published(firm.server)
    again = [report.status for database in firm.engines for report in firm.extracts.load_into(database)]
    assert again == ["unchanged", "unchanged"]
    assert published(firm.server) == before


def published(database: Database) -> dict[str, Rows]:
    """What readers see; which batch computed it last counts for rows that not every batch computes."""
    return {
        name: contents(database, name, without=frozenset({"batch_id"} if name in RECOMPUTED_BY_EVERY_BATCH else ()))
        for name in tables("core", "kpi")
    }


@pytest.mark.parametrize("firm", ["demo"], indirect=True)
def test_rows_that_came_before_their_people_were_released(firm: BothEngines) -> None:
    for reports in firm.reports:
        assert [report.released_count > 0 for report in reports] == [False, True, False]


@pytest.mark.parametrize("firm", ["case"], indirect=True)
def test_the_public_case_has_the_sums_of_the_design(firm: BothEngines) -> None:
    """DESIGN section 5: all eight phases as of 2025-03-17."""
    (sums,) = firm.server.rows(
        "SELECT phase_count = COUNT(*), bac = SUM(p.bac_amount), ac = SUM(p.ac_amount), hours = SUM(p.hours) "
        "FROM kpi.phase_week AS p WHERE p.as_of_date = CAST('2025-03-17' AS date)"
    )
    assert sums == {"phase_count": 8, "bac": Decimal(12_670_000), "ac": Decimal(883_943), "hours": Decimal("3273.5")}
