"""A commit whose answer was lost: was the work kept? A row that the work leaves behind tells."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import pyodbc  # type: ignore[import-not-found, unused-ignore]
from sqlalchemy.exc import DBAPIError

from config.errors import DatabaseError
from sql.database import Reader, Transaction
from sql.errors import ConstraintError, TransientError
from sql.sqlserver.errors import is_transient, numbers, project_error, state

TABLE = "ops.unit_of_work"
MAY_MARK = f"SELECT may_mark = HAS_PERMS_BY_NAME('{TABLE}', 'OBJECT', 'INSERT')"
MARK = f"INSERT INTO {TABLE} (unit_id, begun_at_utc) VALUES (:unit_id, SYSUTCDATETIME())"
ROLLED_BACK_NUMBERS, ROLLED_BACK_STATE = {1205, 1222}, "40001"
TIMED_OUT = "HYT00"


class CommitLostError(DatabaseError):
    """The connection broke while the server committed; whether the changes were kept is not known."""


class AlreadyCommittedError(Exception):
    """An earlier attempt of the same unit of work was committed."""


def is_lost(error: pyodbc.Error) -> bool:
    """Whether a failed COMMIT may have been one all the same."""
    if numbers(error) & ROLLED_BACK_NUMBERS or state(error) == ROLLED_BACK_STATE:
        return False
    return is_transient(error) or state(error) == TIMED_OUT


@contextmanager
def commit_errors() -> Iterator[None]:
    """What went wrong in COMMIT: it was refused, or its answer was lost."""
    try:
        yield
    except DBAPIError as error:
        if not isinstance(error.orig, pyodbc.Error):
            raise
        if not is_lost(error.orig):
            raise project_error(error.orig, "COMMIT") from error
        raise CommitLostError(
            "The connection broke while the server committed, so that it is not known whether the changes were kept "
            f"({error.orig}). Nothing was repeated. Look whether they are there before you run the command again."
        ) from error


class CommitMark:
    """One unit of work, through all of its attempts."""

    def __init__(self) -> None:
        self.unit_id = str(uuid.uuid4())
        self.is_set = False

    def set(self, transaction: Transaction) -> None:
        """Leave the mark, as the first change of the transaction.

        A second attempt waits here until the server has ended the first one, whatever became of its connection.

        Raises
        ------
        AlreadyCommittedError
            An earlier attempt left it.
        """
        self.is_set = True
        try:
            transaction.execute(MARK, unit_id=self.unit_id)
        except ConstraintError as error:
            raise AlreadyCommittedError from error

    @contextmanager
    def lost_commits(self) -> Iterator[None]:
        """A lost commit may be tried again where the mark will tell what became of it."""
        try:
            yield
        except CommitLostError as error:
            if self.is_set:
                raise TransientError(str(error)) from error
            raise


def may_mark(reader: Reader) -> bool:
    """Whether the table is there and this login may write to it: not before the first deployment."""
    return bool(reader.scalar(MAY_MARK) == 1)
