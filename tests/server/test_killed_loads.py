"""A load killed on a server: readers see the old data or the new, and the next load completes it (P2, P3)."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from etl.batch import Batch, LoadReport
from etl.load import load
from sql.deployment.deploy import deploy
from sql.engine import Database, LockHeldError, Reader, Transaction, TransientError, open_database
from sql.sqlserver import database as sqlserver
from sql.sqlserver.bulk_native import NativeCopy
from sql.sqlserver.database import SqlServerDatabase
from sql.sqlserver.settings import server_settings
from tests.etl.small_firm import TIME_ROWS, time_row, write_firm
from tests.server import stopped_load
from tests.server.contents import Rows, contents, tables
from tests.server.tds_proxy import proxied
from tests.server_database import fresh_server_database, server_tree

pytestmark = pytest.mark.server
ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2025, 1, 17)
BEFORE_THE_COMMIT = {
    "some files are staged": ("BULK stg.timesheets", 1),
    "a new row is in core": ("INSERT INTO core.timesheets", 1),
    "half of the weekly facts are recomputed": ("INSERT INTO core.timesheet_week", 1),
    "only the commit is missing": ("UPDATE ops.load_batch SET status = :status", 1),
}
AFTER_THE_COMMIT = ("DELETE FROM stg.clients", 2)  # the first one is the load's beginning


@dataclass
class Site:
    """One database on the server that loads are killed in, and one on DuckDB where the same loads come to an end."""

    url: str
    server: Database
    duckdb: Database
    folder: Path
    rows: list[str] = field(default_factory=lambda: list(TIME_ROWS))
    days: Iterator[int] = field(default_factory=lambda: count(9))

    def write_another_timesheet(self) -> None:
        self.rows.append(
            time_row("72", f"2025-01-{next(self.days):02d}", "1")
        )  # no more: a sum that is far off is held
        write_firm(self.folder, time_rows=tuple(self.rows))

    def load(self, database: Database) -> LoadReport:
        return load(database, [self.folder], source="kpmg_case", as_of=AS_OF)

    @contextmanager
    def stopped(self, words: str, times: int) -> Iterator[None]:
        """A load of the folder that waits after a statement for the length of the block, and is then killed."""
        command = [sys.executable, stopped_load.__file__, self.url, str(self.folder), words, str(times)]
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        with process:
            try:
                assert process.stdout is not None
                said = process.stdout.readline()
                assert said == "stopped\n", said or process.communicate()[1]
                yield
            finally:
                process.kill()
        with self.server.lock("load", wait_seconds=60):
            pass  # the server has noticed


def published(database: Database) -> dict[str, Rows]:
    """What readers see, whichever batch it came with: a killed load has used up a number."""
    return {name: contents(database, name, without=frozenset({"batch_id"})) for name in tables("core", "kpi")}


@pytest.fixture(scope="module")
def site(deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The small firm, loaded once into both."""
    folder = tmp_path_factory.mktemp("killed")
    with fresh_server_database() as url:
        server = open_database(url)
        duckdb = open_database(f"duckdb:///{shutil.copy(deployed_duckdb_file, folder / 'prop.duckdb')}")
        deploy(server, server_tree())
        site = Site(url, server, duckdb, write_firm(folder / "extracts"))
        site.load(server)
        site.load(duckdb)
        yield site
        duckdb.close()
        server.close()


@pytest.mark.parametrize("moment", BEFORE_THE_COMMIT)
def test_a_load_killed_before_its_commit_leaves_the_old_data_and_the_next_one_completes_it(
    site: Site, moment: str
) -> None:
    before = published(site.server)
    site.write_another_timesheet()
    with site.stopped(*BEFORE_THE_COMMIT[moment]):
        pass
    assert published(site.server) == before
    assert statuses(site.server)[-1] == "staging"

    assert site.load(site.server).status == "published"
    assert statuses(site.server)[-2:] == ["failed", "published"]
    site.load(site.duckdb)
    assert published(site.server) == published(site.duckdb)
    assert published(site.server) != before


