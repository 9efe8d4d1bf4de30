"""The whole deployment as one file for sqlcmd, for DBAs who read before they run."""

from collections.abc import Iterator

from sql.deployed import MIGRATION
from sql.files import SqlFile, SqlTree
from sql.revisions import Revision, revisions

HEAD = """\
/*
PROP, the whole database from nothing. Run it in an empty database:

    sqlcmd -S server -d database -b -i prop.sql

Everything is one transaction: any error ends the script and leaves the database as it was.
*/
:on error exit
SET ANSI_NULLS ON;
SET QUOTED_IDENTIFIER ON;
SET XACT_ABORT ON;
SET NOCOUNT ON;
GO

IF OBJECT_ID(N'dbo.alembic_version', N'U') IS NOT NULL
    THROW 50000, 'This database has a PROP schema. Nothing was changed. Use prop db deploy to bring it up to date.', 1;
GO

BEGIN TRANSACTION;
GO
"""
VERSION_TABLE = """\
CREATE TABLE dbo.alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
GO
"""
TAIL = """\
COMMIT TRANSACTION;
GO
"""


def deployment_script(tree: SqlTree | None = None) -> str:
    """Every migration, view and seed in order, ready for sqlcmd; it records what it did like ``prop db deploy``."""
    tree = tree or SqlTree()
    return "\n".join(_parts(tree))


def _parts(tree: SqlTree) -> Iterator[str]:
    """The file's sections."""
    yield HEAD
    yield VERSION_TABLE
    every_revision = revisions(tree)
    for revision in every_revision:
        yield from (section(script) for script in revision.scripts)
    for revision in every_revision:
        yield from (recorded(script, script.path, MIGRATION) for script in revision.scripts)
    yield versioned(every_revision[-1])
    for file in tree.build_order():
        yield section(file)
        yield recorded(file, file.object_name, file.object_type)
    yield TAIL


def section(file: SqlFile) -> str:
    """One file, with its name and a GO at the end."""
    text = file.text.strip()
    ending = "" if text.upper().endswith("\nGO") else "\nGO"
    return f"PRINT N'sql/{file.path}';\nGO\n{text}{ending}\n"


def recorded(file: SqlFile, name: str, kind: str) -> str:
    """The row of ops.schema_object for a file."""
    return (
        "INSERT INTO ops.schema_object (object_name, object_type, file_name, sha256, applied_at_utc)\n"
        f"VALUES (N'{name}', N'{kind}', N'{file.path}', '{file.sha256}', SYSUTCDATETIME());\nGO\n"
    )


def versioned(revision: Revision) -> str:
    """Alembic's record of the last migration."""
    return f"INSERT INTO dbo.alembic_version (version_num) VALUES ('{revision.number}');\nGO\n"
