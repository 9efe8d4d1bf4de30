"""What SQL Server's policies look up opens to each reader what the dashboard's own predicate does."""

import pytest

from dashboard.auth.reader import Reader
from dashboard.queries.scope import scoped
from tests.dashboard.conftest import READERS

LIMITED = [name for name, (_, scope) in READERS.items() if "has_all_scope" not in scope]
OPENED = """
    SELECT DISTINCT s.subject_id
    FROM security.subject_scope AS s
    INNER JOIN app.user_scope AS u ON u.scope_kind = s.scope_kind AND u.scope_source_id = s.scope_source_id
    INNER JOIN app.user_account AS a ON a.user_id = u.user_id
    WHERE s.subject_kind = :kind AND a.user_name = :user_name
"""


@pytest.fixture(params=LIMITED)
def reader(request, firm):
    role, scope = READERS[request.param]
    practices, clients = tuple(scope.get("practices", ())), tuple(scope.get("clients", ()))
    return Reader(0, request.param, "", role, has_all_scope=False, practices=practices, clients=clients, database=firm)


def opened(reader: Reader, kind: str) -> set[int]:
    return {row["subject_id"] for row in reader.database.rows(OPENED, kind=kind, user_name=reader.user_name)}


def visible(reader: Reader, tsql: str) -> set[int]:
    text, values = scoped(reader, tsql)
    return {next(iter(row.values())) for row in reader.database.rows(text, **values)}


def test_the_same_engagements(reader):
    shown = visible(
        reader, "SELECT g.engagement_id FROM core.engagements AS g WHERE g.engagement_id IN ({visible_engagements})"
    )
    assert opened(reader, "engagement") == shown


def test_the_same_phases(reader):
    shown = visible(reader, "SELECT f.phase_id FROM core.phases AS f WHERE f.engagement_id IN ({visible_engagements})")
    assert opened(reader, "phase") == shown


def test_the_same_people_and_those_who_worked_or_are_recommended_on_the_engagements(reader):
    shown = visible(
        reader, "SELECT m.employee_id FROM core.employees AS m WHERE m.employee_id IN ({visible_employees})"
    )
    for table in ("core.timesheet_week", "pred.staffing_plan"):
        shown |= visible(
            reader,
            f"SELECT t.employee_id FROM {table} AS t INNER JOIN core.phases AS f ON f.phase_id = t.phase_id "
            "WHERE f.engagement_id IN ({visible_engagements})",
        )
    assert opened(reader, "employee") == shown


def test_the_clients_of_the_engagements(reader):
    shown = visible(
        reader, "SELECT g.client_id FROM core.engagements AS g WHERE g.engagement_id IN ({visible_engagements})"
    )
    assert opened(reader, "client") == shown


def test_the_names_of_the_practices_of_engagements_and_people_and_the_figures_of_one_s_own(reader):
    names = visible(
        reader, "SELECT g.practice_id FROM core.engagements AS g WHERE g.engagement_id IN ({visible_engagements})"
    )
    people = opened(reader, "employee")
    names |= {
        row["practice_id"]
        for row in reader.database.rows("SELECT m.employee_id, m.practice_id FROM core.employees AS m")
        if row["employee_id"] in people
    }
    assert opened(reader, "practice_name") == names
    assert len(opened(reader, "practice")) == len(reader.practices)


def test_readers_of_another_scope_differ(firm):
    """Otherwise the comparisons above would compare nothing."""
    counts = {
        name: len(firm.rows(OPENED, kind="engagement", user_name=name)) for name in ("viewer-north", "viewer-nothing")
    }
    assert counts == {"viewer-north": 1, "viewer-nothing": 0}
