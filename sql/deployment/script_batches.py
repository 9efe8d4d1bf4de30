"""The batches of a deployment script: each runs only in the script's own transaction, and only after the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sql.deployment.deployed import MIGRATION
from sql.deployment.server_objects import scripts_of
from sql.files import SqlFile
from sql.translation.dialect import batches

PLAIN = re.compile(
    r"(CREATE\s+(UNIQUE\s+)?((NON)?CLUSTERED\s+)?(TABLE|INDEX)|DROP\s+(TABLE|INDEX)|ALTER\s+TABLE|EXECUTE\s+ops\.)\b",
    re.IGNORECASE,
)
COMMENTS = re.compile(r"\s*(/\*.*?\*/\s*|--[^\n]*\n\s*)*", re.DOTALL)
GUARD = """\
IF APPLOCK_MODE(N'public', N'deploy', N'Transaction') = N'Exclusive'
    AND CAST(SESSION_CONTEXT(N'prop_step') AS int) = {step}
BEGIN
{work}
EXEC sys.sp_set_session_context @key = N'prop_step', @value = {next_step};
END;
GO
"""
NEEDED = """\
IF {condition}
BEGIN
{work}
END;"""


@dataclass
class Batches:
    """Numbers the batches as they are written."""

    step: int = 1

    def guarded(self, work: str, condition: str = "") -> str:
        """One batch that counts as done once its work, where the condition asks for it, came to its end."""
        needed = NEEDED.format(condition=condition, work=work.strip()) if condition else work.strip()
        self.step += 1
        return GUARD.format(step=self.step - 1, next_step=self.step, work=needed)


def is_before(number: str) -> str:
    """The condition that a migration has not been applied."""
    return f"NOT EXISTS (SELECT 1 FROM dbo.alembic_version AS v WHERE v.version_num >= '{number}')"


def is_due(file: SqlFile) -> str:
    """The condition that an object is not deployed as its file says."""
    return (
        "NOT EXISTS (SELECT 1 FROM ops.schema_object AS o "
        f"WHERE o.file_name = N'{file.path}' AND o.sha256 = '{file.sha256}')"
    )


def migration_work(script: SqlFile) -> str:
    """One script of a migration."""
    return "\n".join([f"PRINT N'sql/{script.path}';", *(statement_text(batch) for batch in batches(script.text))])


def object_work(file: SqlFile) -> str:
    """One object, and its record."""
    own = scripts_of(file) if file.is_server_only else batches(file.text)
    texts = [statement_text(batch) for script in own for batch in batches(script)]
    return "\n".join([f"PRINT N'sql/{file.path}';", *texts, recorded(file)])


def statement_text(batch: str) -> str:
    """A statement as it stands in a conditional block: tables, indexes and descriptions plainly, the rest as a text.

    CREATE VIEW and CREATE SCHEMA must stand alone in their batch, and rows of a table must not be looked up before the
    block is reached: a later migration may have changed the table.
    """
    return batch if PLAIN.match(batch, COMMENTS.match(batch).end()) else executed(batch)  # type: ignore[union-attr]


def executed(batch: str) -> str:
    """A batch as a text that is executed."""
    return "EXEC (N'\n" + batch.replace("'", "''") + "\n');"


def recorded(file: SqlFile) -> str:
    """The row of ops.schema_object for an object: updated, else inserted."""
    return f"""\
UPDATE ops.schema_object
SET
    object_type = N'{file.object_type}',
    file_name = N'{file.path}',
    sha256 = '{file.sha256}',
    applied_at_utc = SYSUTCDATETIME()
WHERE object_name = N'{file.object_name}';
IF @@ROWCOUNT = 0
    INSERT INTO ops.schema_object (object_name, object_type, file_name, sha256, applied_at_utc)
    VALUES (N'{file.object_name}', N'{file.object_type}', N'{file.path}', '{file.sha256}', SYSUTCDATETIME());"""


def recorded_migration(number: str, scripts: Sequence[SqlFile]) -> str:
    """The rows of ops.schema_object for the scripts of a migration, and Alembic's number."""
    rows = ",\n".join(
        f"    (N'{script.path}', N'{MIGRATION}', N'{script.path}', '{script.sha256}', SYSUTCDATETIME())"
        for script in scripts
    )
    return f"""\
INSERT INTO ops.schema_object (object_name, object_type, file_name, sha256, applied_at_utc)
VALUES
{rows};
DELETE FROM dbo.alembic_version;
INSERT INTO dbo.alembic_version (version_num) VALUES ('{number}');"""
