"""sqlcmd, as far as a deployment script needs it: GO, ``:on error exit``, PRINT, an exit code.

Written after Microsoft's description of the utility: a batch ends at a line that says GO; lines that begin with a colon
are commands; after ``:on error exit`` the first error ends the run with exit code 1.
"""

import re
from dataclasses import dataclass, field

import pyodbc
from sqlalchemy import NullPool, create_engine, make_url

from tests.server_database import SQL_SERVER_2019, server_version

GO = re.compile(r"\s*GO\s*(\d+)?\s*", re.IGNORECASE)
ON_ERROR = re.compile(r":on error (exit|ignore)\s*", re.IGNORECASE)
LOCK_NAME = "N'deploy'"


@dataclass
class Run:
    """What a script said, and how it ended."""

    exit_code: int = 0
    printed: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def run_script(url: str, script: str, *, ignores_errors: bool = False) -> Run:
    """Run a script in a session of its own.

    Parameters
    ----------
    ignores_errors
        Go on after an error whatever the script says, as careless runners do.
    """
    raw = create_engine(url, poolclass=NullPool).raw_connection()
    raw.driver_connection.autocommit = True
    run, stops = Run(), False
    try:
        for part in batches(named_by_database(script, url)):
            command = ON_ERROR.fullmatch(part)
            if command:
                stops = command[1].lower() == "exit"
            elif not executed(raw.cursor(), part, run) and stops and not ignores_errors:
                break
    finally:
        raw.close()
    run.exit_code = 1 if run.errors else 0
    return run


def batches(script: str) -> list[str]:
    """The batches and the commands, in order."""
    parts: list[str] = [""]
    for line in script.splitlines(keepends=True):
        if GO.fullmatch(line):
            parts.append("")
        elif line.startswith(":"):
            parts += [line.strip(), ""]
        else:
            parts[-1] += line
    return [part for part in parts if part.strip()]


def executed(cursor: pyodbc.Cursor, batch: str, run: Run) -> bool:
    """Run one batch; whether it went well."""
    try:
        cursor.execute(batch)
        while True:
            run.printed += [message.rpartition("]")[2] for _, message in cursor.messages or []]
            if not cursor.nextset():
                return True
    except pyodbc.Error as error:
        run.errors.append(str(error.args[1]))
        return False


def named_by_database(script: str, url: str) -> str:
    """The script with a lock of its own where the server keeps one name for all of its databases."""
    if server_version() >= SQL_SERVER_2019:
        return script
    return script.replace(LOCK_NAME, f"N'{make_url(url).database}.deploy'")
