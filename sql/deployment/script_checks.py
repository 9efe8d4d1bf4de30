"""What a deployment script looks at before it changes anything: refusals, what is due, what has no file any more."""

from collections.abc import Sequence

from sql.deployment.deployed import MIGRATION
from sql.deployment.revisions import Revision
from sql.deployment.server_objects import DROP_ORDER, DROP_WORDS
from sql.files import STORAGE_TYPES, SqlFile

NEVER_DUE_BY_OTHERS = (MIGRATION, "seed", *sorted(STORAGE_TYPES))
ROWS_AT_ONCE = 500
INDENT = " " * 12
FOREIGN_VERSION = """\
IF EXISTS (SELECT 1 FROM dbo.alembic_version AS v WHERE v.version_num NOT IN ({numbers}))
    THROW 50000,
        N'The database is at a migration that this script does not know. Nothing was changed. Use a newer script.', 1;
"""
TOO_OLD = """\
IF NOT EXISTS (SELECT 1 FROM dbo.alembic_version AS v WHERE v.version_num >= '{since}')
    THROW 50000,
        N'This script starts from migration {since}; the database is older. Nothing was changed. Use a whole one.', 1;
"""
CHECKS = """\
DECLARE @wanted table (
    file_name nvarchar(260) COLLATE Latin1_General_BIN2 NOT NULL PRIMARY KEY,
    object_name nvarchar(200) COLLATE Latin1_General_BIN2 NOT NULL,
    object_type nvarchar(20) COLLATE Latin1_General_BIN2 NOT NULL,
    sha256 char(64) COLLATE Latin1_General_BIN2 NOT NULL,
    version_num varchar(32) COLLATE Latin1_General_BIN2 NOT NULL
);
{rows}
DECLARE @names nvarchar(max), @message nvarchar(2048), @statements nvarchar(max);

-- A migration that was applied must be the one of this script.
SELECT
    @names = STRING_AGG(
        CAST(CONCAT(o.file_name, IIF(w.file_name IS NULL, N' (missing)', N' (edited)')) AS nvarchar(max)), N', '
    )
FROM ops.schema_object AS o
LEFT JOIN @wanted AS w
    ON w.file_name = o.file_name
WHERE o.object_type = N'migration' AND (w.file_name IS NULL OR w.sha256 <> o.sha256);
IF @names IS NOT NULL
BEGIN
    SET @message = LEFT(CONCAT(N'Applied migrations differ from this script: ', @names), 1800)
        + N'. Nothing was changed. Use the script of the release that is deployed, or of a newer one.';
    THROW 50000, @message, 1;
END;
{left_out}
SELECT @names = STRING_AGG(CAST(w.file_name AS nvarchar(max)), N', ')
FROM @wanted AS w
WHERE w.object_type = N'migration'
    AND EXISTS (SELECT 1 FROM dbo.alembic_version AS v WHERE v.version_num COLLATE Latin1_General_BIN2 >= w.version_num)
    AND NOT EXISTS (SELECT 1 FROM ops.schema_object AS o WHERE o.file_name = w.file_name);
IF @names IS NOT NULL
BEGIN
    SET @message = LEFT(CONCAT(N'Scripts that come before the current migration were never applied: ', @names), 1800)
        + N'. Nothing was changed. Use the script of the release that is deployed, or of a newer one.';
    THROW 50000, @message, 1;
END;

-- When anything differs, everything but seeds and storage is applied again, since objects read each other.
IF EXISTS (
    SELECT 1
    FROM @wanted AS w
    LEFT JOIN ops.schema_object AS o
        ON o.file_name = w.file_name
    WHERE w.object_type NOT IN ({never_due})
        AND (
            o.file_name IS NULL OR o.sha256 <> w.sha256
            OR (w.object_type IN (N'view', N'proc', N'function', N'policy') AND OBJECT_ID(w.object_name) IS NULL)
        )
) OR NOT EXISTS (SELECT 1 FROM dbo.alembic_version AS v WHERE v.version_num = '{latest}')
BEGIN
    UPDATE ops.schema_object SET sha256 = 'due' WHERE object_type NOT IN ({never_due});
    -- What is bound to a table or a function is set again below, in this transaction.
    SELECT
        @statements = STRING_AGG(
            CAST(CONCAT(N'DROP SECURITY POLICY IF EXISTS ', o.object_name, N';') AS nvarchar(max)), N' '
        )
    FROM ops.schema_object AS o
    WHERE o.object_type = N'policy';
    IF @statements IS NOT NULL
        EXEC sys.sp_executesql @statements;
    SET @statements = N'{bound}';
    EXEC sys.sp_executesql @statements;
END;
ELSE IF NOT EXISTS (
    SELECT 1 FROM @wanted AS w
    WHERE NOT EXISTS (SELECT 1 FROM ops.schema_object AS o WHERE o.file_name = w.file_name AND o.sha256 = w.sha256)
) AND NOT EXISTS (
    SELECT 1 FROM ops.schema_object AS o
    WHERE o.object_type NOT IN ({kept}) AND NOT EXISTS (SELECT 1 FROM @wanted AS w WHERE w.file_name = o.file_name)
)
    PRINT N'Nothing to do: the database is as this script says.';

-- What has no file any more is dropped; a seed leaves its rows.
SELECT
    @statements = STRING_AGG(CAST(
        CASE o.object_type
{drops}
        END AS nvarchar(max)), N' ')
    WITHIN GROUP (
        ORDER BY
            CASE o.object_type
{order}
                ELSE 0
            END,
            o.applied_at_utc DESC, o.object_name DESC
    )
FROM ops.schema_object AS o
WHERE o.object_type NOT IN ({kept}) AND NOT EXISTS (SELECT 1 FROM @wanted AS w WHERE w.file_name = o.file_name);
IF @statements IS NOT NULL
BEGIN
    PRINT @statements;
    EXEC sys.sp_executesql @statements;
END;
DELETE o
FROM ops.schema_object AS o
WHERE o.object_type NOT IN ({kept}) AND NOT EXISTS (SELECT 1 FROM @wanted AS w WHERE w.file_name = o.file_name);
"""

