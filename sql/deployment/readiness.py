"""Whether the database is set up as PROP needs it, and every view answers."""

from collections.abc import Collection, Iterator

from config.errors import DatabaseError
from sql.database import Database
from sql.files import SqlTree
from sql.inventory.declared import declared_schemas
from sql.inventory.findings import Finding

OLDEST_LEVEL = 150
SETTINGS = """
SELECT d.is_read_committed_snapshot_on, d.compatibility_level
FROM sys.databases AS d
WHERE d.name = DB_NAME()
"""
POWERFUL = ("db_owner", "db_ddladmin", "db_securityadmin", "db_accessadmin")
OWNERS = """
SELECT DISTINCT m.name, o.name AS right_name
FROM sys.database_role_members AS ours
INNER JOIN sys.database_principals AS r ON r.principal_id = ours.role_principal_id
INNER JOIN sys.database_principals AS m ON m.principal_id = ours.member_principal_id
INNER JOIN sys.database_role_members AS theirs ON theirs.member_principal_id = m.principal_id
INNER JOIN sys.database_principals AS o ON o.principal_id = theirs.role_principal_id
WHERE r.name IN (:roles) AND o.name IN (:powerful)
UNION ALL
SELECT DISTINCT m.name, CONCAT('the schema ', s.name) AS right_name
FROM sys.database_role_members AS ours
INNER JOIN sys.database_principals AS r ON r.principal_id = ours.role_principal_id
INNER JOIN sys.database_principals AS m ON m.principal_id = ours.member_principal_id
INNER JOIN sys.schemas AS s ON s.principal_id = m.principal_id
WHERE r.name IN (:roles)
"""

SCHEMA_OWNERS = """
SELECT s.name, USER_NAME(s.principal_id) AS owner_name
FROM sys.schemas AS s
WHERE s.name IN (:schemas)
ORDER BY s.name
"""


def shortcomings(database: Database, tree: SqlTree | None = None, *, without: Collection[str] = ()) -> list[Finding]:
    """What stands in PROP's way beside differences from the files, one finding each.

    Parameters
    ----------
    database
        Deployed; nothing is changed.
    tree
        The T-SQL files; the project's own by default.
    without
        Checks that are not made, by name: ``settings``, ``compatibility level``, ``owners``, ``answers``.
    """
    tree = tree or SqlTree()
    found = list(unanswering_views(database, tree)) if "answers" not in without else []
    if database.engine_name == "sqlserver":
        found += [*unfit_settings(database), *application_owners(database, tree), *several_owners(database, tree)]
    return [one for one in found if one.check not in without]


def unfit_settings(database: Database) -> Iterator[Finding]:
    """Settings of the database that make readers wait, or lack a function that the views use."""
    (row,) = database.rows(SETTINGS)
    if not row["is_read_committed_snapshot_on"]:
        words = "READ_COMMITTED_SNAPSHOT is off: readers wait for loads. ALTER DATABASE CURRENT SET it ON"
        yield Finding("differs", "settings", "database", words)
    level = int(row["compatibility_level"])
    if level < OLDEST_LEVEL:
        words = f"the compatibility level is {level}; PROP needs {OLDEST_LEVEL} (SQL Server 2019) or more"
        yield Finding("differs", "compatibility level", "database", words)


def application_owners(database: Database, tree: SqlTree) -> Iterator[Finding]:
    """Accounts in one of our roles that could change the schema, or switch row-level security off."""
    roles = [file.subject for file in tree.build_order() if file.object_type == "role"]
    if not roles:
        return
    for row in database.rows(OWNERS, roles=roles, powerful=list(POWERFUL)):
        words = f"{row['name']} is in an application role and has {row['right_name']}: it could change the schema"
        yield Finding("critical", "owners", row["name"], words)


def several_owners(database: Database, tree: SqlTree) -> Iterator[Finding]:
    """Schemas of several owners: a view reads a table of another schema for its reader only where one owns both."""
    owners = {
        row["name"]: row["owner_name"] for row in database.rows(SCHEMA_OWNERS, schemas=sorted(declared_schemas(tree)))
    }
    if len(set(owners.values())) > 1:
        listed = ", ".join(f"{name} belongs to {owner}" for name, owner in owners.items())
        words = f"{listed}; views would be refused what they read. ALTER AUTHORIZATION ON SCHEMA::… TO dbo, each"
        yield Finding("differs", "owners", "schemas", words)


def unanswering_views(database: Database, tree: SqlTree) -> Iterator[Finding]:
    """Views that raise an error when they are asked for nothing."""
    for file in tree.build_order():
        if file.object_type == "view":
            try:
                database.rows(f"SELECT v.* FROM {file.subject} AS v WHERE 1 = 0")
            except DatabaseError as error:
                yield Finding("differs", "answers", file.subject, f"view {file.subject} does not answer: {error}")
