"""Deploy the tree of argv[2] into the URL of argv[1], and die without a word at the step number argv[3]; 0 is never."""

import os
import sys
from pathlib import Path

import pytest

from sql.deployment.deploy import deploy
from sql.duckdb import database as duckdb
from sql.engine import open_database
from sql.files import SqlTree
from sql.sqlserver import database as sqlserver
from tests.server.own_locks import name_locks_by_database

url, root, last_step = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
step = 0


def dying(method):
    """The method, with a death before and after it."""

    def counted(*arguments, **named):
        count()
        result = method(*arguments, **named)
        count()
        return result

    return counted


def count() -> None:
    """One more step; the last one is never survived."""
    global step  # noqa: PLW0603
    step += 1
    if step == last_step:
        os._exit(9)


for transaction in (duckdb.DuckDBTransaction, sqlserver.ServerTransaction):
    transaction.run_script = dying(transaction.run_script)
    transaction.execute = dying(transaction.execute)

if url.startswith("mssql"):
    name_locks_by_database(pytest.MonkeyPatch())
sys.stdout.write("nothing to do" if deploy(open_database(url), SqlTree(root)).is_empty else "deployed")
