"""A run killed at its first statement, at its second, … until one lives: each in a forked child, on a copy of the file.

Called with the file to copy and a folder; leaves ``killed-1.duckdb``, … and ends with the number of the run that lived.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from pathlib import Path
from typing import Any

from config.logging import configure
from config.settings import Settings
from pipeline.order import Order
from pipeline.weekly_run import run
from sql.duckdb.database import DuckDBDatabase, DuckDBReader
from sql.engine import open_database
from sql.translation import dialect
from tests.pipeline.conftest import hours_model

MOST_POINTS = 400


class Countdown:
    """Kills this process at the chosen point: before a statement that writes, before a commit, or right after one."""

    left = 0

    def tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class MortalCursor:
    """A DuckDB cursor that counts what it is told."""

    def __init__(self, cursor: Any, countdown: Countdown) -> None:
        self._cursor, self._countdown = cursor, countdown

    def __enter__(self):
        return self

    def __exit__(self, *_error: object) -> None:
        self._cursor.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def execute(self, *words: Any) -> Any:
        if (
            not words[0].lstrip().upper().startswith(("SELECT", "WITH"))
        ):  # dying before a read is dying after the write before
            self._countdown.tick()
        return self._cursor.execute(*words)

    def commit(self) -> Any:
        self._countdown.tick()
        answer = self._cursor.commit()
        self._countdown.tick()
        return answer


def plan_again(path: Path) -> None:
    """The run that is killed: it supersedes the published one."""
    database = open_database(f"duckdb:///{path}")
    order = Order("weekly", is_again=True, requested_by="mortal")
    run(database, order, Settings(_env_file=None), models=[hours_model(16)])
    database.close()


def run_and_die(path: Path, point: int) -> None:
    """One run on ``path`` that ends at ``point``, unless it is over before."""
    countdown = Countdown()
    open_cursor = DuckDBDatabase.cursor
    DuckDBDatabase.cursor = lambda self, **options: MortalCursor(open_cursor(self, **options), countdown)
    countdown.left = point
    plan_again(path)


def note_statements(path: Path, notes: Path) -> None:
    """Keep what a run says, so that no child has to translate it again."""
    said = set()
    say = DuckDBReader.run

    def note(self: DuckDBReader, tsql: str, parameters: Any) -> Any:
        said.add(tsql)
        return say(self, tsql, parameters)

    DuckDBReader.run = note
    plan_again(path)
    notes.write_text(json.dumps(sorted(said)), encoding="utf-8")


def in_a_child(work: Any, *words: Any) -> int:
    """The exit code of ``work`` in a fork; this process never opens a database, so it may be forked."""
    child = os.fork()
    if child == 0:
        try:
            work(*words)
        except BaseException:  # noqa: BLE001 (a child that went on would run the parent's loop)
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main(template: Path, folder: Path) -> int:
    configure()
    notes = folder / "statements.json"
    assert in_a_child(note_statements, Path(shutil.copy(template, folder / "noted.duckdb")), notes) == 0
    for tsql in json.loads(notes.read_text(encoding="utf-8")):
        dialect.to_duckdb(tsql)
    for point in range(1, MOST_POINTS):
        path = Path(shutil.copy(template, folder / f"killed-{point}.duckdb"))
        ended = in_a_child(run_and_die, path, point)
        if ended != -signal.SIGKILL:
            return point if ended == 0 else 0
    return 0


if __name__ == "__main__":
    sys.stdout.write(str(main(Path(sys.argv[1]), Path(sys.argv[2]))))
