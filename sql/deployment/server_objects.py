"""What only SQL Server has, applied twice without harm: roles, permissions, policies, and ways to store a table."""

import re

from sql.deployment.deployed import Deployed
from sql.files import SqlFile
from sql.translation.dialect import batches

ROLE_NAME = re.compile(r"\w+")
DROP_WORDS = {"view": "VIEW", "proc": "PROCEDURE", "function": "FUNCTION", "policy": "SECURITY POLICY"}
DROP_ORDER = ("policy", "permission", "property", "page", "columnstore", "view", "proc", "function", "role")
REVOKE_EVERYTHING = """\
DECLARE @revoke nvarchar(max) = N'';
SELECT
    @revoke = @revoke + N'REVOKE ' + p.permission_name COLLATE DATABASE_DEFAULT
    + CASE
        WHEN p.class = 3 THEN N' ON SCHEMA::' + QUOTENAME(SCHEMA_NAME(p.major_id))
        WHEN p.class = 1 THEN
            N' ON OBJECT::' + QUOTENAME(OBJECT_SCHEMA_NAME(p.major_id)) + N'.' + QUOTENAME(OBJECT_NAME(p.major_id))
            + CASE WHEN p.minor_id > 0 THEN N' (' + QUOTENAME(COL_NAME(p.major_id, p.minor_id)) + N')' ELSE N'' END
        ELSE N''
    END + N' FROM {role}; '
FROM sys.database_permissions AS p
WHERE p.grantee_principal_id = DATABASE_PRINCIPAL_ID(N'{role}') AND p.class IN (0, 1, 3);
EXEC sys.sp_executesql @revoke;
"""
DROP_EMPTY_ROLE = """\
IF EXISTS (SELECT 1 FROM sys.database_role_members AS m WHERE m.role_principal_id = DATABASE_PRINCIPAL_ID(N'{role}'))
    THROW 50000, N'Role {role} still has members. Nothing was changed. Take them out of the role, or leave it.', 1;
DROP ROLE IF EXISTS {role};
"""
UNCOMPRESS = """\
DECLARE @rebuild nvarchar(max) = N'';
SELECT
    @rebuild = @rebuild + N'ALTER INDEX ' + QUOTENAME(i.name) + N' ON {table} REBUILD WITH (DATA_COMPRESSION = NONE); '
FROM sys.indexes AS i
WHERE i.object_id = OBJECT_ID(N'{table}') AND i.type IN (1, 2);
EXEC sys.sp_executesql @rebuild;
"""


def scripts_of(file: SqlFile) -> list[str]:
    """The batches that bring an object to the state of its file, whatever was there before.

    Files say plainly what is (``CREATE ROLE``, ``CREATE SECURITY POLICY``, ``GRANT``), so that they also build a
    dacpac; what was there before is taken away here.
    """
    own = batches(file.text)
    if file.object_type == "role":
        guard = f"IF DATABASE_PRINCIPAL_ID(N'{file.subject}') IS NULL\n"
        return [guard + batch for batch in own]
    if file.object_type == "policy":
        return [f"DROP SECURITY POLICY IF EXISTS {file.subject};", *own]
    if file.object_type == "permission":
        return [REVOKE_EVERYTHING.format(role=file.subject), *own]
    return own


def drop_scripts(row: Deployed) -> list[str]:
    """The batches that take away an object that has no file any more; a seed leaves its rows."""
    subject = row.object_name.removesuffix(f".{row.object_type}")
    if row.object_type in DROP_WORDS:
        return [f"DROP {DROP_WORDS[row.object_type]} IF EXISTS {subject};"]
    if row.object_type == "permission":
        return [REVOKE_EVERYTHING.format(role=subject)]
    if row.object_type == "role":
        return [REVOKE_EVERYTHING.format(role=subject), DROP_EMPTY_ROLE.format(role=subject)]
    if row.object_type == "columnstore":
        return [f"DROP INDEX IF EXISTS {columnstore_name(subject)} ON {subject};"]
    if row.object_type == "page":
        return [UNCOMPRESS.format(table=subject)]
    return []


def columnstore_name(table: str) -> str:
    """What the columnstore index of ``schema.table`` is called."""
    return f"NCCI_{table.partition('.')[2]}"


def in_drop_order(rows: list[Deployed]) -> list[Deployed]:
    """Policies before the functions they use, permissions before the roles that have them."""
    return sorted(rows, key=lambda row: DROP_ORDER.index(row.object_type) if row.object_type in DROP_ORDER else -1)
