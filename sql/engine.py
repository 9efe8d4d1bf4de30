"""The one door to both engines: `open_database` takes a URL and gives a `Database`."""

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from config.errors import DatabaseError, UsageError
from sql.database import Database, Reader, Row, Transaction
from sql.errors import ConstraintError, DatabaseHeldError, LockHeldError, NotPortableError, TransientError

__all__ = [
    "ConstraintError", "Database", "DatabaseHeldError", "LockHeldError", "NotPortableError", "Reader", "Row",
    "Transaction", "TransientError", "open_database",
]  # fmt: skip


def open_database(url: str, *, read_only: bool = False) -> Database:
    """Open the database behind a SQLAlchemy URL.

    Parameters
    ----------
    url
        ``duckdb:///var/prop.duckdb`` (settings after ``?``, for example ``?memory_limit=4GB&threads=2``), ``duckdb:///:memory:``,
        or ``mssql+pyodbc://user@server/database`` (docs/database-connections.md).
    read_only
        Refuses every transaction; a DuckDB file must then exist.

    Raises
    ------
    UsageError
        The URL names neither engine.
    DatabaseError
        The database cannot be reached, or another process holds the file.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UsageError(
            "The database URL cannot be read. Nothing was opened. Set PROP_DATABASE_URL, for example to "
            "duckdb:///var/prop.duckdb."
        ) from error
    if parsed.get_backend_name() == "duckdb":
        from sql.duckdb.database import DuckDBDatabase  # noqa: PLC0415 (a server installation opens no DuckDB)

        return DuckDBDatabase(parsed, read_only=read_only)
    if parsed.get_backend_name() == "mssql":
        return _server(parsed, read_only=read_only)
    raise UsageError(
        f"{parsed.get_backend_name()} is not an engine of PROP. Nothing was opened. "
        "Use duckdb:///… or mssql+pyodbc://…."
    )


def _server(url: URL, *, read_only: bool) -> Database:
    """A database of SQL Server, where the ODBC driver's manager is installed."""
    try:
        from sql.sqlserver.database import SqlServerDatabase  # noqa: PLC0415 (the demo needs no ODBC driver)
    except ImportError as error:
        raise DatabaseError(
            f"SQL Server cannot be reached from this machine: {error}. Nothing was opened. Install unixODBC "
            "(unixodbc on Debian) and Microsoft's ODBC Driver 18 for SQL Server; `prop doctor` says what is missing."
        ) from error
    return SqlServerDatabase(url, read_only=read_only)
