"""Undo migrations by their down scripts; the data of the dropped tables is gone."""

from dataclasses import dataclass

from config.errors import UsageError
from sql.database import Database, Transaction, repeated
from sql.deployment.deploy import LOCK_NAME, LOCK_WAIT_SECONDS, Progress, drop
from sql.deployment.deployed import MIGRATION, Deployed, deployed_files, require_schema
from sql.deployment.plan import pending_revisions, schema_of
from sql.deployment.revisions import Revision, current_revision, downgrade, opened_site, revisions
from sql.files import SqlFile, SqlTree
from sql.inventory.declared import schemas_of, tables_of
from sql.inventory.policies import reduced_policy
from sql.inventory.tables import Table
from sql.session_scope import service

BASE = "base"


@dataclass(frozen=True)
class Rollback:
    """What going back to an earlier migration would do.

    ``dropped`` are the objects that cannot stay, those that read others first; ``lost_rows`` counts the rows of every
    table that goes; ``reduced`` are the policies that are set again for the tables that are left.
    """

    target: str
    undone: list[Revision]
    dropped: list[Deployed]
    kept: list[Deployed]
    lost_rows: dict[str, int]
    reduced: dict[str, str]


def plan_rollback(database: Database, target: str | None = None, tree: SqlTree | None = None) -> Rollback:
    """What `rollback` would undo and lose; nothing is changed.

    Parameters
    ----------
    target
        The number of the migration to go back to, or ``base`` for an empty database; by default the one before the
        current.

    Raises
    ------
    UsageError
        There is no such migration, or it is not before the current one.
    MigrationError
        An applied migration was edited or is missing: its way back is not to be trusted.
    """
    tree = tree or SqlTree()
    require_schema(database)
    deployed = deployed_files(database)
    every, current = revisions(tree), current_revision(database)
    pending = pending_revisions(every, current, deployed)
    applied = every[: len(every) - len(pending)]
    numbers = [BASE, *(revision.number for revision in applied)]
    target = target or numbers[-2]
    if target not in numbers:
        raise UsageError(
            f"No migration {target} to go back to: the database is at {current}. Nothing was changed. "
            f"Say one of {', '.join(numbers[:-1])}."
        )
    stay = applied[: numbers.index(target)]
    before, after = tables_of(scripts(applied)), tables_of(scripts(stay))
    objects = [row for row in deployed.values() if row.object_type != MIGRATION]
    schemas = schemas_of(scripts(applied)) - schemas_of(scripts(stay))
    gone = objects if target == BASE else broken(objects, tree, changed_tables(before, after), schemas)
    return Rollback(
        target=target,
        undone=applied[len(stay) :],
        dropped=last_first(gone, tree),
        kept=[row for row in objects if row not in gone],
        lost_rows=row_counts(database, [name for name in before if name not in after]),
        reduced=reduced_policies(tree, gone, {name for name in before if name not in after}),
    )


def rollback(
    database: Database, target: str | None = None, tree: SqlTree | None = None, *, progress: Progress = lambda _: None
) -> Rollback:
    """Go back to an earlier migration, in one transaction: drop what cannot stay, then run the down scripts.

    Views that read nothing that goes stay as they are. Deploy the release that belongs to ``target`` next.

    Raises
    ------
    UsageError, MigrationError
        As `plan_rollback`; nothing was changed.
    LockHeldError
        A deployment is at work.
    """
    tree = tree or SqlTree()
    with service(), database.lock(LOCK_NAME, wait_seconds=LOCK_WAIT_SECONDS):
        plan = plan_rollback(database, target, tree)
        if plan.undone:
            repeated(lambda: carry_out(database, tree, plan, progress))
    return plan


def carry_out(database: Database, tree: SqlTree, plan: Rollback, progress: Progress) -> None:
    """The transaction of `rollback`."""
    with opened_site(database) as site:
        for row in plan.dropped:
            progress(f"drop {row.object_type} {row.object_name}")
            drop(site.transaction, row)
        for revision in reversed(plan.undone):
            progress(f"undo migration {revision.folder}")
        downgrade(site, tree, plan.target)
        if plan.target == BASE:
            schema = "main" if database.engine_name == "duckdb" else "dbo"
            site.transaction.run_script(f"DROP TABLE {schema}.alembic_version;")
        else:
            forget_scripts(site.transaction, [script.path for script in scripts(plan.undone)])
            for name, text in plan.reduced.items():
                progress(f"policy {name} for the tables that are left")
                site.transaction.run_script(text)


def scripts(some: list[Revision]) -> list[SqlFile]:
    """The scripts of some migrations, in order."""
    return [script for revision in some for script in revision.scripts]


def changed_tables(before: dict[str, Table], after: dict[str, Table]) -> set[str]:
    """Tables that go, and those that lose or change a column."""
    return {name for name, table in before.items() if name not in after or after[name].columns != table.columns}


def broken(objects: list[Deployed], tree: SqlTree, changed: set[str], schemas: set[str]) -> list[Deployed]:
    """The objects of schemas that go, and those that read a table which goes, directly or through others."""
    files = {file.path: file for file in tree.every_object()}
    names, gone = set(changed), []
    for path, file in files.items():
        if file.reads(names) or file.subject.lower() in changed or file.subject.partition(".")[0].lower() in schemas:
            names.add(file.subject)
            gone.append(path)
    touched = {schema_of(name) for name in names} | {""}
    return [
        row
        for row in objects
        if row.object_type != "permission"
        and (row.file_name in gone or (row.file_name not in files and described_schema(row) in touched))
    ]


def described_schema(row: Deployed) -> str:
    """The schema whose tables or views a record describes; nothing for what has no file."""
    return schema_of(row.object_name) if row.object_type == "property" else ""


def last_first(objects: list[Deployed], tree: SqlTree) -> list[Deployed]:
    """Those that read others before the others; policies and what comes beside an object first."""
    order = [file.path for file in tree.every_object()]
    return sorted(objects, key=lambda row: -order.index(row.file_name) if row.file_name in order else -len(order))


def reduced_policies(tree: SqlTree, gone: list[Deployed], tables: set[str]) -> dict[str, str]:
    """The policies that protect other tables too, without those that go; the next deployment sets the whole ones."""
    names = tables | {row.object_name.lower() for row in gone if row.object_type == "function"}
    paths = {row.file_name for row in gone if row.object_type == "policy"}
    texts = {file.subject: reduced_policy(file, names) for file in tree.build_order() if file.path in paths}
    return {name: text for name, text in texts.items() if text is not None}


def row_counts(database: Database, tables: list[str]) -> dict[str, int]:
    """How many rows each table has, those that this login's readers must not see among them."""
    with service():
        return {table: int(database.scalar(f"SELECT COUNT(*) AS row_count FROM {table}")) for table in tables}


def forget_scripts(transaction: Transaction, paths: list[str]) -> None:
    """The scripts are no longer applied."""
    transaction.execute("DELETE FROM ops.schema_object WHERE file_name IN (:paths)", paths=paths)
