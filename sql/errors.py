"""What can go wrong between PROP and its database, by what the reader can do about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from config.errors import DatabaseError

COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)


class NotPortableError(DatabaseError):
    """A statement would answer differently on the two engines, or only one of them knows it."""


class DatabaseHeldError(DatabaseError):
    """Another process owns the DuckDB file."""


class LockHeldError(DatabaseError):
    """Somebody else holds the named lock: another deployment, load or scheduler is at work."""


class ConstraintError(DatabaseError):
    """A key, a CHECK or a NOT NULL refused the rows; the transaction is rolled back."""


class TransientError(DatabaseError):
    """The connection broke or the server asked to try again: the whole unit of work may be repeated."""


def excerpt(tsql: str) -> str:
    """The beginning of a statement, on one line and without its header."""
    return " ".join(COMMENT.sub(" ", tsql).split())[:160]


@contextmanager
def naming(path: str) -> Iterator[None]:
    """Errors within the block begin with the file they come from, and keep their kind."""
    try:
        yield
    except DatabaseError as error:
        raise type(error)(f"sql/{path}: {error}") from error
