"""Deploy the schema: migrations once, views and seeds whenever they changed; twice changes nothing."""

from collections.abc import Callable

from sql.database import Database, Transaction
from sql.deployed import Deployed, forget, record_migration_script, record_object
from sql.errors import naming
from sql.files import SqlTree
from sql.plan import Plan, make_plan
from sql.revisions import Revision, upgrade

LOCK_NAME = "deploy"
LOCK_WAIT_SECONDS = 60.0
Progress = Callable[[str], None]


def deploy(
    database: Database,
    tree: SqlTree | None = None,
    *,
    progress: Progress = lambda _: None,
    reapplies_views: bool = False,
) -> Plan:
    """Bring the database to the state of the files.

    Each migration is one transaction, and so are all views and seeds together: run it again after it was killed.

    Parameters
    ----------
    database
        Empty, or deployed by an earlier version.
    tree
        The T-SQL files; the project's own by default.
    progress
        Is told each step in words.
    reapplies_views
        Apply every view again, which repairs those that were edited in the database.

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
    with database.lock(LOCK_NAME, wait_seconds=LOCK_WAIT_SECONDS):
        plan = make_plan(database, tree, reapplies_views=reapplies_views)
        for revision in plan.migrations:
            progress(f"migration {revision.folder}: {len(revision.scripts)} scripts")
            upgrade(database, tree, revision, lambda transaction, done=revision: record_scripts(transaction, done))  # type: ignore[misc]
        if plan.dropped or plan.applied or plan.recorded:
            database.unit_of_work(lambda transaction: apply_objects(transaction, plan, progress))
    return plan


def record_scripts(transaction: Transaction, revision: Revision) -> None:
    """Remember every script of a migration."""
    for script in revision.scripts:
        record_migration_script(transaction, script)


def apply_objects(transaction: Transaction, plan: Plan, progress: Progress) -> None:
    """Drop what has no file any more, then apply what changed, in build order."""
    for row in plan.dropped:
        progress(f"drop {row.object_type} {row.object_name}")
        drop(transaction, row)
    for file in plan.applied:
        progress(f"{file.object_type} {file.object_name}")
        with naming(file.path):
            transaction.run_script(file.text)
        record_object(transaction, file)
    for file in plan.recorded:
        record_object(transaction, file)


def drop(transaction: Transaction, row: Deployed) -> None:
    """Drop a view, procedure or function; a seed leaves its rows, a role or policy is left to the DBA."""
    kinds = {"view": "VIEW", "proc": "PROCEDURE", "function": "FUNCTION"}
    if row.object_type in kinds:
        transaction.run_script(f"DROP {kinds[row.object_type]} IF EXISTS {row.object_name};")
    forget(transaction, row)
