"""Portable T-SQL to DuckDB: what cannot mean the same on both engines is refused, the rest is translated."""

import logging
import re
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

from sql.errors import NotPortableError, excerpt
from sql.translation.portability import refusals
from sql.translation.rewrites import rewrite
from sql.translation.tables import duckdb_table

logging.getLogger("sqlglot").setLevel(logging.ERROR)  # what it would warn of is refused in words below

GO = re.compile(r"^\s*GO\s*;?\s*$", re.IGNORECASE | re.MULTILINE)
SESSION_SETTING = re.compile(
    r"^\s*SET\s+(ANSI_NULLS|QUOTED_IDENTIFIER|XACT_ABORT|NOCOUNT)\s+(ON|OFF)\s*;?\s*$", re.IGNORECASE | re.MULTILINE
)
KEY_KIND = re.compile(r"\b(PRIMARY\s+KEY|UNIQUE)\s+(NON)?CLUSTERED\b", re.IGNORECASE)
DUCKDB_WORDS = re.compile(r"::|\bLIMIT\s+[\d:]|\bQUALIFY\b|\bUSING\s*\(", re.IGNORECASE)


def batches(script: str) -> list[str]:
    """The parts of a script between its GO lines, without empty ones and those that only set what is set anyway."""
    return [part.strip() for part in GO.split(script) if SESSION_SETTING.sub("", part).strip()]


def parsed(tsql: str) -> list[exp.Expr]:
    """The statements of one T-SQL batch.

    Raises
    ------
    NotPortableError
        The text is no T-SQL that both engines understand alike.
    """
    try:
        statements = [part for part in sqlglot.parse(KEY_KIND.sub(r"\1", tsql), read="tsql") if part is not None]
    except ParseError as error:
        raise NotPortableError(
            f"{excerpt(tsql)}: {error.errors[0]['description']} near {error.errors[0]['highlight']!r}. "
            "Nothing was executed. Write it in the portable subset of sql/README.md."
        ) from error
    return [part for part in statements if not isinstance(part, exp.Semicolon)]


def check(tsql: str, statement: exp.Expr) -> None:
    """Refuse what the engines would read differently."""
    reasons = refusals(statement)
    if DUCKDB_WORDS.search(re.sub(r"'[^']*'|--[^\n]*|/\*.*?\*/", "", tsql, flags=re.DOTALL)):
        reasons.append("LIMIT, QUALIFY, USING and :: are not T-SQL")
    if reasons:
        raise NotPortableError(
            f"{excerpt(tsql)}: not the same on SQL Server and DuckDB. {'; '.join(reasons)}. "
            "Nothing was executed. See Portable T-SQL in sql/README.md."
        )


@lru_cache(maxsize=4096)
def to_duckdb(tsql: str) -> str:
    """One portable T-SQL statement in DuckDB's words; ``:name`` becomes ``$name``.

    Raises
    ------
    NotPortableError
        It would not mean the same on both engines; the message names the words and the way out.
    """
    statements = parsed(tsql)
    if len(statements) != 1:
        raise NotPortableError(
            f"{excerpt(tsql)}: {len(statements)} statements where one is expected. Nothing was executed. "
            "Call once per statement."
        )
    check(tsql, statements[0])
    return rewrite(statements[0]).sql("duckdb")


@lru_cache(maxsize=1024)
def script_to_duckdb(script: str) -> tuple[str, ...]:
    """A whole T-SQL file, batch by batch, in DuckDB's words; nonclustered indexes and foreign keys are left out.

    Raises
    ------
    NotPortableError
        As `to_duckdb`.
    """
    result: list[str] = []
    for batch in batches(script):
        for statement in parsed(batch):
            check(batch, statement)
            if isinstance(statement, exp.Create) and statement.kind != "VIEW":
                result += [part.sql("duckdb") for part in duckdb_table(statement, is_large=is_large(script))]
            else:
                result.append(rewrite(statement).sql("duckdb"))
    return tuple(result)


def is_large(script: str) -> bool:
    """Whether the file's header says ``Volume: large``: its keys are then not kept on DuckDB."""
    return re.search(r"^Volume:\s*large\b", script, re.IGNORECASE | re.MULTILINE) is not None
