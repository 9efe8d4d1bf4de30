"""The network fails: a unit of work is applied once or not at all, and what is not known is said so."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.errors import DatabaseError
from sql.database import Transaction
from sql.engine import Database, TransientError, open_database
from sql.sqlserver.commits import CommitLostError
from tests.server.tds_proxy import TdsProxy, proxied
from tests.server_database import fresh_server_database

pytestmark = pytest.mark.server
MARKS = Path(__file__).resolve().parents[2] / "sql/migrations/0004_units_of_work/ops.unit_of_work.table.sql"
PATIENT, IMPATIENT = "30", "3"  # seconds that a login or a statement may take; the second where silence is awaited


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database with a counter, and the table of marks."""
    with fresh_server_database() as url:
        database = open_database(url)
        with database.transaction() as transaction:
            transaction.run_script(
                "CREATE SCHEMA ops;\nGO\nCREATE SCHEMA box;\nGO\nCREATE TABLE box.counter (total int);"
            )
            transaction.run_script(MARKS.read_text(encoding="utf-8"))
            transaction.execute("INSERT INTO box.counter (total) VALUES (0)")
        database.close()
        yield url


@contextmanager
def through_proxy(url: str, timeout: str = PATIENT) -> Iterator[tuple[TdsProxy, Database]]:
    with proxied(url, query_timeout=timeout, login_timeout=timeout) as (proxy, through):
        database = open_database(through)
        yield proxy, database
        proxy.plan.is_silent = False
        database.close()


class Counted:
    """A unit of work that adds one, and tells how often it was begun."""

    def __init__(self) -> None:
        self.attempts = 0

    def __call__(self, transaction: Transaction) -> int:
        self.attempts += 1
        transaction.execute("UPDATE c SET total = c.total + 1 FROM box.counter AS c")
        return int(transaction.scalar("SELECT c.total FROM box.counter AS c"))


def total(url: str) -> int:
    database = open_database(url)
    found = database.scalar("SELECT c.total FROM box.counter AS c")
    database.close()
    return int(found)


@pytest.mark.parametrize(
    ("fault", "attempts"),
    [("cut before the server hears", 2), ("cut before the answer", 1), ("silence", 2)],
)
def test_a_commit_without_an_answer_is_applied_once(url: str, fault: str, attempts: int) -> None:
    before, work = total(url), Counted()
    with through_proxy(url, IMPATIENT if fault == "silence" else PATIENT) as (proxy, database):
        database.scalar("SELECT 1")
        proxy.plan.at_commit = fault
        assert database.unit_of_work(work) == before + 1
        assert proxy.plan.happened == [fault]
    assert work.attempts == attempts
    assert total(url) == before + 1


def test_without_marks_a_lost_answer_is_told_and_nothing_is_repeated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, work = total(url), Counted()
    monkeypatch.setattr("sql.sqlserver.database.may_mark", lambda _reader: False)
    with through_proxy(url) as (proxy, database):
        database.scalar("SELECT 1")
        proxy.plan.at_commit = "cut before the answer"
        with pytest.raises(CommitLostError, match=r"not known whether .* kept.*Look whether"):
            database.unit_of_work(work)
    assert work.attempts == 1
    assert total(url) == before + 1


def test_a_connection_cut_in_the_middle_repeats_the_whole_unit_of_work(url: str) -> None:
    before, work = total(url), Counted()
    with through_proxy(url) as (proxy, database):
        proxy.plan.at_words = "SELECT c.total"
        assert database.unit_of_work(work) == before + 1
    assert work.attempts == 2
    assert total(url) == before + 1


def test_a_plain_transaction_is_not_repeated(url: str) -> None:
    before = total(url)
    with through_proxy(url) as (proxy, database):
        proxy.plan.at_words = "SELECT c.total"
        with pytest.raises(TransientError, match="rolled back"), database.transaction() as transaction:
            Counted()(transaction)
    assert total(url) == before


def test_connections_that_were_cut_in_the_pool_are_replaced(url: str) -> None:
    with through_proxy(url) as (proxy, database):
        before = database.scalar("SELECT c.total FROM box.counter AS c")
        proxy.cut_everything()
        assert database.scalar("SELECT c.total FROM box.counter AS c") == before


def test_a_connection_that_fell_silent_in_the_pool_is_replaced(url: str) -> None:
    with through_proxy(url, IMPATIENT) as (proxy, database):
        before = database.scalar("SELECT c.total FROM box.counter AS c")
        proxy.fall_silent()
        assert database.scalar("SELECT c.total FROM box.counter AS c") == before


def test_a_slow_network_is_no_fault(url: str) -> None:
    before = total(url)
    with through_proxy(url) as (proxy, database):
        proxy.plan.delay_seconds = 0.02
        assert database.unit_of_work(Counted()) == before + 1


def test_a_server_that_is_silent_from_the_start_is_named(url: str) -> None:
    with through_proxy(url, IMPATIENT) as (proxy, database):
        proxy.plan.is_silent = True
        with pytest.raises(DatabaseError, match=r"did not answer within 3 s.*Nothing was opened.*firewall"):
            database.reader().__enter__()
