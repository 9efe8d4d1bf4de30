"""What a deployment would do, and what makes it refuse."""

from dataclasses import dataclass

from config.errors import DatabaseError
from sql.database import Database
from sql.deployed import MIGRATION, Deployed, deployed_files
from sql.dialect_version import dialect_file
from sql.files import SqlFile, SqlTree
from sql.revisions import Revision, current_revision, revisions


class MigrationError(DatabaseError):
    """A migration was edited, is missing, or came in out of order; nothing was deployed."""


@dataclass(frozen=True)
class Plan:
    """The steps of one deployment, in order."""

    migrations: list[Revision]
    dropped: list[Deployed]
    applied: list[SqlFile]
    recorded: list[SqlFile]
    skipped: list[SqlFile]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.migrations or self.dropped or self.applied or self.recorded)


def make_plan(database: Database, tree: SqlTree, *, reapplies_views: bool = False, restores_views: bool = True) -> Plan:
    """What is missing, changed or no longer wanted.

    Parameters
    ----------
    reapplies_views
        Every view, changed or not.
    restores_views
        Also views whose files did not change and that somebody dropped.

    Raises
    ------
    MigrationError
        An applied migration script differs from what is recorded, is missing, or was never applied.
    UsageError
        ``build_order.txt`` and the files disagree.
    """
    deployed = deployed_files(database)
    every_revision = revisions(tree)
    pending = pending_revisions(every_revision, current_revision(database), deployed)
    files = tree.build_order()
    skipped = [file for file in files if file.is_server_only and database.engine_name == "duckdb"]
    wanted = [file for file in files if file not in skipped]
    marks = [dialect_file()] if database.engine_name == "duckdb" else []
    recorded = [mark for mark in marks if is_changed(mark, deployed)]
    kept = set(database.view_definitions()) if restores_views else {file.object_name.lower() for file in wanted}
    return Plan(
        migrations=pending,
        dropped=no_longer_wanted(deployed, {file.path for file in [*wanted, *marks]}),
        applied=to_apply(wanted, deployed, kept, is_all=reapplies_views or bool(pending or recorded)),
        recorded=recorded,
        skipped=skipped,
    )


def pending_revisions(every: list[Revision], current: str | None, deployed: dict[str, Deployed]) -> list[Revision]:
    """The migrations after the current one, once the applied ones are found as they were."""
    numbers = [revision.number for revision in every]
    if current is not None and current not in numbers:
        raise MigrationError(
            f"The database is at migration {current}, which is missing from sql/migrations. Nothing was deployed. "
            "Check out the release that made it, or a newer one."
        )
    count = numbers.index(current) + 1 if current is not None else 0
    refuse_changed([script for revision in every[:count] for script in revision.scripts], deployed)
    return every[count:]


def refuse_changed(applied: list[SqlFile], deployed: dict[str, Deployed]) -> None:
    """Compare every applied migration script with what is recorded."""
    paths = {script.path for script in applied}
    found = [
        *(f"{script.path} was edited after it was applied" for script in applied
          if script.path in deployed and deployed[script.path].sha256 != script.sha256),
        *(f"{script.path} comes before the current migration and was never applied (out of order)"
          for script in applied if script.path not in deployed),
        *(f"{path} was applied and is missing" for path, row in deployed.items()
          if row.object_type == MIGRATION and path not in paths),
    ]  # fmt: skip
    if found:
        raise MigrationError(
            f"{'; '.join(found)}. Nothing was deployed. Restore the files from version control, and write the change "
            "as a new migration."
        )


def is_changed(file: SqlFile, deployed: dict[str, Deployed]) -> bool:
    """Whether the file differs from what is deployed."""
    return file.path not in deployed or deployed[file.path].sha256 != file.sha256


def to_apply(files: list[SqlFile], deployed: dict[str, Deployed], kept: set[str], *, is_all: bool) -> list[SqlFile]:
    """Changed files, views that were dropped, and views that read such a view; all views after a migration."""
    changed: set[str] = set()
    result = []
    for file in files:
        is_view = file.object_type == "view"
        is_dropped = is_view and file.object_name.lower() not in kept
        if is_changed(file, deployed) or is_dropped or (is_view and (is_all or file.reads(changed))):
            result.append(file)
            if is_view:
                changed.add(file.object_name)
    return result


def no_longer_wanted(deployed: dict[str, Deployed], paths: set[str]) -> list[Deployed]:
    """Recorded objects without a file, the last ones first."""
    return [row for path, row in reversed(deployed.items()) if row.object_type != MIGRATION and path not in paths]
