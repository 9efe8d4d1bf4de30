"""Undo migrations by their down scripts; the data of the dropped tables is gone."""

from config.errors import UsageError
from sql.database import Database, Transaction
from sql.deploy import LOCK_NAME, LOCK_WAIT_SECONDS, Progress, drop
from sql.deployed import MIGRATION, Deployed, deployed_files
from sql.files import SqlTree
from sql.revisions import downgrade, revisions

BASE = "base"


def rollback(
    database: Database, target: str, tree: SqlTree | None = None, *, progress: Progress = lambda _: None
) -> None:
    """Drop the views, then undo every migration after ``target``; deploy an older release to get its views.

    Parameters
    ----------
    target
        The number of the migration to go back to, or ``base`` for an empty database.

    Raises
    ------
    UsageError
        There is no such migration; nothing was changed.
    LockHeldError
        A deployment is at work.
    """
    tree = tree or SqlTree()
    numbers = [revision.number for revision in revisions(tree)]
    if target not in {*numbers, BASE}:
        raise UsageError(f"No migration {target}. Nothing was changed. There are {', '.join(numbers)} and {BASE}.")
    with database.lock(LOCK_NAME, wait_seconds=LOCK_WAIT_SECONDS):
        objects = last_first(deployed_files(database), tree)
        database.unit_of_work(lambda transaction: drop_objects(transaction, objects, progress))
        progress(f"undo migrations after {target}")
        undone = undone_scripts(tree, target)
        downgrade(database, tree, target, lambda transaction: forget_scripts(transaction, undone, target))


def last_first(deployed: dict[str, Deployed], tree: SqlTree) -> list[Deployed]:
    """The recorded objects, those that read others before the others; objects without a file first."""
    order = [file.path for file in tree.build_order()]
    objects = [row for row in deployed.values() if row.object_type != MIGRATION]
    return sorted(objects, key=lambda row: -order.index(row.file_name) if row.file_name in order else -len(order))


def drop_objects(transaction: Transaction, deployed: list[Deployed], progress: Progress) -> None:
    """Views read tables that are about to go."""
    for row in deployed:
        progress(f"drop {row.object_type} {row.object_name}")
        drop(transaction, row)


def undone_scripts(tree: SqlTree, target: str) -> list[str]:
    """The paths of the scripts after ``target``."""
    every = revisions(tree)
    numbers = [revision.number for revision in every]
    kept = 0 if target == BASE else numbers.index(target) + 1
    return [script.path for revision in every[kept:] for script in revision.scripts]


def forget_scripts(transaction: Transaction, paths: list[str], target: str) -> None:
    """The scripts are no longer applied; at the base the record itself is gone."""
    if target != BASE and paths:
        transaction.execute("DELETE FROM ops.schema_object WHERE file_name IN (:paths)", paths=paths)
