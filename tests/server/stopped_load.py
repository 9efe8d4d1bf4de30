"""A load in a process of its own that stops at a chosen statement and waits there to be killed.

Called with the database's URL, a folder of extracts, the beginning of a statement and which of its kind to stop after.
Prints ``stopped`` when it is there.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from etl.load import load
from sql.engine import open_database
from sql.sqlserver.database import ServerReader, ServerTransaction
from tests.server.own_locks import name_locks_by_database


class Stop:
    """Counts the statements that begin with some words, and waits after the last of them."""

    def __init__(self, words: str, count: int) -> None:
        self.words, self.left = words, count

    def after(self, statement: str) -> None:
        if statement.startswith(self.words):
            self.left -= 1
            if self.left == 0:
                sys.stdout.write("stopped\n")
                sys.stdout.flush()
                sys.stdin.read()

    def watching(self, method: Callable[..., Any], prefix: str) -> Callable[..., Any]:
        """The method, with a look at its first argument once it is done."""

        def watched(this: Any, statement: str, *others: Any) -> Any:
            answer = method(this, statement, *others)
            self.after(prefix + statement)
            return answer

        return watched


def main(url: str, folder: str, words: str, count: str) -> None:
    stop = Stop(words, int(count))
    patch = pytest.MonkeyPatch()
    name_locks_by_database(patch)
    patch.setattr(ServerReader, "run", stop.watching(ServerReader.run, ""))
    patch.setattr(ServerTransaction, "_insert", stop.watching(ServerTransaction._insert, "BULK "))
    load(open_database(url), [Path(folder)], source="kpmg_case", as_of=date(2025, 1, 17))


if __name__ == "__main__":
    main(*sys.argv[1:])
