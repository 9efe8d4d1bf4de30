"""Named locks of a server that are a database's own, as SQL Server's are.

Another server may keep one name for all of its databases; two test runs at once would then wait for each other.
"""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection

from sql.sqlserver import database as sqlserver


def name_locks_by_database(patch: pytest.MonkeyPatch) -> None:
    """Let every lock's name begin with its database's."""
    for name in ("get_lock", "release_lock"):
        patch.setattr(sqlserver, name, _named_by_database(getattr(sqlserver, name)))


def _named_by_database(function: Callable[..., Any]) -> Callable[..., Any]:
    def named(connection: Connection, name: str, *others: Any) -> Any:
        return function(connection, f"{connection.engine.url.database}.{name}", *others)

    return named
