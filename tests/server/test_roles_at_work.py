"""The product at work under one login per role: each role is enough for its part, and for no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

import pytest

from config.errors import DatabaseError
from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth.reader import Reader
from dashboard.auth.users import add_user, users
from dashboard.page_registry import PAGES
from dashboard.queries import scenarios
from dashboard.queries.decisions import decide
from dashboard.queries.runs_data import request_run
from dashboard.tables import TABLES
from optimizer.staffing.changes.kinds import EngagementLost
from pipeline.order import Order
from pipeline.parameters.store import Change, history, set_parameter
from pipeline.run_requests import open_requests
from pipeline.weekly_run import run
from sql.deployment.deploy import deploy
from sql.engine import Database, open_database
from sql.retention.audit_trail import faults
from sql.retention.trim import trim
from sql.session_scope import acting_for, service
from tests.dashboard.conftest import PASSWORD, SETTINGS, Browser
from tests.dashboard.small_firm import AS_OF
from tests.server.conftest import Extracts, Site, write_extracts
from tests.server.contents import contents, tables, views
from tests.server.permission_matrix import is_refusal
from tests.server.role_logins import login_in
from tests.server_database import SQL_SERVER_2019, fresh_server_database, server_tree, server_version

pytestmark = pytest.mark.server
PARENTS = {
    "prop_etl": ["ops.quarantine"],
    "prop_optimizer": ["ops.load_batch"],
    "prop_dashboard": ["app.user_account"],
    "prop_dba": ["ops.run", "ops.load_batch"],
}
"""Parents of foreign keys: an older server checks a key with the rights of who writes, SQL Server with nobody's."""
SHORT = Settings(horizon_weeks=2, staffing_time_limit_seconds=120, staffing_answers_seconds=5, _env_file=None)
CHANGE = Change("external_discount", "0.25", None, "as agreed", "ada")


@contextmanager
def checked_keys(database: Database) -> Iterator[None]:
    """Let an older server check foreign keys within the block."""
    older = PARENTS if server_version() < SQL_SERVER_2019 else {}
    pairs = [(role, name) for role, names in older.items() for name in names]
    with database.transaction() as transaction:
        for role, name in pairs:
            transaction.run_script(f"GRANT UPDATE ON {name} TO {role};")
    yield
    with database.transaction() as transaction:
        for role, name in pairs:
            transaction.run_script(f"REVOKE UPDATE ON {name} FROM {role};")


@dataclass(frozen=True)
class Worked:
    """A firm that was loaded and planned under two logins."""

    site: Site
    extracts: Extracts
    load_statuses: list[str]
    steps: dict[str, str]


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    """Loaded by prop_etl, planned by prop_optimizer."""
    extracts = write_extracts("demo", tmp_path_factory.mktemp("demo"))
    with fresh_server_database() as url:
        database = open_database(url)
        deploy(database, server_tree())
        with checked_keys(database):
            with login_in(database, url, "prop_etl") as loader:
                statuses = [report.status for report in extracts.load_into(loader)]
            with login_in(database, url, "prop_optimizer") as planner:
                report = run(planner, Order("weekly", requested_by="test"), SHORT)
            yield Worked(Site(url, database), extracts, statuses, {s["step_name"]: s["status"] for s in report.steps})
        database.close()


def test_the_loader_s_login_loads(worked: Worked):
    assert worked.load_statuses == ["published"] * len(worked.extracts.folders)
    assert contents(worked.site.database, "core.timesheet_week")


def test_the_planner_s_login_plans_and_publishes(worked: Worked):
    assert set(worked.steps.values()) <= {"done", "skipped"}
    assert contents(worked.site.database, "pred.latest_staffing_plan")


def test_who_may_see_what_is_known_after_a_load_and_a_run(worked: Worked):
    kinds = worked.site.database.rows("SELECT DISTINCT s.subject_kind FROM security.subject_scope AS s")
    assert {row["subject_kind"] for row in kinds} == {
        "engagement", "phase", "employee", "client", "practice", "practice_name",
    }  # fmt: skip


def test_the_loader_s_login_does_not_plan(worked: Worked):
    with (
        login_in(worked.site.database, worked.site.url, "prop_etl") as loader,
        pytest.raises(DatabaseError) as refused,
    ):
        run(loader, Order("weekly", requested_by="test", is_again=True), SHORT)
    assert is_refusal(refused.value)


def test_the_planner_s_login_does_not_load(worked: Worked):
    with (
        login_in(worked.site.database, worked.site.url, "prop_optimizer") as planner,
        pytest.raises(DatabaseError) as refused,
    ):
        worked.extracts.load_into(planner)
    assert is_refusal(refused.value)


def test_one_login_in_both_roles_moves_the_reporting_date_and_plans(worked: Worked):
    with login_in(worked.site.database, worked.site.url, "prop_etl", "prop_optimizer") as scheduler:
        order = Order("weekly", as_of=worked.extracts.as_of, requested_by="test", is_again=True)
        assert run(scheduler, order, SHORT).status == "published"


