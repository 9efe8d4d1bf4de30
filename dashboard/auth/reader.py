"""The signed-in reader: who, in which role, allowed to see which practices and clients."""

from dataclasses import dataclass, field

from flask import current_app, g
from werkzeug.exceptions import Unauthorized

from sql.database import Database

ROLES = ("viewer", "partner", "manager", "finance", "quality", "admin")
READERS = frozenset(ROLES)
PLANNERS = frozenset({"manager", "admin"})
MONEY_READERS = frozenset({"partner", "manager", "finance", "admin"})


@dataclass(frozen=True)
class Reader:
    """One request's reader. The scope comes from the server-side session alone, never from what the browser sends.

    Attributes
    ----------
    practices, clients
        Source ids that the reader may see; ignored when ``has_all_scope``.
    """

    user_id: int
    user_name: str
    display_name: str
    role: str
    has_all_scope: bool
    practices: tuple[str, ...]
    clients: tuple[str, ...]
    database: Database = field(repr=False, compare=False)

    @property
    def scope(self) -> tuple[bool, tuple[str, ...], tuple[str, ...]]:
        """What the reader may see, as a key of the cache."""
        return self.has_all_scope, self.practices, self.clients


def current_reader() -> Reader:
    """The reader of this request.

    Raises
    ------
    werkzeug.exceptions.Unauthorized
        Nobody is signed in.
    """
    reader: Reader | None = g.get("reader")
    if reader is None:
        raise Unauthorized
    return reader


def current_database() -> Database:
    """The database of the running app."""
    database: Database = current_app.extensions["prop_database"]
    return database
