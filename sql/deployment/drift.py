"""What is deployed, compared with the files: what is missing, what was added, what was edited in place."""

from collections.abc import Callable, Collection, Iterator
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from config.errors import DatabaseError
from sql.database import Database
from sql.deployment.deploy import deploy
from sql.deployment.deployed import deployed_files
from sql.deployment.plan import MigrationError, Plan, is_changed, make_plan
from sql.engine import open_database
from sql.files import SqlFile, SqlTree
from sql.inventory.comparison import table_findings
from sql.inventory.declared import declared_schemas, declared_tables
from sql.inventory.findings import Finding, Severity, sorted_findings
from sql.inventory.modules import module_findings, text_findings
from sql.inventory.permissions import permission_findings, role_findings
from sql.inventory.policies import policy_findings
from sql.inventory.properties import description_findings, storage_findings
from sql.inventory.server_tables import server_tables

if TYPE_CHECKING:
    from sql.duckdb.database import DuckDBDatabase


def findings(database: Database, tree: SqlTree | None = None, *, without: Collection[str] = ()) -> list[Finding]:
    """Every way in which the database is not what the files say, the worst first; empty when it is.

    Parameters
    ----------
    database
        Deployed by `sql.deployment.deploy.deploy`; nothing is changed.
    tree
        The T-SQL files; the project's own by default. What a deployment left out is missing here.
    without
        Checks that are not made, by name, for a server whose catalog cannot tell: ``policies``, ``defaults`` …
    """
    tree = tree or SqlTree()
    try:
        plan = make_plan(database, tree, restores_views=False)
    except MigrationError as error:
        return [Finding("critical", "migrations", "migrations", str(error))]
    deployed = deployed_files(database)
    changed = [file for file in plan.applied if is_changed(file, deployed)]
    found = list(undeployed(plan, changed))
    named = {file.subject.lower() for file in changed}
    if database.engine_name == "duckdb":
        found += duckdb_findings(database, tree, named)  # type: ignore[arg-type]
    else:
        found += server_findings(database, tree, named, without)
    return sorted_findings([one for one in found if one.check not in without])


def undeployed(plan: Plan, changed: list[SqlFile]) -> Iterator[Finding]:
    """What the next deployment would do."""
    for revision in plan.migrations:
        yield Finding("differs", "migrations", revision.folder, f"migration {revision.folder} is not applied")
    for file in changed:
        severity: Severity = "critical" if file.object_type == "policy" else "differs"
        words = f"{file.object_type} {file.subject} is not deployed as sql/{file.path} says"
        yield Finding(severity, "files", file.object_name, words)
    for row in plan.dropped:
        words = f"{row.object_type} {row.object_name} is deployed and has no file"
        yield Finding("extra", "files", row.object_name, words)


def server_findings(
    database: Database, tree: SqlTree, named: Collection[str], without: Collection[str]
) -> Iterator[Finding]:
    """Everything that SQL Server's catalog tells, but for objects that are ``named`` already."""
    schemas, files = declared_schemas(tree), tree.build_order()
    comparisons: dict[str, Callable[[], Iterator[Finding]]] = {
        "tables": lambda: table_findings(declared_tables(tree), server_tables(database, schemas, without=without)),
        "views": lambda: module_findings(database, files, schemas, named_already=named),
        "roles": lambda: role_findings(database, files),
        "policies": lambda: (one for one in policy_findings(database, files) if one.object_name not in named),
        "permissions": lambda: permission_findings(database, files),
        "descriptions": lambda: description_findings(database, tree),
        "storage": lambda: storage_findings(database, deployed_files(database)),
    }
    for check, compare in comparisons.items():
        if check not in without:
            yield from compared(check, compare)


def compared(check: str, compare: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """The findings of one comparison, or that it could not be made: a login may not see all of the catalog."""
    try:
        return list(compare())
    except DatabaseError as error:
        severity: Severity = "critical" if check == "policies" else "differs"
        return [Finding(severity, check, check, f"{check} could not be compared: {error}")]


def duckdb_findings(database: "DuckDBDatabase", tree: SqlTree, named: Collection[str]) -> Iterator[Finding]:
    """What DuckDB keeps, compared with what the files make of an empty file; reopening words its views anew."""
    from sql.inventory.duckdb_tables import duckdb_tables  # noqa: PLC0415 (a server installation opens no DuckDB)

    with TemporaryDirectory() as folder:
        url = f"duckdb:///{folder}/expected.duckdb"
        fresh: DuckDBDatabase = open_database(url)  # type: ignore[assignment]
        deploy(fresh, tree)
        expected, as_deployed = duckdb_tables(fresh), fresh.view_definitions()
        fresh.close()
        reopened = open_database(url, read_only=True)
        as_reopened = reopened.view_definitions()
        reopened.close()
    yield from table_findings(expected, duckdb_tables(database))
    texts = database.view_definitions()
    views = {file.subject.lower(): file for file in tree.build_order() if file.object_type == "view"}
    unnamed = {name: file for name, file in views.items() if name not in named}
    forms = {name: [as_deployed[name], as_reopened[name]] for name in views}
    yield from text_findings(unnamed, texts.keys(), texts, forms)
    for name in sorted(texts.keys() - views.keys()):
        yield Finding("extra", "foreign objects", name, f"view {name} is in no file")
