"""The numbered migrations, ordered and recorded by Alembic; its revision files only name folders of T-SQL."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from sql.database import Database, Transaction
from sql.errors import naming
from sql.files import SqlFile, SqlTree

RunScripts = Callable[[str], None]


@dataclass(frozen=True)
class Revision:
    """One migration: its number, its folder and its scripts in order."""

    number: str
    folder: str
    scripts: tuple[SqlFile, ...]


def alembic_config(tree: SqlTree) -> Config:
    """Alembic's settings, which need no .ini file."""
    config = Config()
    config.set_main_option("script_location", str(tree.root / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def revisions(tree: SqlTree) -> list[Revision]:
    """Every migration, oldest first."""
    scripts = ScriptDirectory.from_config(alembic_config(tree)).walk_revisions()
    found = [(script.revision, str(script.module.FOLDER)) for script in scripts]
    return [Revision(number, folder, tuple(tree.migration_scripts(folder))) for number, folder in reversed(found)]


def current_revision(database: Database) -> str | None:
    """The number of the last applied migration, as Alembic recorded it; None before the first."""
    with database.migration() as (connection, _):
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(database: Database, tree: SqlTree, revision: Revision, then: Callable[[Transaction], None]) -> None:
    """Run one migration and record it, in one transaction with ``then``."""
    _run(command.upgrade, database, tree, revision.number, then)


def downgrade(database: Database, tree: SqlTree, target: str, then: Callable[[Transaction], None]) -> None:
    """Undo migrations down to ``target`` (``base`` for all), in one transaction with ``then``."""
    _run(command.downgrade, database, tree, target, then)


def _run(
    direction: Callable[[Config, str], None],
    database: Database,
    tree: SqlTree,
    target: str,
    then: Callable[[Transaction], None],
) -> None:
    """Let Alembic run its revision files on our transaction."""
    with database.migration() as (connection, transaction):
        config = alembic_config(tree)

        def run_scripts(path: str) -> None:
            """Run ``folder`` (its order.txt) or ``folder/file.sql``."""
            is_file = Path(path).suffix == ".sql"
            scripts = [tree.file(f"migrations/{path}")] if is_file else tree.migration_scripts(path)
            for script in scripts:
                with naming(script.path):
                    transaction.run_script(script.text)

        config.attributes.update(connection=connection, run_scripts=run_scripts)
        direction(config, target)
        then(transaction)
