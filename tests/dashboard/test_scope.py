"""Canary rows: a reader sees the names of the scope, in pages, filters and exports, and never another one."""

import re
from pathlib import Path

import pytest

from dashboard.auth.reader import Reader
from dashboard.page_registry import PAGES
from dashboard.queries.scope import scoped_rows
from dashboard.tables import TABLES

QUERIES = Path(__file__).resolve().parents[2] / "dashboard" / "queries"

FIRM_WIDE = [
    "canary-initiative",
    "canary-line",
    "canary-row",
    "canary-alert",
    "canary-step",
    "canary-run",
    "canary-worth",
]
# Engagement one is North's and Alfa's, two South's and Beta's, three South's and Alfa's. People 1 to 4 are North's; 1, 2, 7 and
# 8 are booked on engagement one, 3 and 4 on two, 5 and 6 on three.
FORBIDDEN = {
    "viewer-north": [
        *FIRM_WIDE, "canary-two", "canary-three", "canary-beta", "Person canary-5", "Person canary-6", "canary-why-3", "canary-why-4",
        "canary-why-5", "canary-why-6", "canary-outcome-2", "canary-outcome-3", "canary-bent-2", "canary-bent-3",
        "canary-alternative-3", "canary-alternative-5", "canary-across", "canary-hire-2",
    ],
    "viewer-beta": [
        *FIRM_WIDE, "canary-one", "canary-three", "canary-alfa", "Person canary-1", "Person canary-2", "Person canary-5", "Person canary-8",
        "canary-why-1", "canary-why-5", "canary-outcome-1", "canary-outcome-3", "canary-bent-1", "canary-bent-3",
        "canary-alternative-1", "canary-alternative-5", "canary-across", "canary-hire-1", "canary-hire-2",
    ],
    "viewer-nothing": ["canary"],
}  # fmt: skip
SEEN = {
    "viewer-north": [
        "canary-one",
        "canary-alfa",
        "Person canary-1",
        "Person canary-7",
        "canary-why-1",
        "canary-bent-1",
        "canary-alternative-1",
        "canary-hire-1",
    ],
    "viewer-beta": [
        "canary-two",
        "canary-beta",
        "Person canary-3",
        "Person canary-4",
        "canary-why-3",
        "canary-bent-2",
        "canary-alternative-3",
    ],
    "viewer-nothing": [],
}


@pytest.fixture
def partner_of_north(firm):
    return Reader(0, "p", "P", "partner", has_all_scope=False, practices=("P-NORTH",), clients=(), database=firm)


def everything(browser) -> str:
    """All that a reader can ask for, forged filters included."""
    searches = ("?show=all", "?engagement=E-1", "?engagement=E-2&client=C-BETA&show=all", "?practice=P-SOUTH&work=all")
    pages = [browser.page(page.path, search)[1] for page in PAGES.values() for search in searches]
    exports = [browser.client.get(f"/export/{code}.csv{search}") for code in TABLES for search in searches]
    return "\n".join([*pages, *(answer.get_data(as_text=True) for answer in exports)])


@pytest.mark.parametrize("name", list(FORBIDDEN))
def test_no_canary_leaves_its_scope(visitor, name):
    visitor("admin").page("/")  # an answer for the whole firm is in the cache now
    text = everything(visitor(name))
    for canary in FORBIDDEN[name]:
        assert not re.search(rf"{canary}\b", text), canary
    for canary in SEEN[name]:
        assert canary in text


def test_the_whole_firm_sees_every_canary(visitor):
    text = everything(visitor("admin"))
    for canary in {canary for canaries in FORBIDDEN.values() for canary in canaries}:
        assert canary in text, canary


def test_a_query_without_the_scope_does_not_run(partner_of_north):
    with pytest.raises(ValueError, match="scope"):
        scoped_rows(partner_of_north, "SELECT e.engagement_name FROM core.engagements AS e;")


def test_queries_reach_the_database_through_the_scope_alone():
    for file in QUERIES.glob("*.py"):
        if file.name not in {"scope.py", "cache.py"}:
            assert not re.search(r"database\.(rows|frame|arrow|scalar)", file.read_text(encoding="utf-8")), file.name


def test_a_quote_in_a_filter_stays_a_value(visitor):
    browser = visitor("admin")
    status, text = browser.page("/", "?practice=%27%20OR%201%3D1%20--")
    assert status == 200
    assert "Nothing fits these filters" in text