def test_parameters_are_set_by_one_login_in_the_roles_of_the_dba_and_the_loader(worked: Worked):
    with (
        login_in(worked.site.database, worked.site.url, "prop_dba", "prop_etl") as keeper,
        checked_keys(worked.site.database),
    ):
        assert set_parameter(keeper, CHANGE).refreshed_rows
        assert history(keeper, CHANGE.code)[0]["reason"] == "0.1 -> 0.25 ratio: as agreed"
        assert not faults(keeper)


@pytest.mark.parametrize("role", ["prop_etl", "prop_optimizer", "prop_dashboard"])
def test_parameters_are_set_by_no_service(worked: Worked, role: str):
    with login_in(worked.site.database, worked.site.url, role) as service_login:
        with pytest.raises(DatabaseError) as refused:
            set_parameter(service_login, replace(CHANGE, code="cpi_proxy", effective_from=date(2025, 1, 6)))
        assert is_refusal(refused.value)


def test_the_dba_s_login_adds_accounts_and_trims_what_outlived_its_policy(worked: Worked):
    long_ago = (
        "UPDATE ops.alert SET acknowledged_by = N'test', acknowledged_at_utc = CAST('2020-01-01' AS datetime2(3))"
    )
    worked.site.database.unit_of_work(lambda unit: unit.execute(long_ago))
    with (
        login_in(worked.site.database, worked.site.url, "prop_dba") as keeper,
        checked_keys(worked.site.database),
        service(),
    ):
        add_user(keeper, user_name="new", display_name="New", role="viewer", password=PASSWORD, practices=["P-1"])
        trim(keeper, today=date(2035, 1, 1))
        assert [user["scope"] for user in users(keeper)] == ["practice P-1"]
    assert worked.site.database.scalar("SELECT COUNT(*) AS n FROM ops.alert AS a") == 0


def test_power_bi_s_login_reads_every_view_of_the_contract_and_no_table(worked: Worked):
    with login_in(worked.site.database, worked.site.url, "prop_bi") as refresher:
        for view in (view for view in views() if view.startswith("bi.")):
            assert refresher.scalar(f"SELECT COUNT(*) AS row_count FROM {view}") is not None
        for table in tables("core", "app", "ops", "pred"):
            with pytest.raises(DatabaseError) as refused:
                refresher.scalar(f"SELECT COUNT(*) AS row_count FROM {table}")
            assert is_refusal(refused.value)


@pytest.fixture(scope="module")
def served(readers_site: Site) -> Iterator[Database]:
    """The database as the dashboard's login sees it."""
    with (
        checked_keys(readers_site.database),
        login_in(readers_site.database, readers_site.url, "prop_dashboard") as database,
    ):
        yield database


def test_the_dashboard_s_login_signs_in_and_shows_every_page_and_table(served: Database):
    app = create_app(served, settings=SETTINGS)
    north, manager = Browser(app.server.test_client()), Browser(app.server.test_client())
    assert (north.sign_in("manager-north"), manager.sign_in("manager")) == (303, 303)
    for page in PAGES.values():
        status, text = north.page(page.path)
        assert status == 200, text
    assert "canary-one" in north.page("/")[1]
    for code, table in TABLES.items():
        answer = manager.client.get(f"/export/{code}.csv")
        assert answer.status_code == (200 if "manager" in table.roles else 403), code


def test_the_dashboard_s_login_writes_what_a_reader_decides_and_asks_for(served: Database, readers_site: Site):
    manager = Reader(0, "m", "M", "manager", has_all_scope=False, practices=("P-NORTH",), clients=(), database=served)
    assert decide(manager, run_id=1, pairs=[(1, 1)], kind="accept", reason="fits") == 1
    assert request_run(manager, "weekly") == 1
    decided = readers_site.database.rows(
        "SELECT DISTINCT d.employee_id, d.phase_id, d.decided_by FROM app.decision AS d"
    )
    assert decided == [{"employee_id": 1, "phase_id": 1, "decided_by": "m"}]
    assert [asked.requested_by for asked in open_requests(readers_site.database)] == ["m"]


def test_the_dashboard_s_login_saves_applies_and_deletes_scenarios(served: Database, readers_site: Site):
    reader = Reader(0, "m", "M", "manager", has_all_scope=True, practices=(), clients=(), database=served)
    lost = (EngagementLost("E-1", AS_OF),)
    with acting_for(user_id_of(readers_site.database, "manager")):
        one = scenarios.save(reader, "lost", lost, description="", time_limit_seconds=2)
        for action in ("apply", "revoke", "solve", "delete"):
            scenarios.act(reader, action, one.scenario_id)
        assert scenarios.scenarios(reader) == []
        assert scenarios.material(reader).engagements
    actions = readers_site.database.rows("SELECT e.action FROM ops.audit_event AS e ORDER BY e.event_id DESC")
    assert [row["action"] for row in actions[:4]] == [
        "scenario deleted",
        "scenario revoked",
        "scenario applied",
        "scenario saved",
    ]


def user_id_of(database: Database, name: str) -> int:
    return int(database.scalar("SELECT u.user_id FROM app.user_account AS u WHERE u.user_name = :name", name=name))