# Leaving a file out never takes away what is there: row-level security would go without a word.
LEFT_OUT = """
SELECT @names = STRING_AGG(CAST(o.file_name AS nvarchar(max)), N', ')
FROM ops.schema_object AS o
WHERE o.file_name IN ({paths});
IF @names IS NOT NULL
BEGIN
    SET @message = LEFT(CONCAT(N'Left out of this script, but deployed here: ', @names), 1800)
        + N'. Nothing was changed. Print the script without that pattern, or roll back first.';
    THROW 50000, @message, 1;
END;
"""


def refusals(every: Sequence[Revision], since: str | None) -> str:
    """The statements that refuse a database which this script cannot bring up to date."""
    numbers = ", ".join(f"'{revision.number}'" for revision in every)
    return FOREIGN_VERSION.format(numbers=numbers) + (TOO_OLD.format(since=since) if since else "")


def checks(
    every: Sequence[Revision], objects: Sequence[SqlFile], left_out: Sequence[str], *, turns_storage_off: bool
) -> str:
    """The statements that compare what is recorded with this script, and drop what has no file any more.

    Parameters
    ----------
    objects
        The objects of this script.
    left_out
        The paths of the files that this script does without.
    turns_storage_off
        Whether recorded storage options that are not among ``objects`` are undone; else they stay as they are.
    """
    kept = [MIGRATION] if turns_storage_off else [MIGRATION, *sorted(STORAGE_TYPES)]
    functions = {file.subject for file in objects if file.object_type == "function"}
    bound = [file.subject for file in objects if file.object_type == "function" and file.reads(functions)]
    return CHECKS.format(
        rows="\n".join(wanted_rows(every, objects)),
        latest=every[-1].number,
        left_out=LEFT_OUT.format(paths=listed(left_out)) if left_out else "",
        never_due=listed(NEVER_DUE_BY_OTHERS),
        kept=listed(kept),
        bound=" ".join(f"DROP FUNCTION IF EXISTS {name};" for name in reversed(bound)),
        drops="\n".join(drop_arms()),
        order="\n".join(f"{INDENT}    WHEN N'{kind}' THEN {place}" for place, kind in enumerate(DROP_ORDER, start=1)),
    )


def wanted_rows(every: Sequence[Revision], objects: Sequence[SqlFile]) -> list[str]:
    """INSERT statements with one row per file of this script."""
    rows = [
        f"    (N'{script.path}', N'{script.path}', N'{MIGRATION}', '{script.sha256}', '{revision.number}')"
        for revision in every
        for script in revision.scripts
    ]
    rows += [
        f"    (N'{file.path}', N'{file.object_name}', N'{file.object_type}', '{file.sha256}', '')" for file in objects
    ]
    head = "INSERT INTO @wanted (file_name, object_name, object_type, sha256, version_num)\nVALUES\n"
    return [head + ",\n".join(rows[start : start + ROWS_AT_ONCE]) + ";" for start in range(0, len(rows), ROWS_AT_ONCE)]


def drop_arms() -> list[str]:
    """How each kind of object is dropped, as arms of a CASE."""
    arms = [
        f"{INDENT}WHEN N'{kind}' THEN CONCAT(N'DROP {words} IF EXISTS ', o.object_name, N';')"
        for kind, words in {**DROP_WORDS, "role": "ROLE"}.items()
    ]
    indexed, paged = "REPLACE(o.object_name, N'.columnstore', N'')", "REPLACE(o.object_name, N'.page', N'')"
    return [
        *arms,
        f"{INDENT}WHEN N'columnstore' THEN",
        f"{INDENT}    CONCAT(N'DROP INDEX IF EXISTS NCCI_', PARSENAME({indexed}, 1), N' ON ', {indexed}, N';')",
        f"{INDENT}WHEN N'page' THEN",
        f"{INDENT}    CONCAT(N'ALTER TABLE ', {paged}, N' REBUILD WITH (DATA_COMPRESSION = NONE);')",
    ]


def listed(words: Sequence[str]) -> str:
    """Texts between commas."""
    return ", ".join(f"N'{word}'" for word in words)
