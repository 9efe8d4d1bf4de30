"""Stale is visible (P7): every page says its age, and warns when the last run failed or the data are old."""

from datetime import date

import pytest

from config.settings import Settings
from dashboard.app import create_app
from dashboard.auth.reader import Reader
from dashboard.auth.writing import write
from dashboard.components import words
from dashboard.page_registry import PAGES
from dashboard.queries.freshness import freshness
from sql.deployment.deploy import deploy
from sql.engine import open_database
from tests.dashboard import small_firm


@pytest.fixture
def empty_firm():
    database = open_database("duckdb:///:memory:")
    deploy(database)
    yield database
    database.close()


def reader_of(database) -> Reader:
    return Reader(0, "a", "A", "admin", has_all_scope=True, practices=(), clients=(), database=database)


def test_every_page_says_as_of_batch_and_run(visitor):
    browser = visitor("admin")
    for page in PAGES.values():
        text = browser.page(page.path)[1]
        assert all(
            word in text for word in ("Data as of", "2026-03-15", "Batch", "Run", "The data end on 2026-03-15")
        ), page.path


def test_a_page_without_data_says_what_to_do(empty_firm):
    app = create_app(empty_firm, settings=Settings(is_demo=True))
    with app.server.test_request_context():
        for page in PAGES.values():
            text = str(page.layout(reader_of(empty_firm), {}))
            assert "prop " in text or "Run now" in text or "Load the firm" in text, page.path


@pytest.mark.parametrize(("today", "count"), [(date(2026, 3, 16), 0), (date(2026, 3, 25), 0), (date(2026, 3, 26), 1)])
def test_data_are_stale_after_ten_days(app, firm, today, count):
    with app.server.test_request_context():
        assert len(freshness(reader_of(firm), today).warnings) == count


def test_a_failed_run_is_named_on_every_page(empty_firm):
    write(
        empty_firm,
        """
        INSERT INTO ops.run (run_id, run_kind, iso_week, as_of_date, status, publication_key, fencing_token, requested_by, started_at_utc)
        VALUES (4, 'weekly', '2026-W12', :as_of, 'failed', 'weekly|attempt|4', 0, 'test', :started);
        """,
        as_of=date(2026, 3, 15),
        started=small_firm.NOW,
    )
    app = create_app(empty_firm, settings=Settings(is_demo=True))
    with app.server.test_request_context():
        state = freshness(reader_of(empty_firm), date(2026, 3, 16))
    assert state.has_failed_run
    assert "Run 4 (weekly) failed" in state.warnings[0]


def test_words():
    assert words.number(-1234.5, 1) == "−1,234.5"
    assert words.signed(0.001, 2) == "0.00"
    assert words.money(1_280_000, "CAD") == "1.28 M CAD"
    assert words.listing(["A", "B", "C", "D", "E"], 2) == "A, B and 3 others"
    assert words.count(1, "person", "people") == "1 person"
    assert words.moment(small_firm.NOW, "America/Montreal") == "2026-03-16 05:00"
