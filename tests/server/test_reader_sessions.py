"""Row-level security on the server: whom a session carries, and which rows its predicates let through."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from dashboard.auth.reader import Reader
from dashboard.queries.scope import scoped
from sql.engine import Database, TransientError, open_database
from sql.session_scope import acting_for, service
from sql.sqlserver.scope import on_checkout
from tests.dashboard.conftest import READERS
from tests.server.conftest import Site
from tests.server.role_logins import login_in
from tests.server_database import SQL_SERVER_2019, server_version
from tests.sql.test_row_level_security import FILTERED

pytestmark = pytest.mark.server
CONTEXT = "SELECT CAST(SESSION_CONTEXT(N'scope') AS nvarchar(20)) AS scope, CAST(SESSION_CONTEXT(N'user_id') AS int) AS user_id"
VISIBLE_PHASES = "SELECT vf.phase_id FROM core.phases AS vf WHERE vf.engagement_id IN ({visible_engagements})"
PEOPLE = f"""
    SELECT vm.employee_id FROM core.employees AS vm WHERE vm.employee_id IN ({{visible_employees}})
    UNION SELECT vt.employee_id FROM core.timesheet_week AS vt WHERE vt.phase_id IN ({VISIBLE_PHASES})
    UNION SELECT vp.employee_id FROM pred.staffing_plan AS vp WHERE vp.phase_id IN ({VISIBLE_PHASES})
"""
ORACLE = {
    "engagement": "t.engagement_id IN ({visible_engagements})",
    "phase": f"t.phase_id IN ({VISIBLE_PHASES})",
    "employee": f"t.employee_id IN ({PEOPLE})",
    "client": "t.client_id IN (SELECT vg.client_id FROM core.engagements AS vg WHERE vg.engagement_id IN ({visible_engagements}))",
    "practice_name": (
        "t.practice_id IN (SELECT vg.practice_id FROM core.engagements AS vg WHERE vg.engagement_id IN ({visible_engagements}) "
        f"UNION SELECT vn.practice_id FROM core.employees AS vn WHERE vn.employee_id IN ({PEOPLE}))"
    ),
}
"""The dashboard's own predicate, carried to each kind of row."""


@pytest.fixture(scope="module")
def own_pool(readers_site: Site):
    """A pool that nobody else uses."""
    database = open_database(readers_site.url)
    yield database
    database.close()


@pytest.fixture(scope="module")
def user_ids(readers_site: Site) -> dict[str, int]:
    rows = readers_site.database.rows("SELECT u.user_name, u.user_id FROM app.user_account AS u")
    return {row["user_name"]: row["user_id"] for row in rows}


def reader_of(name: str, database: Database) -> Reader:
    role, scope = READERS[name]
    practices, clients = tuple(scope.get("practices", ())), tuple(scope.get("clients", ()))
    is_whole = bool(scope.get("has_all_scope"))
    return Reader(0, name, "", role, has_all_scope=is_whole, practices=practices, clients=clients, database=database)


def test_a_session_carries_whom_the_caller_acts_for_and_nobody_else(own_pool: Database):
    with acting_for(None):
        assert own_pool.rows(CONTEXT) == [{"scope": "nobody", "user_id": None}]
        with acting_for(1):
            assert own_pool.rows(CONTEXT) == [{"scope": "reader", "user_id": 1}]
        assert own_pool.rows(CONTEXT) == [{"scope": "nobody", "user_id": None}]
        with acting_for(2), own_pool.transaction() as transaction:
            assert transaction.rows(CONTEXT) == [{"scope": "reader", "user_id": 2}]
        with service():
            assert own_pool.rows(CONTEXT) == [{"scope": "all", "user_id": None}]


def test_no_statement_of_a_session_changes_whom_it_acts_for(own_pool: Database):
    with acting_for(1), own_pool.reader() as session:
        for key, value in (("user_id", "2"), ("scope", "N'all'")):
            with pytest.raises(Exception, match="read_only"):
                session.rows(f"EXEC sp_set_session_context @key = N'{key}', @value = {value};")


def test_a_unit_of_work_that_is_tried_again_carries_its_reader_again(own_pool: Database):
    seen = []

    def work(transaction):
        seen.append(transaction.rows(CONTEXT)[0]["user_id"])
        if len(seen) < 3:
            raise TransientError("try again")

    with acting_for(2):
        own_pool.unit_of_work(work)
    assert seen == [2, 2, 2]


def test_what_is_rolled_back_on_a_session_that_changed_hands_is_gone(own_pool: Database):
    """Telling the session its reader leaves no transaction mode behind."""

    def change_and_fail(transaction):
        transaction.execute("UPDATE app.user_account SET display_name = N'changed'")
        raise ZeroDivisionError

    for user_id in (1, 2):
        with acting_for(user_id), pytest.raises(ZeroDivisionError):
            own_pool.unit_of_work(change_and_fail)
    changed = own_pool.scalar("SELECT COUNT(*) AS n FROM app.user_account AS u WHERE u.display_name = N'changed'")
    assert changed == 0


def seen(database: Database, kind: str, subject_id: int) -> bool:
    return bool(
        database.rows(f"SELECT s.is_visible FROM security.sees(N'{kind}', :subject_id) AS s", subject_id=subject_id)
    )


