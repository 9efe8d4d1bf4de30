"""What a deployment would do, and what makes it refuse."""

from collections.abc import Collection
from dataclasses import dataclass

from config.errors import DatabaseError, UsageError
from sql.database import Database
from sql.deployment.deployed import MIGRATION, Deployed, deployed_files, existing_names
from sql.deployment.descriptions import description_files, left_out_descriptions
from sql.deployment.revisions import Revision, current_revision, revisions
from sql.deployment.server_objects import in_drop_order
from sql.files import STORAGE_TYPES, SqlFile, SqlTree
from sql.translation.dialect_version import dialect_file

MODULES = {"view", "proc", "function"}
RESTORED = MODULES | {"policy", "role"}
NAMED_AT_MOST = 5


class MigrationError(DatabaseError):
    """A migration was edited, is missing, or came in out of order; nothing was deployed."""


@dataclass(frozen=True)
class Plan:
    """The steps of one deployment, in order."""

    migrations: list[Revision]
    dropped: list[Deployed]
    lifted: list[Deployed]
    applied: list[SqlFile]
    recorded: list[SqlFile]
    skipped: list[SqlFile]
    left_out: list[SqlFile]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.migrations or self.dropped or self.applied or self.recorded)


def make_plan(
    database: Database,
    tree: SqlTree,
    *,
    reapplies_views: bool = False,
    restores_views: bool = True,
    storage: Collection[str] | None = None,
) -> Plan:
    """What is missing, changed or no longer wanted.

    Parameters
    ----------
    reapplies_views
        Every object but the seeds, changed or not.
    restores_views
        Also objects whose files did not change and that somebody dropped.
    storage
        Storage options that are wanted; None keeps those that are there.

    Raises
    ------
    MigrationError
        An applied migration script differs from what is recorded, is missing, or was never applied.
    UsageError
        ``build_order.txt`` and the files disagree, or a file that is left out is deployed.
    """
    deployed = deployed_files(database)
    refuse_deployed(deployed, tree)
    pending = pending_revisions(revisions(tree), current_revision(database), deployed)
    is_duckdb = database.engine_name == "duckdb"
    files = wanted_files(tree, stored_options(deployed) if storage is None else storage, has_descriptions=not is_duckdb)
    skipped = [file for file in files if file.is_server_only and is_duckdb]
    wanted = [file for file in files if file not in skipped]
    marks = [dialect_file()] if is_duckdb else []
    recorded = [mark for mark in marks if is_changed(mark, deployed)]
    changes = Changes(
        deployed,
        kept=existing_names(database) if restores_views else {file.subject.lower() for file in wanted},
        is_migrating=bool(pending),
        is_all=reapplies_views or bool(recorded),
    )
    applied = changes.to_apply(wanted)
    return Plan(
        migrations=pending,
        dropped=no_longer_wanted(deployed, {file.path for file in [*wanted, *marks]}),
        lifted=changes.lifted(applied),
        applied=applied,
        recorded=recorded,
        skipped=skipped,
        left_out=[*tree.left_out(), *([] if is_duckdb else left_out_descriptions(tree))],
    )


def refuse_deployed(deployed: dict[str, Deployed], tree: SqlTree) -> None:
    """Leaving a file out never takes away what is there: row-level security would go without a word."""
    names = [row.object_name for path, row in deployed.items() if tree.leaves_out(path)]
    if names:
        raise UsageError(
            f"{few(names)}: left out, but deployed here. Nothing was changed. Deploy without that pattern, or "
            "roll back first."
        )


def few(names: list[str]) -> str:
    """The first names, and how many there are more."""
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def wanted_files(tree: SqlTree, storage: Collection[str], *, has_descriptions: bool = True) -> list[SqlFile]:
    """Every object in build order, then the storage options, then the generated descriptions."""
    return [*tree.build_order(), *tree.storage(storage), *(description_files(tree) if has_descriptions else [])]


def stored_options(deployed: dict[str, Deployed]) -> set[str]:
    """The storage options that an earlier deployment switched on."""
    return {row.object_type for row in deployed.values()} & STORAGE_TYPES


def pending_revisions(every: list[Revision], current: str | None, deployed: dict[str, Deployed]) -> list[Revision]:
    """The migrations after the current one, once the applied ones are found as they were."""
    numbers = [revision.number for revision in every]
    if current is not None and current not in numbers:
        raise MigrationError(
            f"The database is at migration {current}, which is missing from sql/migrations. Nothing was deployed. "
            "Check out the release that made it, or a newer one."
        )
    if current is None and any(row.object_type == MIGRATION for row in deployed.values()):
        raise MigrationError(
            "Migrations are recorded in ops.schema_object, but this login sees no version in dbo.alembic_version. "
            "Nothing was deployed. Deploy as db_owner; prop_dba may plan and verify."
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
            f"{few(found)}. Nothing was deployed. Restore the files from version control, and write the change "
            "as a new migration."
        )


def is_changed(file: SqlFile, deployed: dict[str, Deployed]) -> bool:
    """Whether the file differs from what is deployed."""
    return file.path not in deployed or deployed[file.path].sha256 != file.sha256


@dataclass(frozen=True)
class Changes:
    """Which objects are applied: changed ones, missing ones, and those that hang on such an object.

    ``kept`` are the names of the objects that exist, in lower case.
    """

    deployed: dict[str, Deployed]
    kept: set[str]
    is_migrating: bool
    is_all: bool

    def to_apply(self, files: list[SqlFile]) -> list[SqlFile]:
        """The files to apply, in build order."""
        result: list[SqlFile] = []
        changed: set[str] = set()
        for file in files:
            if is_changed(file, self.deployed) or self.is_missing(file) or self.hangs_on(file, result, changed):
                result.append(file)
                if file.object_type in MODULES:
                    changed.add(file.subject)
        return result

    def is_missing(self, file: SqlFile) -> bool:
        """Whether somebody dropped the object."""
        return file.object_type in RESTORED and file.subject.lower() not in self.kept

    def hangs_on(self, file: SqlFile, applied: list[SqlFile], changed: set[str]) -> bool:
        """Whether an unchanged object is applied since others are.

        Views and functions follow what they read, and a migration; policies any function and a migration, since they
        stand in their way; permissions and the descriptions of a schema whatever may have been created anew.
        """
        if file.object_type == "seed" or file.is_storage:
            return False
        if self.is_all or self.is_migrating:
            return True
        if file.object_type == "policy":
            return any(other.object_type == "function" for other in applied)
        if file.object_type == "permission":
            return any(self.is_missing(other) or other.object_type == "function" for other in applied)
        if file.object_type == "property":
            return schema_of(file.subject) in {schema_of(name) for name in changed}
        return file.object_type in MODULES and bool(file.reads(changed))

    def lifted(self, applied: list[SqlFile]) -> list[Deployed]:
        """What is taken away first: policies, and functions bound to a function that is about to change."""
        functions = {file.subject for file in applied if file.object_type == "function"}
        bound = [
            file
            for file in applied
            if file.object_type == "policy" or (file.object_type == "function" and file.reads(functions))
        ]
        return in_drop_order([self.deployed[file.path] for file in reversed(bound) if file.path in self.deployed])


def schema_of(name: str) -> str:
    """The schema of ``schema.object``; the descriptions of a schema are named after it."""
    return name.partition(".")[0]


def no_longer_wanted(deployed: dict[str, Deployed], paths: set[str]) -> list[Deployed]:
    """Recorded objects without a file, the last ones first."""
    rows = [row for path, row in reversed(deployed.items()) if row.object_type != MIGRATION and path not in paths]
    return in_drop_order(rows)
