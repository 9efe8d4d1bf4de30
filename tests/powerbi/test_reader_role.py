"""The role Reader shows each person the rows that the app shows them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from dashboard.auth.reader import Reader
from dashboard.queries.scope import scoped_rows
from sql.engine import Database, Transaction
from tests.kpi.core_rows import HASH, SOURCE, insert
from tests.powerbi import tmdl
from tests.powerbi.bi_rows import imported, only
from tests.powerbi.dax import Filter, TabularModel, evaluate_measure, rows_for
from tests.powerbi.dax.parser import parse
from tests.powerbi.firms import loaded_firm
from tests.sql.bi import plans

PEOPLE: dict[str, tuple[bool, tuple[str, ...], tuple[str, ...]]] = {
    "viewer.a@example.com": (False, ("p1",), ()),
    "viewer.b@example.com": (False, (), ("c2",)),
    "both@example.com": (False, ("p2",), ("c1",)),
    "partner@example.com": (True, (), ()),
    "nothing@example.com": (False, (), ()),
}
BOOKED = "e9"


@pytest.fixture(scope="module")
def database() -> Iterator[Database]:
    """The made-up firm of this module's own, with people who may see parts of it."""
    database = loaded_firm.__wrapped__("made_up").database
    with database.transaction() as transaction:
        for number, (name, (sees_all, practices, clients)) in enumerate(PEOPLE.items(), 1):
            transaction.execute(
                "INSERT INTO app.user_account (user_id, user_name, display_name, password_hash, role_name, is_enabled, "
                "is_demo, has_all_scope, created_at_utc) VALUES (:id, :name, :name, '', 'viewer', 1, 0, :all, '2025-01-01')",
                id=number, name=name, all=sees_all,
            )  # fmt: skip
            for kind, one in [("practice", one) for one in practices] + [("client", one) for one in clients]:
                transaction.execute(
                    "INSERT INTO app.user_scope (user_id, scope_kind, scope_source_id) VALUES (:id, :kind, :one)",
                    id=number, kind=kind, one=one,
                )  # fmt: skip
        plans.runs(transaction)
        plans.funding(transaction)
        booked(transaction)
    yield database
    database.close()


def booked(transaction: Transaction) -> None:
    """Somebody of practice p2 is booked on an engagement of client c2 that no practice leads, and has not worked yet."""
    (phase,) = transaction.rows(
        "SELECT phase_id = MIN(p.phase_id) FROM core.phases AS p INNER JOIN core.engagements AS g "
        "ON g.engagement_id = p.engagement_id WHERE g.engagement_source_id = 'g3'"
    )
    (practice,) = transaction.rows("SELECT r.practice_id FROM core.practices AS r WHERE r.practice_source_id = 'p2'")
    insert(
        transaction,
        "core.employees",
        "employee_id source_system employee_source_id employee_name practice_id staff_level_id location_id is_external "
        "hire_date currency row_sha256",
        [(99, SOURCE, BOOKED, "Booked", practice["practice_id"], 1, 1, False, date(2025, 1, 1), "CAD", HASH)],
        1,
    )
    insert(
        transaction,
        "core.assignment_week",
        "phase_id employee_id week_start_date assigned_hours",
        [(phase["phase_id"], 99, date(2025, 4, 14), Decimal(8))],
        1,
    )


@pytest.fixture(scope="module")
def model(database: Database) -> TabularModel:
    return imported(database)


def role_filters(model: TabularModel, user: str) -> list[Filter]:
    """What the role leaves of each table that it names."""
    filters = []
    for permission in tmdl.model_file("roles/Reader.tmdl").one("role").all("tablePermission"):
        table = tmdl.unquoted(permission.name)
        if model.tables[table]:
            columns = tuple((table, column) for column in model.tables[table][0])
            seen = rows_for(model, table, parse(permission.expression), user)
            filters.append(Filter(columns, frozenset(seen)))
    return filters


def keys(filters: list[Filter], table: str) -> set[int]:
    """The keys of a table that are left, without that of (none)."""
    one = next(one for one in filters if one.table == table)
    place = [column for _, column in one.columns].index(f"{table} key")
    return {values[place] for values in one.allowed} - {0}


def in_the_app(database: Database, name: str, tsql: str) -> list[dict[str, Any]]:
    sees_all, practices, clients = PEOPLE[name]
    return scoped_rows(Reader(1, name, name, "viewer", sees_all, practices, clients, database), tsql)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_same_engagements_as_in_the_app(database: Database, model: TabularModel, name: str):
    found = in_the_app(
        database,
        name,
        "SELECT g.engagement_id, g.client_id FROM core.engagements AS g WHERE g.engagement_id IN ({visible_engagements})",
    )
    filters = role_filters(model, name)
    assert keys(filters, "Engagement") == {row["engagement_id"] for row in found}
    assert keys(filters, "Client") == {row["client_id"] for row in found}
    phases = in_the_app(
        database, name, "SELECT p.phase_id FROM core.phases AS p WHERE p.engagement_id IN ({visible_engagements})"
    )
    assert keys(filters, "Phase") == {row["phase_id"] for row in phases}


@pytest.mark.parametrize("name", PEOPLE)
def test_money_and_hours_are_those_of_the_engagements_in_scope(database: Database, model: TabularModel, name: str):
    found = in_the_app(
        database, name,
        "SELECT SUM(w.ac_amount) AS ac_amount, SUM(w.hours) AS hours FROM kpi.engagement_week AS w "
        "WHERE w.is_current = 1 AND w.engagement_id IN ({visible_engagements})",
    )[0]  # fmt: skip
    filters = role_filters(model, name)
    assert evaluate_measure(model, "AC", filters) == found["ac_amount"]
    assert evaluate_measure(model, "Hours", filters) == found["hours"]
    assert evaluate_measure(model, "Recognized hours", filters) == found["hours"]