def test_a_reader_sees_what_the_scope_opens_and_nobody_sees_anything(own_pool: Database, user_ids):
    subjects = [
        ("engagement", 1),
        ("engagement", 2),
        ("phase", 1),
        ("phase", 3),
        ("employee", 1),
        ("employee", 5),
        ("firm", 1),
    ]
    expected = {
        "viewer-north": [True, False, True, False, True, False, False],
        "viewer-beta": [False, True, False, True, False, False, False],
        "viewer-nothing": [False] * 7,
        "partner": [True] * 7,
    }
    for name, answers in expected.items():
        with acting_for(user_ids[name]):
            assert [seen(own_pool, *subject) for subject in subjects] == answers, name
    with acting_for(None):
        assert not any(seen(own_pool, *subject) for subject in subjects)
    with acting_for(999_999):
        assert not any(seen(own_pool, *subject) for subject in subjects)


def test_a_disabled_reader_sees_nothing(own_pool: Database, user_ids):
    switch = "UPDATE app.user_account SET is_enabled = :is_enabled WHERE user_name = 'finance'"
    own_pool.unit_of_work(lambda unit: unit.execute(switch, is_enabled=False))
    try:
        with acting_for(user_ids["finance"]):
            assert not seen(own_pool, "engagement", 1)
    finally:
        own_pool.unit_of_work(lambda unit: unit.execute(switch, is_enabled=True))


@contextmanager
def asking_the_predicate(site: Site, role: str) -> Iterator[Database]:
    """A login of the role that may ask the predicate itself; an older server also wants rights on what it looks up."""
    lent = ["SELECT ON security.sees_everything"]
    if server_version() < SQL_SERVER_2019:
        lent = ["EXECUTE ON security.sees_everything", "EXECUTE ON security.reader", "SELECT ON app.user_account"]
    with login_in(site.database, site.url, role) as database:
        user = database.scalar("SELECT USER_NAME() AS name")
        for verb, word in (("GRANT", "TO"), ("REVOKE", "FROM")):
            with site.database.transaction() as transaction:
                for permission in lent:
                    transaction.run_script(f"{verb} {permission} {word} {user};")
            if verb == "GRANT":
                yield database


@pytest.mark.parametrize(
    ("role", "as_service", "as_nobody"),
    [
        ("prop_etl", True, False),
        ("prop_optimizer", True, False),
        ("prop_dba", True, False),
        ("prop_dashboard", False, False),
        ("prop_bi", False, False),
    ],
)
def test_the_scope_of_everything_counts_for_the_services_alone(readers_site: Site, role, as_service, as_nobody):
    question = "SELECT COUNT(*) AS n FROM security.sees_everything() AS e"
    with asking_the_predicate(readers_site, role) as database:
        with service():
            assert database.scalar(question) == as_service
        with acting_for(None):
            assert database.scalar(question) == as_nobody


def test_power_bi_sees_everything_because_it_sets_no_context(readers_site: Site):
    with asking_the_predicate(readers_site, "prop_bi") as database:
        event.remove(database.engine, "checkout", on_checkout)
        database.engine.dispose()
        assert database.scalar("SELECT COUNT(*) AS n FROM security.sees_everything() AS e") == 1


@pytest.mark.parametrize("name", ["viewer-north", "viewer-beta", "viewer-nothing", "partner"])
def test_the_filters_let_through_what_the_dashboard_would_show(own_pool: Database, readers_site: Site, user_ids, name):
    """What a policy does, as a join: servers without policies run its predicate all the same."""
    reader = reader_of(name, readers_site.database)
    for table, found in FILTERED.items():
        predicate = f"security.{found['function']}({arguments_of(found['arguments'])})"
        keys = ", ".join(f"t.{column}" for column in re.findall(r"t\.(\w+)", predicate))
        with acting_for(user_ids[name]):
            passed = own_pool.rows(f"SELECT {keys} FROM {table} AS t CROSS APPLY {predicate} AS s")
        wanted = shown(reader, table, keys, re.findall(r"N'(\w+)'", predicate))
        assert sorted(map(str, passed)) == sorted(map(str, wanted)), table


def arguments_of(text: str) -> str:
    """The arguments with their columns taken from t."""
    return ", ".join(re.sub(r"^([a-z])", r"t.\1", argument.strip()) for argument in text.split(","))


def shown(reader: Reader, table: str, keys: str, kind: list[str]) -> list[dict[str, object]]:
    """What the dashboard's predicate leaves of a table."""
    if reader.has_all_scope:
        return reader.database.rows(f"SELECT {keys} FROM {table} AS t")
    if kind == ["practice"]:
        tsql = (
            f"SELECT {keys} FROM {table} AS t INNER JOIN core.practices AS p ON p.practice_id = t.practice_id "
            "WHERE p.practice_source_id IN (:mine)"
        )
        return reader.database.rows(tsql, mine=list(reader.practices)) if reader.practices else []
    if kind and kind[0] in ORACLE:
        text, values = scoped(reader, f"SELECT {keys} FROM {table} AS t WHERE {ORACLE[kind[0]]}")
        return reader.database.rows(text, **values)
    if table == "pred.staffing_violation":
        text, values = scoped(
            reader, f"SELECT {keys} FROM {table} AS t WHERE t.engagement_id IN ({{visible_engagements}})"
        )
        return reader.database.rows(text, **values)
    return []
