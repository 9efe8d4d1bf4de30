"""Which engagement is shown before anybody chooses one."""

import re

import pytest

from dashboard.components.words import cause
from dashboard.page_tables.engagement import attention_order


def shown(visitor, name: str, search: str = "") -> str | None:
    """The engagement that the page's exports name."""
    status, text = visitor(name).page("/engagement", search)
    assert status == 200
    named = set(re.findall(r"phases\.csv\?engagement=([\w-]+)", text))
    assert len(named) <= 1
    return named.pop() if named else None


@pytest.mark.parametrize(("name", "engagement"), [("admin", "E-1"), ("viewer-beta", "E-2")])
def test_the_one_that_needs_attention_most_is_shown_within_the_scope(visitor, name, engagement):
    """One: 4 people x 12 weeks x 24 h x 150 = 172,800 of 120,000, critical; two and three stay below their budget."""
    assert shown(visitor, name) == engagement


def test_a_choice_is_kept_and_an_unknown_one_said_so(visitor):
    assert shown(visitor, "admin", "?engagement=E-3") == "E-3"
    assert shown(visitor, "admin", "?engagement=E-9") is None
    assert "There is no such engagement" in visitor("admin").page("/engagement", "?engagement=E-9")[1]


def test_nobody_sees_more_by_choosing_nothing(visitor):
    assert "canary" not in visitor("viewer-nothing").page("/engagement")[1]


def test_health_comes_before_spi_and_missing_values_come_last():
    rows = [
        {"name": "a", "health": "Warning", "spi": 0.9},
        {"name": "b", "health": "Critical", "spi": 1.2},
        {"name": "c", "health": None, "spi": 0.1},
        {"name": "d", "health": "Warning", "spi": None},
        {"name": "e", "health": "Warning", "spi": 0.7},
        {"name": "f", "health": "Ambiguous", "spi": 0.2},
    ]
    assert "".join(row["name"] for row in sorted(rows, key=attention_order)) == "beadfc"


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("VEC 40 % is above the burn of 30 %: premium rates; the budget holds.", "Premium rates; the budget holds."),
        ("Nothing is recognized yet.", "Nothing is recognized yet."),
        (None, ""),
    ],
)
def test_beside_its_figures_a_sentence_is_cut_to_its_cause(sentence, words):
    assert cause(sentence) == words
