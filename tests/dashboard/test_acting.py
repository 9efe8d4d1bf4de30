"""Every question to the database is asked on behalf of the reader who is signed in, or of nobody."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.page_registry import PAGES
from dashboard.tables import TABLES
from sql.session_scope import NOBODY, Acting, acting

BUSINESS = re.compile(r"\b(core|kpi|pred|bi)\.")


@pytest.fixture
def asked(firm, monkeypatch):
    """(who, statement) of every question."""
    found, ask = [], firm.rows

    def rows(tsql, **parameters):
        found.append((acting(), tsql))
        return ask(tsql, **parameters)

    monkeypatch.setattr(firm, "rows", rows)
    return found


@pytest.fixture
def user_ids(firm):
    return {
        row["user_name"]: row["user_id"]
        for row in firm.rows("SELECT u.user_name, u.user_id FROM app.user_account AS u")
    }


def everything(browser):
    for page in PAGES.values():
        browser.page(page.path)
    for code in TABLES:
        browser.client.get(f"/export/{code}.csv")


def test_pages_callbacks_and_exports_act_for_their_reader(visitor, app, asked, user_ids):
    app.server.extensions["prop_cache"] = type(app.server.extensions["prop_cache"])()
    everything(visitor("viewer-north"))
    business = {who for who, tsql in asked if BUSINESS.search(tsql)}
    assert business == {Acting("reader", user_ids["viewer-north"])}
    assert {who for who, _ in asked} == {NOBODY, *business}


def test_signing_in_asks_for_nobody(visitor, asked):
    visitor().sign_in("viewer-north")
    assert asked
    assert {who for who, _ in asked} == {NOBODY}


def test_a_thread_takes_no_reader_along_to_the_next_request(visitor, asked, user_ids):
    north, admin = visitor("viewer-north"), visitor("admin")
    with ThreadPoolExecutor(max_workers=1) as one_thread:
        for browser, name in ((north, "viewer-north"), (admin, "admin"), (north, "viewer-north")):
            asked.clear()
            one_thread.submit(browser.page, "/").result()
            assert {who for who, _ in asked} == {NOBODY, Acting("reader", user_ids[name])}
            assert one_thread.submit(acting).result() == NOBODY


def test_a_refused_request_leaves_nobody_behind(visitor, asked):
    assert visitor().page("/")[0] == 401
    visitor("viewer-north").client.get("/export/no-such-table.csv")
    assert acting() == NOBODY