@pytest.mark.parametrize("name", PEOPLE)
def test_the_people_of_the_app_and_whoever_worked_on_visible_work(database: Database, model: TabularModel, name: str):
    """The app lists who is booked; hours that show have a person here."""
    listed = in_the_app(
        database, name, "SELECT m.employee_id FROM core.employees AS m WHERE m.employee_id IN ({visible_employees})"
    )
    worked = in_the_app(
        database, name,
        "SELECT t.employee_id FROM core.timesheet_week AS t INNER JOIN core.phases AS p ON p.phase_id = t.phase_id "
        "WHERE p.engagement_id IN ({visible_engagements})",
    )  # fmt: skip
    seen = keys(role_filters(model, name), "Employee")
    assert seen == {row["employee_id"] for row in [*listed, *worked]}


@pytest.mark.parametrize("name", [name for name, (sees_all, _, _) in PEOPLE.items() if not sees_all])
def test_the_people_that_the_security_of_the_database_opens(database: Database, model: TabularModel, name: str):
    _, practices, clients = PEOPLE[name]
    reach = [
        (row["subject_id"], row["opener"])
        for kind in ("practice", "client")
        for row in database.rows(
            f"SELECT r.subject_id, opener = CONCAT('{kind} ', r.{kind}_source_id) FROM security.{kind}_reach AS r "
            "WHERE r.subject_kind = N'employee'"
        )
    ]
    opened = {*(f"practice {one}" for one in practices), *(f"client {one}" for one in clients)}
    assert keys(role_filters(model, name), "Employee") == {employee for employee, opener in reach if opener in opened}


def test_who_is_merely_booked_shows(database: Database, model: TabularModel):
    """Somebody of another practice, without an hour on the work."""
    (booked,) = database.rows(f"SELECT e.employee_id FROM core.employees AS e WHERE e.employee_source_id = '{BOOKED}'")
    for name, is_seen in {"viewer.b@example.com": True, "viewer.a@example.com": False}.items():
        assert (booked["employee_id"] in keys(role_filters(model, name), "Employee")) == is_seen


@pytest.mark.parametrize("name", PEOPLE)
def test_funding_and_prices_of_limits_are_for_who_sees_the_whole_firm(model: TabularModel, name: str):
    filters = role_filters(model, name)
    sees_all = PEOPLE[name][0]
    assert len(keys(filters, "Funding request")) == (3 if sees_all else 0)
    assert evaluate_measure(model, "Funding requests", filters) == (3 if sees_all else None)
    price = [*filters, only("Limit price", "Limit name", "people")]
    assert evaluate_measure(model, "Shadow price", price) == (Decimal("0.25") if sees_all else None)


@pytest.mark.parametrize("name", PEOPLE)
def test_what_the_runs_say_is_for_who_sees_the_whole_firm(model: TabularModel, name: str):
    """The sentences name money and people; nothing else holds them."""
    seen = next(one for one in role_filters(model, name) if one.table == "Run sentence").allowed
    assert len(seen) == (len(model.tables["Run sentence"]) if PEOPLE[name][0] else 0)
    assert "Sentence" not in model.tables["Run status"][0]


@pytest.mark.parametrize("name", PEOPLE)
def test_all_weeks_of_visible_people_show(database: Database, model: TabularModel, name: str):
    """The practice of a past week hides nobody."""
    filters = role_filters(model, name)
    seen = keys(filters, "Employee")
    weeks = database.rows("SELECT w.employee_id, w.capacity_hours, w.assigned_hours FROM kpi.consultant_week AS w")
    there = [row for row in weeks if row["employee_id"] in seen]
    assert (evaluate_measure(model, "Capacity", filters) or 0) == sum(row["capacity_hours"] for row in there)
    assert (evaluate_measure(model, "Assigned hours", filters) or 0) == sum(row["assigned_hours"] for row in there)


def test_who_is_unknown_sees_nothing(model: TabularModel):
    filters = role_filters(model, "somebody@example.com")
    for table in ("Engagement", "Client", "Practice", "Phase", "Employee"):
        assert keys(filters, table) == set()
    for measure in ("AC", "Hours", "Capacity", "Recognized hours", "Engagements"):
        assert evaluate_measure(model, measure, filters) is None


def test_names_are_compared_without_case(model: TabularModel):
    assert keys(role_filters(model, "Viewer.A@Example.COM"), "Engagement") == keys(
        role_filters(model, "viewer.a@example.com"), "Engagement"
    )


def test_nobody_can_query_who_may_see_what(model: TabularModel):
    filters = role_filters(model, "partner@example.com")
    assert next(one for one in filters if one.table == "Security").allowed == frozenset()


def test_the_role_names_every_table_with_a_practice_a_client_or_firm_figures():
    named = {tmdl.unquoted(one.name) for one in tmdl.model_file("roles/Reader.tmdl").one("role").all("tablePermission")}
    through = {one.from_table for one in tmdl.relationships() if one.is_active and one.to_table in named}
    open_to_all = {"Date", "Level", "Currency", "KPI", "Quality", "Run status"}
    assert set(tmdl.tables()) - named - through == open_to_all
