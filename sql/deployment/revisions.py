"""The numbered migrations, ordered and recorded by Alembic; its revision files only name folders of T-SQL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

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

    @property
    def server_only_paths(self) -> list[str]:
        """The scripts that DuckDB only records: they change what it does not have."""
        return [script.path for script in self.scripts if script.is_server_only]


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
    with database.migration(is_reading=True) as (connection, _):
        return MigrationContext.configure(connection).get_current_revision()


@dataclass(frozen=True)
class Site:
    """One open transaction, as Alembic and as the scripts see it."""

    connection: Connection
    transaction: Transaction
    engine_name: str


@contextmanager
def opened_site(database: Database) -> Iterator[Site]:
    """One transaction for migrations and whatever else belongs to them."""
    with database.migration() as (connection, transaction):
        yield Site(connection, transaction, database.engine_name)


def upgrade(site: Site, tree: SqlTree, number: str) -> None:
    """Run the migrations up to ``number`` and record the number."""
    _run(command.upgrade, site, tree, number)


def downgrade(site: Site, tree: SqlTree, target: str) -> None:
    """Undo migrations down to ``target`` (``base`` for all)."""
    _run(command.downgrade, site, tree, target)


def _run(direction: Callable[[Config, str], None], site: Site, tree: SqlTree, target: str) -> None:
    """Let Alembic run its revision files on our transaction."""
    config = alembic_config(tree)

    def run_scripts(path: str) -> None:
        """Run ``folder`` (its order.txt) or ``folder/file.sql``; ``*.server.sql`` is not for DuckDB."""
        is_file = Path(path).suffix == ".sql"
        scripts = [tree.file(f"migrations/{path}")] if is_file else tree.migration_scripts(path)
        for script in scripts:
            if script.is_server_only and site.engine_name == "duckdb":
                continue
            with naming(script.path):
                site.transaction.run_script(script.text)

    config.attributes.update(connection=site.connection, run_scripts=run_scripts)
    direction(config, target)