def test_a_load_killed_after_its_commit_is_whole(site: Site) -> None:
    site.write_another_timesheet()
    with site.stopped(*AFTER_THE_COMMIT):
        pass
    site.load(site.duckdb)
    assert published(site.server) == published(site.duckdb)
    assert site.load(site.server).status == "unchanged"
    assert not any(contents(site.server, table) for table in tables("stg"))


def test_of_two_loads_at_once_one_says_that_the_other_is_at_work(site: Site) -> None:
    site.write_another_timesheet()
    with site.stopped("INSERT INTO core.timesheets", 1), pytest.raises(LockHeldError) as refused:
        site.load(site.server)
    assert "Another load is at work" in str(refused.value)
    assert "Nothing of this one was loaded" in str(refused.value)
    for database in (site.server, site.duckdb):
        site.load(database)
    assert published(site.server) == published(site.duckdb)


def test_a_load_is_whole_though_the_connection_of_its_lock_broke(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TransientError("The connection broke (10054).")

    site.write_another_timesheet()
    with monkeypatch.context() as patch:
        patch.setattr(sqlserver, "release_lock", broken)
        assert site.load(site.server).status == "published"
    other = open_database(site.url)
    with other.lock("load"):
        pass
    other.close()
    site.load(site.duckdb)
    assert published(site.server) == published(site.duckdb)


@pytest.mark.parametrize("is_committed", [False, True], ids=["deadlock", "lost answer"])
def test_a_load_is_tried_again_and_published_once(
    site: Site, monkeypatch: pytest.MonkeyPatch, is_committed: bool
) -> None:
    site.write_another_timesheet()
    faults = one_fault(is_committed=is_committed)
    monkeypatch.setattr(
        SqlServerDatabase,
        "_transaction",
        failing(SqlServerDatabase._transaction, len(statuses(site.server)) + 1, faults),
    )
    assert site.load(site.server).status == "published"
    assert not faults
    assert statuses(site.server)[-1] == "published"
    site.load(site.duckdb)
    assert published(site.server) == published(site.duckdb)


@pytest.fixture
def bulk_copy(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[NativeCopy]:
    """The server's stage is filled by bulk copy, which commits by itself."""
    with proxied(site.url) as (_, through):
        copy = NativeCopy(server_settings(make_url(through)).url, authentication="", timeout_seconds=60)
        monkeypatch.setattr(site.server, "bulk_copy", copy)
        yield copy


def test_bulk_copied_rows_of_a_killed_load_reach_no_reader_and_the_next_load_clears_them(
    site: Site, bulk_copy: NativeCopy, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(site.server)
    site.write_another_timesheet()
    with monkeypatch.context() as patch:
        patch.setattr(bulk_copy, "undo", lambda *_: None)  # a killed process takes nothing out again
        patch.setattr(Batch, "publish", killed)
        with pytest.raises(KeyboardInterrupt):
            site.load(site.server)
    assert contents(site.server, "stg.timesheets")
    assert published(site.server) == before

    assert site.load(site.server).status == "published"
    site.load(site.duckdb)
    assert published(site.server) == published(site.duckdb)
    assert not any(contents(site.server, table) for table in tables("stg"))


def killed(_batch: Batch) -> LoadReport:
    raise KeyboardInterrupt


def one_fault(*, is_committed: bool) -> list[tuple[bool, TransientError]]:
    words = "The connection broke (10054)." if is_committed else "Transaction was deadlocked (1205)."
    return [(is_committed, TransientError(words))]


def failing(
    transaction: Callable[..., Any], batch_id: int, faults: list[tuple[bool, TransientError]]
) -> Callable[..., Any]:
    """Transactions of which the one that publishes the batch meets a fault, before its commit or just after it."""

    @contextmanager
    def failing_transaction(database: SqlServerDatabase) -> Iterator[Transaction]:
        is_publication = False
        with transaction(database) as inner:
            yield inner
            is_publication = bool(faults) and statuses(inner)[batch_id - 1 :] == ["published"]
            if is_publication and not faults[0][0]:
                raise faults.pop()[1]
        if is_publication:
            raise faults.pop()[1]

    return failing_transaction


def statuses(database: Reader) -> list[str]:
    return [row["status"] for row in database.rows("SELECT b.status FROM ops.load_batch AS b ORDER BY b.batch_id")]
