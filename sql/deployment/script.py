"""The whole deployment as one file for sqlcmd, for DBAs who read before they run."""

from collections.abc import Collection, Iterator

from config.errors import UsageError
from sql.deployment.descriptions import left_out_descriptions
from sql.deployment.plan import wanted_files
from sql.deployment.revisions import Revision, revisions
from sql.deployment.script_batches import Batches, is_before, is_due, migration_work, object_work, recorded_migration
from sql.deployment.script_checks import checks, refusals
from sql.files import SqlTree

HEAD = """\
/*
PROP: {what}. Run it in the database that it is for:

    sqlcmd -S server -d database -b -i prop.sql

It may be run again, and on any earlier version: what is there already is left alone. Everything is one transaction,
which holds the lock of `prop db deploy`. Each batch runs only in that transaction, and only when the batch before it
came to its end; so an error leaves the database as it was, also where the runner does not stop at errors.
It refuses a database whose applied migrations are not those of this script. Run it as db_owner: seeds read tables with
row-level security, which shows a db_owner everything in a session whose scope is 'all'.
{notes}*/
:on error exit
SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, QUOTED_IDENTIFIER ON;
SET NUMERIC_ROUNDABORT OFF;
SET IMPLICIT_TRANSACTIONS OFF;
SET XACT_ABORT ON;
SET NOCOUNT ON;
GO

IF @@TRANCOUNT > 0
    THROW 50000, N'A transaction is open in this session. Nothing was changed. End it, then run this script again.', 1;
BEGIN TRANSACTION;
DECLARE @outcome int;
EXEC @outcome = sys.sp_getapplock
    @Resource = N'deploy', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
IF @outcome < 0
    THROW 50000, N'Another deployment is at work here. Nothing was changed. Wait for its end, then run this again.', 1;
IF EXISTS (SELECT 1 FROM sys.databases AS d WHERE d.name = DB_NAME() AND d.is_read_committed_snapshot_on = 0)
    PRINT N'Note: READ_COMMITTED_SNAPSHOT is off in this database. Turn it on, or readers wait for loads.';
EXEC sys.sp_set_session_context @key = N'scope', @value = N'all';
EXEC sys.sp_set_session_context @key = N'prop_step', @value = 1;
GO
"""
VERSION_TABLE = """\
CREATE TABLE dbo.alembic_version (
    version_num varchar(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
"""
NO_VERSION_TABLE = "OBJECT_ID(N'dbo.alembic_version', N'U') IS NULL"
HAS_SCHEMA = "OBJECT_ID(N'ops.schema_object', N'U') IS NOT NULL"
TAIL = """\
IF APPLOCK_MODE(N'public', N'deploy', N'Transaction') <> N'Exclusive'
    OR CAST(SESSION_CONTEXT(N'prop_step') AS int) <> {step}
    THROW 50000, N'The deployment did not come to its end; see the errors above. Nothing was changed.', 1;
COMMIT TRANSACTION;
EXEC sys.sp_set_session_context @key = N'scope', @value = NULL;
PRINT N'PROP is at migration {number}.';
GO
"""


def deployment_script(
    tree: SqlTree | None = None, *, since: str | None = None, storage: Collection[str] | None = None
) -> str:
    """Every migration and object in order, ready for sqlcmd; it records what it did like ``prop db deploy``.

    Parameters
    ----------
    since
        The migration that the database is at, or beyond: scripts up to it are left out. None: from nothing.
    storage
        The storage options to apply; an empty collection undoes those that are there, None leaves them.

    Raises
    ------
    UsageError
        There is no migration ``since``.
    """
    tree = tree or SqlTree()
    every = revisions(tree)
    numbers = [revision.number for revision in every]
    if since is not None and since not in numbers:
        raise UsageError(f"No migration {since} to start from. Nothing was printed. There are {', '.join(numbers)}.")
    kept = numbers.index(since) + 1 if since else 0
    return "\n".join(parts(tree, every, every[kept:], since, storage))


def parts(
    tree: SqlTree, every: list[Revision], printed: list[Revision], since: str | None, storage: Collection[str] | None
) -> Iterator[str]:
    """The file's batches."""
    objects = wanted_files(tree, storage or ())
    left_out = [file.path for file in [*tree.left_out(), *left_out_descriptions(tree)]]
    notes = [f"Left out: sql/{path}.\n" for path in left_out]
    what = f"the database, from migration {since} on" if since else "the whole database, from nothing or any version"
    yield HEAD.format(what=f"{what}, to {every[-1].number}", notes="".join(notes))
    numbered = Batches()
    yield numbered.guarded(VERSION_TABLE, NO_VERSION_TABLE)
    yield numbered.guarded(refusals(every, since))
    yield numbered.guarded(checks(every, objects, left_out, turns_storage_off=storage is not None), HAS_SCHEMA)
    for revision in printed:
        for script in revision.scripts:
            yield numbered.guarded(migration_work(script), is_before(revision.number))
        yield numbered.guarded(recorded_migration(revision.number, revision.scripts), is_before(revision.number))
    for file in objects:
        yield numbered.guarded(object_work(file), is_due(file))
    yield TAIL.format(step=numbered.step, number=every[-1].number)
