"""In Chromium: sign in, open every page on light and dark paper and at phone width, and hear no complaint from the console."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright
from waitress import create_server

from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth.users import DEMO_PASSWORD, DEMO_USER, ensure_demo_reader
from sql.engine import open_database
from tests.dashboard import small_firm

CHROMIUM = Path(os.environ.get("PROP_TEST_CHROMIUM", "/usr/bin/chromium"))
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PAGES = {
    "/": "Portfolio",
    "/engagement?engagement=E-1": "Engagement",
    "/people": "People",
    "/staffing-plan": "Staffing plan",
    "/scenarios": "Scenarios",
    "/budget": "Budget",
    "/funding": "Funding",
    "/planning": "Planning",
    "/runs": "Runs & data",
}
PATIENCE = 20_000

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(), reason=f"{CHROMIUM} is missing; install Debian's chromium or set PROP_TEST_CHROMIUM"
    ),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The app in demo mode on a free loopback port."""
    database = open_database("duckdb:///:memory:")
    small_firm.build(database)
    ensure_demo_reader(database)
    app = create_app(database, settings=Settings(is_demo=True))
    server = create_server(app.server, host="127.0.0.1", port=0, threads=6)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=10)
    database.close()


@pytest.fixture(scope="module")
def chromium():
    """The browser, closed at the end."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def tab(chromium, address, request):
    """A signed-in tab of a theme and width; the test fails on any error in its console."""
    theme, width = getattr(request, "param", ("light", 1440))
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=theme, base_url=address)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/login")
    page.fill("[name=user_name]", DEMO_USER)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_selector("h1:has-text('Portfolio')", timeout=PATIENCE)
    yield page
    context.close()
    assert complaints == []


def opened(page, path: str, name: str) -> None:
    page.goto(path)
    page.wait_for_selector(f"h1:has-text('{name}')", timeout=PATIENCE)
    page.wait_for_selector(".prop-grid .ag-row, .empty", timeout=PATIENCE)


@pytest.mark.parametrize(
    "tab",
    [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)],
    indirect=True,
    ids=lambda value: f"{value[0]} {value[1]}",
)
def test_every_page_is_drawn_without_a_complaint_and_fits(tab):
    for path, name in PAGES.items():
        opened(tab, path, name)
        assert tab.evaluate("document.documentElement.scrollWidth") <= tab.viewport_size["width"], path
        assert tab.locator("text=/NaN|undefined/").count() == 0, path
        for picture in tab.locator("[role=img]").all():
            assert picture.get_attribute("aria-label"), path


@pytest.mark.parametrize("tab", [("dark", 1440)], indirect=True)
def test_the_system_s_theme_is_taken_and_the_reader_s_choice_kept(tab):
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.click("#theme-toggle")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != dark
    opened(tab, "/people", "People")
    assert tab.evaluate("document.documentElement.dataset.theme") == "light"


def test_a_filter_goes_into_the_address_and_back(tab):
    tab.locator(".filter", has_text="Practice").locator("button").first.click()
    tab.get_by_text("South practice", exact=True).first.click()
    tab.wait_for_url("**/?practice=P-SOUTH", timeout=PATIENCE)
    expect(tab.locator(".prop-grid")).not_to_contain_text("canary-one", timeout=PATIENCE)
    tab.go_back()
    expect(tab.locator(".prop-grid")).to_contain_text("canary-one", timeout=PATIENCE)


@pytest.mark.parametrize("tab", [("light", 390)], indirect=True)
def test_on_a_phone_filters_fold_and_a_table_says_that_it_goes_on(tab):
    practice = tab.locator(".filter", has_text="Practice")
    expect(practice).to_be_hidden()
    tab.get_by_role("button", name="Filters").click()
    expect(practice).to_be_visible()
    expect(tab.locator("#grid-engagements [data-more-right]")).to_have_count(1, timeout=PATIENCE)
    tab.evaluate("document.querySelector('#grid-engagements .ag-center-cols-viewport').scrollLeft = 5000")
    expect(tab.locator("#grid-engagements [data-more-right]")).to_have_count(0, timeout=PATIENCE)
    expect(tab.locator("#grid-engagements [data-more-left]")).to_have_count(1, timeout=PATIENCE)


def test_no_column_of_the_portfolio_is_out_of_sight_on_a_laptop(tab):
    tab.wait_for_selector("#grid-engagements .ag-row", timeout=PATIENCE)
    assert tab.locator("#grid-engagements [data-more-right]").count() == 0


def test_a_kpi_s_name_tells_its_definition_to_the_keyboard(tab):
    tab.locator(".term", has_text="Schedule (SPI)").focus()
    expect(tab.get_by_role("tooltip")).to_contain_text("EV", timeout=PATIENCE)


def test_a_proposed_engagement_is_named_and_leaves_the_address_alone(tab):
    opened(tab, "/engagement", "Engagement")
    expect(tab.locator(".filter", has_text="Engagement").locator("button").first).to_contain_text("canary-one")
    tab.go_back()
    tab.wait_for_selector("h1:has-text('Portfolio')", timeout=PATIENCE)


def test_a_name_in_the_table_opens_the_engagement(tab):
    tab.get_by_role("link", name="Engagement canary-two").first.click()
    tab.wait_for_url("**/engagement?engagement=E-2", timeout=PATIENCE)
    tab.wait_for_selector("h1:has-text('Engagement')", timeout=PATIENCE)
    assert tab.title().startswith("Engagement")


def test_a_manager_pins_an_assignment_in_the_table(tab):
    opened(tab, "/staffing-plan", "Staffing plan")
    tab.locator(".ag-row .ag-checkbox-input").first.click()
    tab.get_by_role("button", name="Pin").click()
    expect(tab.locator("#grid-assignments")).to_contain_text("pin", timeout=PATIENCE)


def test_run_now_waits_for_the_scheduler(tab):
    opened(tab, "/runs", "Runs & data")
    tab.get_by_role("button", name="Run now").click()
    tab.wait_for_selector("text=weekly run asked for by demo", timeout=PATIENCE)


def test_signing_out_returns_to_the_form(tab):
    tab.get_by_role("button", name="Sign out").click()
    tab.wait_for_url("**/login", timeout=PATIENCE)
    tab.goto("/people")
    tab.wait_for_url("**/login?next=**", timeout=PATIENCE)
