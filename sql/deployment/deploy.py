"""Deploy the schema: migrations once, objects whenever they changed, all in one transaction; twice changes nothing."""

from collections.abc import Callable, Collection

from sql.database import Database, Transaction, repeated
from sql.deployment.deployed import Deployed, forget, record_migration_script, record_object
from sql.deployment.plan import Plan, make_plan
from sql.deployment.revisions import opened_site, upgrade
from sql.deployment.server_objects import drop_scripts, scripts_of
from sql.errors import naming
from sql.files import SqlTree
from sql.session_scope import service

LOCK_NAME = "deploy"
LOCK_WAIT_SECONDS = 60.0
Progress = Callable[[str], None]


def deploy(
    database: Database,
    tree: SqlTree | None = None,
    *,
    progress: Progress = lambda _: None,
    reapplies_views: bool = False,
    storage: Collection[str] | None = None,
) -> Plan:
    """Bring the database to the state of the files.

    Everything is one transaction: after an error, or when it is killed, the database is as it was.

    Parameters
    ----------
    database
        Empty, or deployed by an earlier version.
    tree
        The T-SQL files; the project's own by default.
    progress
        Is told each step in words.
    reapplies_views
        Apply every object but the seeds again, which repairs those that were edited in the database.
    storage
        The storage options that the large tables get (``page``, ``columnstore``); None keeps what is there.

    Returns
    -------
    Plan
        What was done; ``is_empty`` when there was nothing to do.

    Raises
    ------
    MigrationError
        As `make_plan`; nothing was changed.
    LockHeldError
        Another deployment is at work.
    """
    tree = tree or SqlTree()
    with service(), database.lock(LOCK_NAME, wait_seconds=LOCK_WAIT_SECONDS):  # seeds read what readers must not see
        plan = make_plan(database, tree, reapplies_views=reapplies_views, storage=storage)
        if not plan.is_empty:
            repeated(lambda: carry_out(database, tree, plan, progress))
    return plan


def carry_out(database: Database, tree: SqlTree, plan: Plan, progress: Progress) -> None:
    """Drop what has no file any more or stands in the way, migrate, then apply what changed, in build order."""
    with opened_site(database) as site:
        for row in plan.dropped:
            progress(f"drop {row.object_type} {row.object_name}")
            drop(site.transaction, row)
        for row in plan.lifted:
            progress(f"lift {row.object_type} {row.object_name} until it is set again below")
            run_scripts(site.transaction, row.file_name, drop_scripts(row))
        for revision in plan.migrations:
            progress(f"migration {revision.folder}: {len(revision.scripts)} scripts")
            upgrade(site, tree, revision.number)
            for script in revision.scripts:
                record_migration_script(site.transaction, script)
        apply_objects(site.transaction, plan, progress)


def apply_objects(transaction: Transaction, plan: Plan, progress: Progress) -> None:
    """Apply what changed, and record it."""
    for file in plan.applied:
        progress(f"{file.object_type} {file.subject}")
        run_scripts(transaction, file.path, scripts_of(file) if file.is_server_only else [file.text])
        record_object(transaction, file)
    for file in plan.recorded:
        record_object(transaction, file)


def run_scripts(transaction: Transaction, path: str, scripts: list[str]) -> None:
    """Run batches; an error names their file."""
    with naming(path):
        for script in scripts:
            transaction.run_script(script)


def drop(transaction: Transaction, row: Deployed) -> None:
    """Take an object away, and its record; a seed leaves its rows."""
    run_scripts(transaction, row.file_name, drop_scripts(row))
    forget(transaction, row)
