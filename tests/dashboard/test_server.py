"""Every page, table and action asks in T-SQL that a server understands as well."""

import pytest

from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth.users import DEMO_PASSWORD, DEMO_USER, ensure_demo_reader
from dashboard.page_registry import PAGES
from dashboard.tables import TABLES
from sql.engine import open_database
from tests.dashboard import small_firm
from tests.dashboard.conftest import Browser
from tests.dashboard.test_roles import send_decision, send_run_now
from tests.server_database import fresh_server_database, server_tree


@pytest.mark.server
def test_every_page_table_and_action_works_on_a_server():
    with fresh_server_database() as url:
        database = open_database(url)
        small_firm.build(database, server_tree())
        ensure_demo_reader(database)
        app = create_app(database, settings=Settings(is_demo=True))
        browser = Browser(app.server.test_client())
        assert browser.sign_in(DEMO_USER, DEMO_PASSWORD) == 303
        for page in PAGES.values():
            assert browser.page(page.path, "?engagement=E-1&practice=P-NORTH")[0] == 200, page.path
        for code in TABLES:
            assert browser.client.get(f"/export/{code}.csv?engagement=E-1").status_code == 200, code
        assert "1 assignment: pin" in send_decision(app, browser, [{"row_id": "1-1"}], kind="pin")[1]
        assert send_run_now(app, browser)[0] == 200
        database.close()
