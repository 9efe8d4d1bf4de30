"""The queries behind the pages Portfolio and People, asked as the pages ask them, without kept answers."""

import statistics
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from flask import Flask

from dashboard.auth.reader import Reader
from dashboard.queries import names, people, portfolio
from dashboard.queries.cache import RowCache
from dashboard.queries.weeks import HISTORY_WEEKS, OUTLOOK_WEEKS, reporting_week
from sql.engine import open_database

WARM_CALLS = 10


def measure(database: str) -> dict[str, dict[str, float]]:
    """The first call of each query in this process, the median of the next ten (milliseconds), and its rows."""
    with closing(open_database(f"duckdb:///{database}", read_only=True)) as opened:
        reader = Reader(0, "bench", "Benchmark", "admin", has_all_scope=True, practices=(), clients=(), database=opened)
        return {name: _measured(query) for name, query in _queries(reader).items()}


def _queries(reader: Reader) -> dict[str, Callable[[], int]]:
    """Each query by page and name; called, it counts its rows."""
    week = reporting_week(reader)
    assert week is not None, "the firm was not loaded"
    since, until = week - timedelta(weeks=HISTORY_WEEKS), week + timedelta(weeks=OUTLOOK_WEEKS)
    return {
        "Portfolio: weeks of open work": lambda: len(portfolio.weeks(reader, is_open=True)),
        "Portfolio: weeks of all work": lambda: len(portfolio.weeks(reader, is_open=False)),
        "Portfolio: open engagements": lambda: len(portfolio.engagements(reader, is_open=True)),
        "Portfolio: all engagements": lambda: len(portfolio.engagements(reader, is_open=False)),
        "Portfolio: people's weeks of the cards": lambda: len(people.weeks(reader, from_date=since, to_date=week)),
        "Portfolio: practices to choose": lambda: len(names.practices(reader)),
        "Portfolio: clients to choose": lambda: len(names.clients(reader)),
        "Portfolio: partners to choose": lambda: len(names.partners(reader)),
        "Portfolio: definitions": lambda: len(portfolio.definitions(reader)),
        "People: person by person, next weeks": lambda: len(
            people.person_weeks(reader, from_date=week, to_date=until - timedelta(weeks=1))
        ),
        "People: weeks of the firm": lambda: len(people.weeks(reader, from_date=since, to_date=until)),
    }


def _measured(query: Callable[[], int]) -> dict[str, float]:
    server = Flask("benchmarks")
    taken = []
    for _ in range(1 + WARM_CALLS):
        server.extensions["prop_cache"] = RowCache()
        with server.app_context():
            start = time.perf_counter()
            row_count = query()
            taken.append(1000 * (time.perf_counter() - start))
    return {"cold": taken[0], "warm": statistics.median(taken[1:]), "rows": row_count}
