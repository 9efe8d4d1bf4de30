"""What is deployed, compared with the files: what is missing, what was added, what was edited in place."""

import re
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from sql.database import Database
from sql.deploy import deploy
from sql.dialect import batches
from sql.engine import open_database
from sql.files import SqlFile, SqlTree
from sql.plan import MigrationError, Plan, make_plan

SCHEMAS = ("ops", "stg", "core", "kpi", "pred", "app", "bi")
COLUMNS = """
SELECT TABLE_SCHEMA AS schema_name, TABLE_NAME AS object_name, COLUMN_NAME AS column_name
FROM INFORMATION_SCHEMA.COLUMNS
WHERE TABLE_SCHEMA IN (:schemas)
"""


def differences(database: Database, tree: SqlTree | None = None) -> list[str]:
    """Every way in which the database is not what the files say, one sentence each; empty when it is.

    Parameters
    ----------
    database
        Deployed by `sql.deploy.deploy`; nothing is changed.
    tree
        The T-SQL files; the project's own by default.
    """
    tree = tree or SqlTree()
    try:
        plan = make_plan(database, tree, restores_views=False)
    except MigrationError as error:
        return [str(error)]
    expected = fresh_deployment(tree)
    return [
        *undeployed(plan),
        *column_differences(expected.columns, columns(database)),
        *edited_views(database, expected, tree, {file.object_name for file in plan.applied}),
    ]


@dataclass(frozen=True)
class Expected:
    """What the files make of an empty DuckDB: columns by object, and the forms in which DuckDB may keep a view."""

    columns: dict[str, set[str]]
    view_forms: list[dict[str, str]]


def fresh_deployment(tree: SqlTree) -> Expected:
    """Deploy into a file that is thrown away; DuckDB words a view anew when the file is opened again."""
    with TemporaryDirectory() as folder:
        url = f"duckdb:///{folder}/expected.duckdb"
        fresh = open_database(url)
        deploy(fresh, tree)
        found, as_deployed = columns(fresh), fresh.view_definitions()
        fresh.close()
        reopened = open_database(url, read_only=True)
        as_reopened = reopened.view_definitions()
        reopened.close()
    return Expected(found, [as_deployed, as_reopened])


def undeployed(plan: Plan) -> list[str]:
    """What the next deployment would do."""
    return [
        *(f"migration {revision.folder} is not applied" for revision in plan.migrations),
        *(f"{file.object_type} {file.object_name} differs from sql/{file.path}" for file in plan.applied),
        *(f"{row.object_type} {row.object_name} is deployed and has no file" for row in plan.dropped),
    ]


def columns(database: Database) -> dict[str, set[str]]:
    """The columns of every table and view of our schemas, in lower case."""
    found: dict[str, set[str]] = {}
    for row in database.rows(COLUMNS, schemas=SCHEMAS):
        name = f"{row['schema_name']}.{row['object_name']}".lower()
        found.setdefault(name, set()).add(row["column_name"].lower())
    return found


def column_differences(expected: dict[str, set[str]], found: dict[str, set[str]]) -> list[str]:
    """Objects and columns that are on one side alone."""
    both = sorted(expected.keys() & found.keys())
    return [
        *(f"{name} is missing" for name in sorted(expected.keys() - found.keys())),
        *(f"{name} is in no file" for name in sorted(found.keys() - expected.keys())),
        *(f"{name}.{column} is missing" for name in both for column in sorted(expected[name] - found[name])),
        *(f"{name}.{column} is in no file" for name in both for column in sorted(found[name] - expected[name])),
    ]


def edited_views(database: Database, expected: Expected, tree: SqlTree, known: set[str]) -> list[str]:
    """Views whose text in the database is not what the file deploys, without those already named."""
    views = [file for file in tree.build_order() if file.object_type == "view" and file.object_name not in known]
    forms = expected.view_forms
    if database.engine_name == "sqlserver":
        forms = [{file.object_name: definition(file) for file in views}]
    found = {name: normalized(text) for name, text in database.view_definitions().items()}
    return [
        f"view {file.object_name} was edited in the database"
        for file in views
        if file.object_name in found
        and found[file.object_name] not in [normalized(form[file.object_name]) for form in forms]
    ]


def definition(file: SqlFile) -> str:
    """The batch of a file that the server stores as the view's text."""
    return next(batch for batch in batches(file.text) if re.search(r"\bCREATE\s+OR\s+ALTER\s+VIEW\b", batch))


def normalized(text: str) -> str:
    """A view's text without what the server may change: blanks, the last semicolon, and how it was created."""
    plain = re.sub(r"\bCREATE\s+OR\s+ALTER\b", "CREATE", text, flags=re.IGNORECASE)
    return " ".join(plain.split()).rstrip("; ")
