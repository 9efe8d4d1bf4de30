"""A server and DuckDB hold the same rows: deployed from the same files, loaded from the same extracts."""

from dataclasses import asdict
from datetime import date

import pytest

from etl.load import LoadReport
from sql.deploy import deploy
from sql.engine import Database
from tests.server.conftest import BothEngines
from tests.server.contents import Rows, contents, tables, views
from tests.server_database import server_tree

pytestmark = pytest.mark.server
LOADED = ["small", "case"]
RECOMPUTED_BY_EVERY_BATCH = {"core.phase_estimate", "kpi.phase_history_week"}


def accounts(report: LoadReport | None) -> list[dict[str, object]]:
    assert report is not None
    return [asdict(file) for file in report.files]


def published(database: Database) -> dict[str, Rows]:
    """What readers see; which batch computed it last counts for rows that not every batch computes."""
    return {
        name: contents(database, name, without=frozenset({"batch_id"} if name in RECOMPUTED_BY_EVERY_BATCH else ()))
        for name in tables("core", "kpi")
    }


def test_an_empty_database_gets_every_migration_view_and_seed(firm: BothEngines) -> None:
    assert firm.deployed.migrations
    wanted = [file.object_name for file in server_tree().build_order()]
    assert [file.object_name for file in firm.deployed.applied] == wanted


def test_a_second_deployment_has_nothing_to_do_beside_the_data(firm: BothEngines) -> None:
    assert deploy(firm.server, server_tree()).is_empty


@pytest.mark.parametrize("firm", LOADED, indirect=True)
def test_every_row_and_control_sum_is_accounted_for_alike(firm: BothEngines) -> None:
    on_server, on_duckdb = (accounts(report) for report in firm.reports)
    assert {file["status"] for file in on_server} == {"published"}
    assert on_server == on_duckdb


@pytest.mark.parametrize("table", tables("ops", "core", "kpi"))
def test_a_table_holds_the_same_rows(firm: BothEngines, table: str) -> None:
    on_server, on_duckdb = (contents(database, table) for database in firm.engines)
    assert on_server == on_duckdb


@pytest.mark.parametrize("view", views())
def test_a_view_answers_the_same_rows(firm: BothEngines, view: str) -> None:
    on_server, on_duckdb = (contents(database, view) for database in firm.engines)
    assert on_server == on_duckdb


def test_the_comparison_is_not_of_empty_tables(firm: BothEngines) -> None:
    facts = ["core.timesheet_week", "core.assignment_week", "core.capacity_week", "kpi.phase_week", "kpi.consultant_week"]
    assert all(contents(firm.server, name) for name in facts)


@pytest.mark.parametrize("firm", LOADED, indirect=True)
def test_the_same_files_again_change_nothing(firm: BothEngines) -> None:
    before = published(firm.server)
    again = [firm.load(database) for database in firm.engines]
    assert [report.status for report in again if report] == ["unchanged", "unchanged"]
    assert published(firm.server) == before


@pytest.mark.parametrize("firm", ["case"], indirect=True)
def test_the_public_case_has_the_values_of_the_paper(firm: BothEngines) -> None:
    """DESIGN section 5: Neptune/Mars and Ventus as of 2025-03-17."""
    rows = firm.server.rows(
        "SELECT p.engagement_source_id, p.phase_source_id, p.as_of_date, p.hours, p.bac_amount, p.ac_amount, p.spi "
        "FROM kpi.phase_week AS p WHERE p.as_of_date = CAST('2025-03-17' AS date)"
    )
    assert {row["as_of_date"] for row in rows} == {date(2025, 3, 17)}
    assert len(rows) == 8
    assert str(sum(row["hours"] for row in rows)) == "3273.50"
    assert sum(row["bac_amount"] for row in rows) == 12_670_000
    assert sum(row["ac_amount"] for row in rows) == 883_943
