"""SQL Server's errors, sorted into those worth another try, broken rules, and the rest."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pyodbc  # type: ignore[import-not-found, unused-ignore]
from sqlalchemy.exc import DBAPIError

from config.errors import DatabaseError
from sql.errors import ConstraintError, TransientError, excerpt

# Deadlock, lock timeout, Azure throttling and failover, broken connections (RELIABILITY, Faults).
TRANSIENT_NUMBERS = {1205, 1222, 40197, 40501, 40613, 49918, 10928, 10929, 10053, 10054, 10060, 64, 233}
TRANSIENT_STATES = {"08S01", "08001", "40001", "HYT01"}
CONSTRAINT_NUMBERS = {547, 515, 2601, 2627}
CONSTRAINT_STATE = "23000"
NUMBER = re.compile(r"\((\d+)\)(?=\s*(?:\(SQL|;|$))")  # at the end of each message, not nvarchar(64) within it


def numbers(error: pyodbc.Error) -> set[int]:
    """The server's error numbers, which end each of the driver's messages."""
    message = str(error.args[1]) if len(error.args) > 1 else ""
    return {int(number) for number in NUMBER.findall(message)}


def state(error: pyodbc.Error) -> str:
    """The SQLSTATE."""
    return str(error.args[0]) if error.args else ""


def is_transient(error: pyodbc.Error) -> bool:
    """Whether the same transaction may succeed when it is run again."""
    return bool(numbers(error) & TRANSIENT_NUMBERS) or state(error) in TRANSIENT_STATES


def is_broken_rule(error: pyodbc.Error) -> bool:
    """Whether a key, CHECK or NOT NULL refused the rows."""
    return bool(numbers(error) & CONSTRAINT_NUMBERS) or state(error) == CONSTRAINT_STATE


def project_error(error: pyodbc.Error, tsql: str) -> DatabaseError:
    """The driver's error as the kind of error a caller can act on."""
    words = f"{excerpt(tsql)}: {error.args[1] if len(error.args) > 1 else error}"
    if is_transient(error):
        return TransientError(f"{words}. The transaction is rolled back. Try again.")
    if is_broken_rule(error):
        return ConstraintError(f"{words}. The transaction is rolled back. Correct the rows.")
    return DatabaseError(f"{words}. The transaction is rolled back.")


@contextmanager
def translated_errors(tsql: str) -> Iterator[None]:
    """Driver errors in the project's kinds, with the statement that met them."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, pyodbc.Error):
            raise project_error(error.orig, tsql) from error
        raise
    except pyodbc.Error as error:
        raise project_error(error, tsql) from error
