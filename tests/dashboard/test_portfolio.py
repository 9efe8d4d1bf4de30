"""The portfolio's numbers: a hand calculation, and the KPI view of the whole firm."""

from threading import Barrier, Thread
from time import sleep

import pytest
from flask import g

from dashboard.auth.reader import Reader
from dashboard.kpi_level import level_of_value, target_words
from dashboard.portfolio_cards import value_reason
from dashboard.queries import people, portfolio
from dashboard.queries.cache import RowCache
from tests.dashboard.small_firm import HISTORY, THIS_WEEK


@pytest.fixture
def reader(app, firm):
    with app.server.test_request_context():
        yield Reader(0, "a", "A", "admin", has_all_scope=True, practices=(), clients=(), database=firm)
        g.pop("prop_published", None)


def test_burn_and_vec_of_the_whole_firm_by_hand(reader):
    """8 people x 12 weeks x 24 h x 150 = 345,600 of 6 x 60,000; two of eight are external (0.9)."""
    last = portfolio.weeks(reader, is_open=True)[-1]
    assert last["week_start_date"] == THIS_WEEK
    assert last["burn"] == pytest.approx(345_600 / 360_000)
    assert last["vec"] == pytest.approx(345_600 * (6 + 2 * 0.9) / 8 / 360_000)
    assert last["last_4_weeks_hours"] == 8 * 4 * 24


def test_sums_over_everything_are_the_portfolio_view(reader, firm):
    mine = portfolio.weeks(reader, is_open=False)
    theirs = firm.rows(
        "SELECT w.week_start_date, w.burn, w.vec, w.spi FROM kpi.portfolio_week AS w ORDER BY w.week_start_date;"
    )
    assert len(mine) == len(theirs) == len(HISTORY)
    for row, view in zip(mine, theirs, strict=True):
        for key in ("burn", "vec", "spi"):
            assert row[key] == pytest.approx(float(view[key])), (row["week_start_date"], key)


def test_a_practice_is_summed_alone(reader):
    """The South practice has engagements two and three: people 3 to 6, one of them external, on 240,000."""
    last = portfolio.weeks(reader, is_open=True, practice="P-SOUTH")[-1]
    assert last["burn"] == pytest.approx(4 * 12 * 24 * 150 / 240_000)
    assert last["vec"] == pytest.approx(12 * 24 * 150 * 3.9 / 240_000)


def test_bench_and_utilization_by_hand(reader):
    """32 of 40 hours are booked, 24 of them billed."""
    rows = people.weeks(reader, from_date=THIS_WEEK, to_date=THIS_WEEK)
    assert [row["bench_ratio"] for row in rows] == [pytest.approx(0.2)] * 2
    assert [row["utilization_ratio"] for row in rows] == [pytest.approx(0.6)] * 2


@pytest.mark.parametrize(
    ("direction", "value", "level"),
    [
        ("higher", 1.0, "good"),
        ("higher", 0.9, "watch"),
        ("higher", 0.8, "bad"),
        ("lower", 0.1, "good"),
        ("lower", 0.92, "watch"),
        ("lower", 0.97, "bad"),
        ("higher", None, "none"),
    ],
)
def test_a_light_follows_the_thresholds(direction, value, level):
    edges = {"higher": (0.95, 0.85), "lower": (0.9, 0.95)}[direction]
    assert (
        level_of_value({"good_direction": direction, "amber_threshold": edges[0], "red_threshold": edges[1]}, value)
        == level
    )


def test_without_thresholds_there_is_no_light():
    assert level_of_value(None, 1.0) == "note"
    assert target_words(None, is_percent=False) == "–"


def test_value_is_compared_with_burn_in_words():
    assert value_reason(None, None) == "Nothing is recognized yet."
    assert value_reason(0.45, 0.5).startswith("10 % below")
    assert value_reason(0.55, 0.5).startswith("10 % above")


def test_the_cache_drops_what_was_used_longest_ago():
    cache = RowCache(most=2)
    asked = []
    for key in ("a", "b", "a", "c", "a", "b"):
        cache.get(key, lambda key=key: asked.append(key) or [])
    assert asked == ["a", "b", "c", "b"]


def test_a_question_is_asked_once_however_many_wait_for_it():
    cache, asked, everybody = RowCache(), [], Barrier(8)

    def slow():
        asked.append(1)
        sleep(0.05)
        return []

    def visitor():
        everybody.wait()
        cache.get("a", slow)

    visitors = [Thread(target=visitor) for _ in range(8)]
    for one in visitors:
        one.start()
    for one in visitors:
        one.join()
    assert len(asked) == 1


def test_a_failed_answer_is_asked_for_again():
    cache = RowCache()
    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda: 1 // 0)
    assert cache.get("a", lambda: [{"n": 1}]) == [{"n": 1}]
