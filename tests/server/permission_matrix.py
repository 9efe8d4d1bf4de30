"""The permission matrix of permissions.toml, and how to find out whether a login may do what it says."""

import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

from config.errors import DatabaseError
from sql.engine import Database
from tests.server.contents import every_table, views

MATRIX = tomllib.loads((Path(__file__).parent / "permissions.toml").read_text(encoding="utf-8"))
COLUMNS = MATRIX.pop("columns")
VERBS = ("SELECT", "INSERT", "UPDATE", "DELETE", "ALTER")
PROBES = {
    "SELECT": "SELECT t.* FROM {name} AS t WHERE 1 = 0",
    "INSERT": "INSERT INTO {name} ({column}) SELECT CAST(NULL AS {kind}) WHERE 1 = 0",
    "UPDATE": "UPDATE {name} SET {column} = CAST(NULL AS {kind}) WHERE 1 = 0",
    "DELETE": "DELETE FROM {name} WHERE 1 = 0",
    "ALTER": "ALTER TABLE {name} ADD prop_probe int NULL",
}
FIRST_COLUMNS = """
SELECT CONCAT(c.TABLE_SCHEMA, '.', c.TABLE_NAME) AS name, c.COLUMN_NAME AS column_name, c.DATA_TYPE AS data_type
FROM INFORMATION_SCHEMA.COLUMNS AS c
WHERE c.ORDINAL_POSITION = 1
"""


def allowed(role: str, name: str) -> set[str]:
    """What the matrix lets a role do to an object."""
    found = {verb for key, verbs in MATRIX[role].items() if fnmatchcase(name, key) for verb in verbs.split()}
    return found & set(verbs_of(name))


def as_markdown() -> str:
    """The matrix as docs/database-security.md shows it."""
    objects = dict.fromkeys(key for role in MATRIX.values() for key in role)
    lines = [f"| object | {' | '.join(MATRIX)} |", f"|---|{'---|' * len(MATRIX)}"]
    for name in sorted(objects):
        verbs = (MATRIX[role].get(name, "").split() for role in MATRIX)
        lines.append(f"| `{name}` | {' | '.join(' '.join(verb[0] for verb in found) for found in verbs)} |")
    return "\n".join(lines)


def verbs_of(name: str) -> tuple[str, ...]:
    """What can be tried on an object: views are only ever read."""
    return VERBS if name in every_table() else ("SELECT",)


def cells() -> Iterator[tuple[str, str]]:
    """Every role with every table and view."""
    for role in MATRIX:
        for name in (*every_table(), *views()):
            yield role, name


def tried(database: Database, name: str, first: tuple[str, str]) -> set[str]:
    """The verbs that the login of this database may use on an object; each is tried, and taken back."""
    column, kind = first
    return {verb for verb in verbs_of(name) if may(database, PROBES[verb].format(name=name, column=column, kind=kind))}


def may(database: Database, statement: str) -> bool:
    """Whether a statement runs; nothing of it is kept.

    Raises
    ------
    DatabaseError
        It fails, but not for want of a permission.
    """
    try:
        with database.transaction() as transaction:
            transaction.execute(statement)
            raise TakenBackError  # noqa: TRY301 (a transaction is rolled back by an error)
    except TakenBackError:
        return True
    except DatabaseError as error:
        if not is_refusal(error):
            raise
        return False


class TakenBackError(Exception):
    """What was tried is rolled back."""


def is_refusal(error: DatabaseError) -> bool:
    """Whether the server says that the login may not do this."""
    words = str(error).lower()
    return any(sign in words for sign in ("permission", "must be owner", "do not have"))


def first_columns(database: Database) -> dict[str, tuple[str, str]]:
    """The first column of every table and view with its type, for probes."""
    lengths = {"nvarchar": "nvarchar(100)", "char": "char(64)", "varchar": "varchar(32)"}
    return {
        row["name"].lower(): (row["column_name"], lengths.get(row["data_type"], row["data_type"]))
        for row in database.rows(FIRST_COLUMNS)
    }
