"""What is deployed: the rows of ``ops.schema_object``."""

import datetime as dt
from dataclasses import dataclass

from config.errors import DatabaseError
from sql.database import Database, Transaction
from sql.files import SqlFile

MIGRATION = "migration"
OBJECT_NAMES = """
SELECT CONCAT(s.name, '.', o.name) AS name
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
UNION ALL
SELECT p.name FROM sys.database_principals AS p WHERE p.type = 'R'
"""


@dataclass(frozen=True)
class Deployed:
    """One recorded file: a migration script or an object, and the fingerprint it had when it was applied."""

    object_name: str
    object_type: str
    file_name: str
    sha256: str


def deployed_files(database: Database) -> dict[str, Deployed]:
    """Every recorded file by its path; nothing before the first deployment."""
    has_table = database.scalar(
        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'ops' AND TABLE_NAME = 'schema_object'"
    )
    if not has_table:
        return {}
    rows = database.rows(
        "SELECT object_name, object_type, file_name, sha256 FROM ops.schema_object ORDER BY applied_at_utc, object_name"
    )
    return {row["file_name"]: Deployed(**row) for row in rows}


def require_schema(database: Database) -> None:
    """Say in words that a database has no schema yet.

    Raises
    ------
    DatabaseError
        Nothing is deployed there.
    """
    if not deployed_files(database):
        raise DatabaseError(
            f"{database.url} has no PROP schema. Nothing was changed. Deploy it first: prop db deploy --database URL"
        )


def existing_names(database: Database) -> set[str]:
    """The views, functions, policies and roles that exist, in lower case."""
    if database.engine_name == "duckdb":
        return set(database.view_definitions())
    return {str(row["name"]).lower() for row in database.rows(OBJECT_NAMES)}


def record(transaction: Transaction, name: str, kind: str, file: SqlFile) -> None:
    """Remember which version of a file is deployed."""
    values = {"name": name, "kind": kind, "file": file.path, "sha": file.sha256, "now": dt.datetime.now(dt.UTC)}
    changed = transaction.execute(
        "UPDATE ops.schema_object SET object_type = :kind, file_name = :file, sha256 = :sha, applied_at_utc = :now "
        "WHERE object_name = :name",
        **values,
    )
    if not changed:
        transaction.execute(
            "INSERT INTO ops.schema_object (object_name, object_type, file_name, sha256, applied_at_utc) "
            "VALUES (:name, :kind, :file, :sha, :now)",
            **values,
        )


def record_migration_script(transaction: Transaction, script: SqlFile) -> None:
    """Remember one script of a migration; its path is its name."""
    record(transaction, script.path, MIGRATION, script)


def record_object(transaction: Transaction, file: SqlFile) -> None:
    """Remember a view, a seed or an object of SQL Server."""
    record(transaction, file.object_name, file.object_type, file)


def forget(transaction: Transaction, deployed: Deployed) -> None:
    """An object is no longer deployed."""
    transaction.execute("DELETE FROM ops.schema_object WHERE object_name = :name", name=deployed.object_name)
