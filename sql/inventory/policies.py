"""Row-level security: every policy of the files must be there, enabled, with its predicates; else it is critical."""

import re
from collections.abc import Collection, Iterator

from sql.database import Database
from sql.errors import COMMENT
from sql.files import SqlFile
from sql.inventory.findings import Finding

POLICIES = """
SELECT CONCAT(s.name, '.', p.name) AS name, p.is_enabled
FROM sys.security_policies AS p
INNER JOIN sys.schemas AS s ON s.schema_id = p.schema_id
"""
PREDICATES = """
SELECT
    CONCAT(s.name, '.', p.name) AS name, d.predicate_type_desc, d.operation_desc, d.predicate_definition,
    CONCAT(OBJECT_SCHEMA_NAME(d.target_object_id), '.', OBJECT_NAME(d.target_object_id)) AS table_name
FROM sys.security_predicates AS d
INNER JOIN sys.security_policies AS p ON p.object_id = d.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = p.schema_id
"""
PREDICATE = re.compile(
    r"\bADD\s+(FILTER|BLOCK)\s+PREDICATE\s+(.+?)\s+ON\s+([\w.]+)(?:\s+((?:AFTER|BEFORE)\s+(?:INSERT|UPDATE|DELETE)))?",
    re.IGNORECASE | re.DOTALL,
)


def policy_findings(database: Database, files: Collection[SqlFile]) -> Iterator[Finding]:
    """Policies that are missing, disabled, or have other predicates than their files; and policies without a file."""
    wanted = {file.subject.lower(): file for file in files if file.object_type == "policy"}
    is_enabled = {row["name"].lower(): bool(row["is_enabled"]) for row in database.rows(POLICIES)}
    found: dict[str, set[str]] = {name: set() for name in is_enabled}
    for row in database.rows(PREDICATES):
        found[row["name"].lower()].add(found_predicate(row))
    for name, file in wanted.items():
        if name not in is_enabled:
            yield critical(name, f"security policy {name} is missing: its tables show every row to every reader")
            continue
        if not is_enabled[name]:
            yield critical(name, f"security policy {name} is disabled: its tables show every row to every reader")
        declared = set(declared_predicates(file))
        for one in sorted(declared - found[name]):
            yield critical(name, f"security policy {name} lacks {one}")
        for one in sorted(found[name] - declared):
            yield critical(name, f"security policy {name} has {one}, which is not in its file")
    for name in sorted(is_enabled.keys() - wanted.keys()):
        yield Finding("extra", "policies", name, f"security policy {name} is in no file")


def reduced_policy(file: SqlFile, gone: Collection[str]) -> str | None:
    """The policy of a file for the tables that are left, when others go; None when nothing of it can stand.

    Parameters
    ----------
    gone
        Tables and functions that no longer exist, in lower case.
    """
    kept = [match for match in PREDICATE.finditer(COMMENT.sub(" ", file.text)) if match[3].lower() not in gone]
    functions = {match[2].partition("(")[0].strip().lower() for match in kept}
    if not kept or functions & set(gone):
        return None
    lines = ",\n".join(f"    {' '.join(match[0].split())}" for match in kept)
    return f"CREATE SECURITY POLICY {file.subject}\n{lines}\n    WITH (STATE = ON, SCHEMABINDING = ON);"


def critical(name: str, sentence: str) -> Finding:
    """A difference that lets readers see what they should not, or hides what they should see."""
    return Finding("critical", "policies", name, sentence)


def declared_predicates(file: SqlFile) -> Iterator[str]:
    """The predicates of a file, in one wording."""
    for kind, call, table, operation in PREDICATE.findall(COMMENT.sub(" ", file.text)):
        yield worded(kind, call, table, operation)


def found_predicate(row: dict[str, str]) -> str:
    """One row of the catalog, in the same wording."""
    return worded(
        row["predicate_type_desc"], row["predicate_definition"], row["table_name"], row["operation_desc"] or ""
    )


def worded(kind: str, call: str, table: str, operation: str) -> str:
    """A predicate without what the server adds: square brackets, blanks and outer brackets."""
    plain = re.sub(r"[\[\]\s]", "", call).lower()
    while plain.startswith("("):
        plain = plain[1:-1]
    plain = re.sub(r"\((-?\d+)\)", r"\1", plain).replace("n'", "'")
    return " ".join(
        word for word in (kind.lower(), plain, "on", table.lower(), " ".join(operation.lower().split())) if word
    )
