"""Every page and table × every role; actions for planners alone."""

import pytest

from dashboard.auth.reader import MONEY_READERS
from dashboard.page_registry import PAGES
from dashboard.tables import TABLES

FULL_SCOPE = ("partner", "manager", "finance", "quality", "admin")
DECIDE = "..plan-answer.children...refresh.data@"
RUN_NOW = "..runs-answer.children...refresh.data@"


@pytest.mark.parametrize("name", FULL_SCOPE)
def test_pages_open_for_their_roles_alone(visitor, name):
    browser = visitor(name)
    for page in PAGES.values():
        status, text = browser.page(page.path, "?engagement=E-1")
        assert status == (200 if name in page.roles else 403), page.path
        assert name in page.roles or "canary" not in text


@pytest.mark.parametrize("name", FULL_SCOPE)
def test_exports_open_for_their_roles_alone(visitor, name):
    client = visitor(name).client
    for table in TABLES.values():
        for kind in ("csv", "xlsx"):
            answer = client.get(f"/export/{table.code}.{kind}?engagement=E-1")
            assert answer.status_code == (200 if name in table.roles else 403), table.code


def test_money_is_not_for_viewers_and_quality():
    assert {PAGES[path].roles for path in ("/budget", "/funding", "/planning")} == {MONEY_READERS}
    assert not MONEY_READERS & {"viewer", "quality"}


@pytest.mark.parametrize("name", ["viewer-north", "partner", "finance", "quality"])
def test_nobody_but_planners_decides_or_starts_a_run(app, visitor, firm, name):
    browser = visitor(name)
    before = counts(firm)
    assert send_decision(app, browser, [{"row_id": "1-1"}])[0] == 403
    assert send_run_now(app, browser)[0] == 403
    assert counts(firm) == before


def test_a_manager_pins_what_the_plan_recommends(app, visitor, firm):
    status, text = send_decision(app, visitor("manager"), [{"row_id": "1-1"}], kind="pin")
    assert status == 200
    assert "1 assignment: pin" in text
    rows = firm.rows(
        "SELECT d.week_start_date, d.hours, d.decision_kind, d.decided_by, d.reason FROM app.decision AS d WHERE d.is_active = 1 AND d.employee_id = 1 ORDER BY d.week_start_date;"
    )
    assert [float(row["hours"]) for row in rows] == [40.0] * 4
    assert {(row["decision_kind"], row["decided_by"], row["reason"]) for row in rows} == {("pin", "manager", "because")}


def test_a_new_decision_replaces_the_old_one(app, visitor, firm):
    browser = visitor("manager")
    send_decision(app, browser, [{"row_id": "3-3"}], kind="accept")
    send_decision(app, browser, [{"row_id": "3-3"}], kind="reject")
    rows = firm.rows(
        "SELECT d.decision_kind, d.hours, d.week_start_date FROM app.decision AS d WHERE d.is_active = 1 AND d.employee_id = 3;"
    )
    assert rows == [{"decision_kind": "reject", "hours": None, "week_start_date": None}]


@pytest.mark.parametrize("row_id", ["5-5", "1-99", "99-1", "x-y", "1-1; DROP TABLE", ""])
def test_a_forged_selection_outside_scope_or_plan_writes_nothing(app, visitor, firm, row_id):
    before = counts(firm)
    status, _ = send_decision(app, visitor("manager-north"), [{"row_id": row_id}])
    assert status == 200
    assert counts(firm) == before


def test_run_now_asks_once(app, visitor, firm):
    browser = visitor("admin")
    assert send_run_now(app, browser)[0] == 200
    assert send_run_now(app, browser)[0] == 200
    rows = firm.rows("SELECT q.run_kind, q.requested_by FROM ops.run_request AS q WHERE q.claimed_at_utc IS NULL;")
    assert rows == [{"run_kind": "weekly", "requested_by": "admin"}]


def counts(firm):
    return firm.rows(
        "SELECT (SELECT COUNT(*) FROM app.decision AS d) AS decisions, (SELECT COUNT(*) FROM ops.run_request AS q) AS requests;"
    )


def output_of(app, browser, start: str) -> str:
    browser.client.get("/_dash-dependencies")
    return next(name for name in app.callback_map if name.startswith(start))


def send_decision(app, browser, selected, kind="accept"):
    output = output_of(app, browser, DECIDE)
    refresh = output.split("...")[1].rstrip(".")
    outputs = [{"id": "plan-answer", "property": "children"}, {"id": "refresh", "property": refresh.partition(".")[2]}]
    buttons = [
        {"id": {"type": "decide", "kind": name}, "property": "n_clicks", "value": 1 if name == kind else None}
        for name in ("accept", "pin", "reject")
    ]
    state = [
        {"id": "grid-assignments", "property": "selectedRows", "value": selected},
        {"id": "plan-reason", "property": "value", "value": "because"},
        {"id": "refresh", "property": "data", "value": 0},
    ]
    return browser.callback(output, outputs, [buttons], state, [f'{{"kind":"{kind}","type":"decide"}}.n_clicks'])


def send_run_now(app, browser):
    output = output_of(app, browser, RUN_NOW)
    refresh = output.split("...")[1].rstrip(".")
    outputs = [{"id": "runs-answer", "property": "children"}, {"id": "refresh", "property": refresh.partition(".")[2]}]
    return browser.callback(
        output,
        outputs,
        [{"id": "runs-run-now", "property": "n_clicks", "value": 1}],
        [{"id": "refresh", "property": "data", "value": 0}],
        ["runs-run-now.n_clicks"],
    )
