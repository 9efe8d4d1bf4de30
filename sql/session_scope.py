"""On whose behalf the database is asked: a reader, a service, or nobody.

SQL Server shows each session the rows of its reader (row-level security); `sql.sqlserver.scope` tells it at every
checkout of a connection. DuckDB has no such thing: there the dashboard's own scope predicate is the only one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Acting:
    """``scope`` is what the session may see; ``user_id`` is the reader's row of app.user_account."""

    scope: Literal["nobody", "reader", "all"]
    user_id: int | None = None


NOBODY = Acting("nobody")
SERVICE = Acting("all")
_ACTING: ContextVar[Acting] = ContextVar("prop_acting", default=NOBODY)


def acting() -> Acting:
    """Whoever the code at hand acts for. A new thread begins with nobody."""
    return _ACTING.get()


@contextmanager
def acting_for(user_id: int | None) -> Iterator[None]:
    """Connections that are taken within the block see what this reader may see; nothing for None.

    Parameters
    ----------
    user_id
        ``app.user_account.user_id`` of the session that was checked, never what a browser sent.
    """
    with _as(NOBODY if user_id is None else Acting("reader", user_id)):
        yield


@contextmanager
def service() -> Iterator[None]:
    """Connections that are taken within the block see every row, if their login is a member of a service role."""
    with _as(SERVICE):
        yield


@contextmanager
def _as(whoever: Acting) -> Iterator[None]:
    token = _ACTING.set(whoever)
    try:
        yield
    finally:
        _ACTING.reset(token)
