"""Our roles and what they may do: as the files grant it, and as SQL Server has it."""

import re
from collections.abc import Collection, Iterator

from sql.database import Database
from sql.errors import COMMENT
from sql.files import SqlFile
from sql.inventory.findings import Finding

Permission = tuple[str, str, str, str]
"""Role, GRANT or DENY, what may be done, on what: ``schema::kpi``, ``core.phases``, ``core.phases(bac_amount)``, …"""

STATEMENT = re.compile(
    r"\b(?P<state>GRANT|DENY)\s+(?P<what>[\w ,]+?)"
    r"(?:\s+ON\s+(?P<class>SCHEMA|OBJECT)?(?:::)?\s*(?P<target>[\w.]+)\s*(?:\((?P<columns>[^)]*)\))?)?"
    r"\s+TO\s+(?P<role>\w+)\s*;",
    re.IGNORECASE,
)
ROLES = "SELECT p.name FROM sys.database_principals AS p WHERE p.type = 'R'"
PERMISSIONS = """
SELECT
    r.name AS role_name, p.state_desc, p.permission_name, p.class, SCHEMA_NAME(p.major_id) AS schema_name,
    OBJECT_SCHEMA_NAME(p.major_id) AS object_schema_name, OBJECT_NAME(p.major_id) AS object_name,
    COL_NAME(p.major_id, NULLIF(p.minor_id, 0)) AS column_name
FROM sys.database_permissions AS p
INNER JOIN sys.database_principals AS r ON r.principal_id = p.grantee_principal_id
WHERE r.name IN (:roles)
"""
MEMBERSHIPS = """
SELECT m.name AS role_name, o.name AS member_of
FROM sys.database_role_members AS rm
INNER JOIN sys.database_principals AS m ON m.principal_id = rm.member_principal_id
INNER JOIN sys.database_principals AS o ON o.principal_id = rm.role_principal_id
WHERE m.name IN (:roles)
"""
SCHEMA_CLASS = 3


def role_findings(database: Database, files: Collection[SqlFile]) -> Iterator[Finding]:
    """Roles that are missing, or that are members of other roles."""
    wanted = [file.subject for file in files if file.object_type == "role"]
    present = {str(row["name"]).lower() for row in database.rows(ROLES)}
    for role in wanted:
        if role.lower() not in present:
            yield Finding("differs", "roles", role, f"role {role} is missing")
    for row in database.rows(MEMBERSHIPS, roles=wanted) if wanted else []:
        words = f"role {row['role_name']} is a member of {row['member_of']}, whose rights it has beside its own"
        yield Finding("extra", "roles", row["role_name"], words)


def permission_findings(database: Database, files: Collection[SqlFile]) -> Iterator[Finding]:
    """Permissions of our roles that are missing, and those that no file grants."""
    roles = sorted({file.subject for file in files if file.object_type == "permission"})
    if not roles:
        return
    wanted = {one for file in files if file.object_type == "permission" for one in declared_permissions(file)}
    found = {found_permission(row) for row in database.rows(PERMISSIONS, roles=roles)}
    for one in sorted(wanted - found):
        yield Finding("differs", "permissions", one[0], f"role {one[0]} lacks {sentence(one)}")
    for one in sorted(found - wanted):
        yield Finding("extra", "permissions", one[0], f"role {one[0]} has {sentence(one)}, which no file grants")


def declared_permissions(file: SqlFile) -> Iterator[Permission]:
    """What a file of permissions grants or denies."""
    for match in STATEMENT.finditer(COMMENT.sub(" ", file.text)):
        for what in match["what"].split(","):
            for target in targets(match):
                yield match["role"].lower(), match["state"].upper(), " ".join(what.upper().split()), target


def targets(match: re.Match[str]) -> list[str]:
    """What one statement is about, column by column."""
    if not match["target"]:
        return ["database"]
    name = match["target"].lower()
    if (match["class"] or "").upper() == "SCHEMA":
        return [f"schema::{name}"]
    return [f"{name}({column.strip().lower()})" for column in (match["columns"] or "").split(",") if column] or [name]


def found_permission(row: dict[str, object]) -> Permission:
    """One row of the catalog."""
    target = "database"
    if row["class"] == SCHEMA_CLASS:
        target = f"schema::{row['schema_name']}"
    elif row["object_name"]:
        column = f"({row['column_name']})" if row["column_name"] else ""
        target = f"{row['object_schema_name']}.{row['object_name']}{column}"
    state, what = str(row["state_desc"]).upper(), str(row["permission_name"]).upper()
    return str(row["role_name"]).lower(), state, what, target.lower()


def sentence(one: Permission) -> str:
    """A permission in the words of T-SQL."""
    return f"{one[1]} {one[2]} on {one[3]}"
