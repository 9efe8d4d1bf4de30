"""Answers are kept until a new batch or run is published; one reader never gets another scope's answer."""

from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from functools import wraps
from threading import Lock
from typing import Any

from flask import current_app, g

from dashboard.auth.reader import Reader

Row = dict[str, Any]
MOST_ANSWERS = 400


class RowCache:
    """The answers used last; a question is asked once, however many wait for its answer."""

    def __init__(self, most: int = MOST_ANSWERS) -> None:
        self._answers: OrderedDict[Any, list[Row]] = OrderedDict()
        self._asking: dict[Any, Lock] = {}
        self._lock = Lock()
        self._most = most

    def get(self, key: Any, compute: Callable[[], list[Row]]) -> list[Row]:
        """The kept answer, or a computed one that is kept from now on."""
        kept = self._kept(key)
        if kept is not None:
            return kept
        with self._lock:
            turn = self._asking.setdefault(key, Lock())
        with turn:
            kept = self._kept(key)
            if kept is None:
                kept = compute()
                self._keep(key, kept)
        return kept

    def _kept(self, key: Any) -> list[Row] | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def _keep(self, key: Any, answer: list[Row]) -> None:
        with self._lock:
            self._answers[key] = answer
            self._asking.pop(key, None)
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)


def cached(query: Callable[..., list[Row]]) -> Callable[..., list[Row]]:
    """Keep a query's rows per published batch, run, scope and arguments; decimals come as floats, for figures."""

    @wraps(query)
    def answer(reader: Reader, **arguments: Any) -> list[Row]:
        cache: RowCache = current_app.extensions["prop_cache"]
        key = (query.__module__, query.__name__, published(reader), reader.scope, tuple(sorted(arguments.items())))
        kept = cache.get(key, lambda: plain(query(reader, **arguments)))
        return [dict(row) for row in kept]

    return answer


def published(reader: Reader) -> tuple[Any, ...]:
    """What is published now: newest batch, newest run, newest reporting date; asked once per request."""
    if "prop_published" not in g:
        row = reader.database.rows(
            """
            SELECT
                (SELECT MAX(b.batch_id) FROM ops.load_batch AS b WHERE b.status = 'published') AS batch_id,
                (SELECT MAX(b.published_at_utc) FROM ops.load_batch AS b) AS batch_published_at_utc,
                (SELECT MAX(r.published_at_utc) FROM ops.run AS r) AS run_published_at_utc,
                (SELECT MAX(r.run_id) FROM ops.run AS r WHERE r.status = 'published') AS run_id,
                (SELECT MAX(s.setting_id) FROM ops.reporting_date_setting AS s) AS setting_id;
            """
        )[0]
        g.prop_published = tuple(row.values())
    key: tuple[Any, ...] = g.prop_published
    return key


def plain(rows: list[Row]) -> list[Row]:
    """Rows whose decimals are floats."""
    return [{key: float(value) if isinstance(value, Decimal) else value for key, value in row.items()} for row in rows]
