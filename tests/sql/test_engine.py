"""The one door: values come back as they went in, transactions hold, threads and processes stay apart."""

import datetime as dt
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyodbc
import pytest

from config.errors import DatabaseError, UsageError
from sql.engine import (
    ConstraintError,
    DatabaseHeldError,
    LockHeldError,
    TransientError,
    open_database,
)
from sql.sqlserver.errors import project_error

UTC_WITHOUT_ZONE = None  # datetime2 has no zone; PROP keeps UTC in it
PROJECT = Path(__file__).resolve().parents[2]
TABLE = """
CREATE TABLE box.item (
    item_id int NOT NULL,
    name nvarchar(400) NULL,
    note nvarchar(max) NULL,
    amount decimal(19,4) NULL,
    hours decimal(9,2) NULL,
    work_date date NULL,
    seen_at_utc datetime2(3) NULL,
    is_open bit NULL,
    count_read bigint NULL,
    currency char(3) NULL,
    CONSTRAINT PK_item PRIMARY KEY (item_id)
);
"""
COLUMNS = [
    "item_id",
    "name",
    "note",
    "amount",
    "hours",
    "work_date",
    "seen_at_utc",
    "is_open",
    "count_read",
    "currency",
]
ROWS = [
    (1, "Ångström – 日本 🚀 'quoted'", "x" * 20_000, Decimal("123456789012345.6789"), Decimal("-7.50"),
     dt.date(1900, 1, 1), dt.datetime(2025, 3, 17, 23, 59, 59, 999_000, UTC_WITHOUT_ZONE), True, 2**53 + 1, "CAD"),
    (2, "trailing  ", "", Decimal("-0.0001"), Decimal("0.00"), dt.date(9999, 12, 31), dt.datetime(2000, 2, 29, tzinfo=UTC_WITHOUT_ZONE), False, -1, "EUR"),
    (3, None, None, None, None, None, None, None, None, None),
]  # fmt: skip
QUERY = f"SELECT {', '.join(COLUMNS)} FROM box.item ORDER BY item_id"


@pytest.fixture
def database(empty_database):
    with empty_database.transaction() as transaction:
        transaction.run_script("CREATE SCHEMA box;")
        transaction.run_script(TABLE)
    yield empty_database
    with empty_database.transaction() as transaction:
        transaction.run_script("DROP TABLE box.item;")
        transaction.run_script("DROP SCHEMA box;")


def stored(database):
    return [tuple(row.values()) for row in database.rows(QUERY)]


def test_inserted_rows_read_back_by_value(database):
    with database.transaction() as transaction:
        assert transaction.insert("box.item", COLUMNS, ROWS) == 3
    assert stored(database) == ROWS


def test_arrow_rows_read_back_by_value(database):
    types = [pa.int32(), pa.string(), pa.string(), pa.decimal128(19, 4), pa.decimal128(9, 2), pa.date32(),
             pa.timestamp("us"), pa.bool_(), pa.int64(), pa.string()]  # fmt: skip
    columns = [pa.array(values, kind) for values, kind in zip(zip(*ROWS, strict=True), types, strict=True)]
    with database.transaction() as transaction:
        assert transaction.insert_arrow("box.item", pa.record_batch(columns, names=COLUMNS)) == 3
    assert stored(database) == ROWS


def test_bound_values_read_back_by_value(database):
    names = ", ".join(f":{name}" for name in COLUMNS)
    with database.transaction() as transaction:
        for row in ROWS:
            values = dict(zip(COLUMNS, row, strict=True))
            assert transaction.execute(f"INSERT INTO box.item ({', '.join(COLUMNS)}) VALUES ({names})", **values) == 1
    assert stored(database) == ROWS


def test_many_rows_go_in_batches_and_none_is_lost(database):
    with database.transaction() as transaction:
        count = transaction.insert("box.item", ["item_id", "amount"], ((i, Decimal(i) / 4) for i in range(12_345)))
    assert count == 12_345
    assert database.rows("SELECT COUNT(*) AS n, SUM(amount) AS s FROM box.item") == [
        {"n": 12_345, "s": Decimal(sum(range(12_345))) / 4}
    ]


def test_no_rows_is_no_error(database):
    with database.transaction() as transaction:
        assert transaction.insert("box.item", ["item_id"], []) == 0


@pytest.mark.parametrize(
    ("column", "value"), [("amount", 1.5), ("amount", Decimal("0.00001")), ("item_id", 2**40), ("work_date", "2025")]
)
def test_a_value_that_does_not_fit_exactly_is_refused_by_name(database, column, value):
    columns = ["item_id", column] if column != "item_id" else ["item_id"]
    row = [1, value] if column != "item_id" else [value]
    with (
        pytest.raises(DatabaseError, match=rf"box\.item\.{column}.*Nothing of this batch"),
        database.transaction() as transaction,
    ):
        transaction.insert("box.item", columns, [row])
    assert stored(database) == []


def test_a_row_of_another_length_is_refused(database):
    with pytest.raises(DatabaseError, match="2 values for 1 columns"), database.transaction() as transaction:
        transaction.insert("box.item", ["item_id"], [(1, 2)])


def test_a_stamp_keeps_milliseconds_in_utc(database):
    montreal = dt.timezone(dt.timedelta(hours=-5))
    with database.transaction() as transaction:
        transaction.insert(
            "box.item", ["item_id", "seen_at_utc"], [(1, dt.datetime(2025, 3, 17, 20, 0, 0, 123_999, montreal))]
        )
    assert database.scalar("SELECT seen_at_utc FROM box.item") == dt.datetime(
        2025, 3, 18, 1, 0, 0, 123_000, UTC_WITHOUT_ZONE
    )


def test_an_error_rolls_everything_back(database):
    def insert_twice():
        with database.transaction() as transaction:
            transaction.insert("box.item", ["item_id"], [(1,)])
            transaction.insert("box.item", ["item_id"], [(1,)])

    with pytest.raises(ConstraintError, match="rolled back"):
        insert_twice()
    assert stored(database) == []
    with database.transaction() as transaction:
        transaction.insert("box.item", ["item_id"], [(1,)])
    assert len(stored(database)) == 1


def test_a_transaction_reads_its_own_rows(database):
    with database.transaction() as transaction:
        transaction.insert("box.item", ["item_id"], [(1,), (2,)])
        assert transaction.scalar("SELECT COUNT(*) FROM box.item") == 2
        assert transaction.frame("SELECT item_id FROM box.item ORDER BY item_id")["item_id"].tolist() == [1, 2]


def test_update_and_delete_through_a_join_count_their_rows(database):
    with database.transaction() as transaction:
        transaction.insert("box.item", ["item_id", "count_read"], [(1, 0), (2, 0), (3, 0)])
        news = "(VALUES (1, 10), (2, 20)) AS n (item_id, count_read)"
        join = f"FROM box.item AS i INNER JOIN {news} ON n.item_id = i.item_id"
        assert (
            transaction.execute(
                f"UPDATE i SET count_read = n.count_read, name = 'new' {join} WHERE n.count_read > :least", least=5
            )
            == 2
        )
        assert transaction.execute(f"DELETE i {join} WHERE i.count_read = 20") == 1
        assert transaction.execute("DELETE FROM box.item WHERE item_id = :i", i=99) == 0
    rows = database.rows("SELECT item_id, count_read, name FROM box.item ORDER BY item_id")
    assert [tuple(row.values()) for row in rows] == [(1, 10, "new"), (3, 0, None)]


def test_a_frame_has_the_same_types_with_and_without_rows(database):
    columns = "item_id, name, amount, work_date, seen_at_utc, is_open"
    query = f"SELECT {columns}, SUM(count_read) AS total FROM box.item WHERE item_id < 3 GROUP BY {columns}"
    empty = database.frame(query)
    with database.transaction() as transaction:
        transaction.insert("box.item", COLUMNS, ROWS)
    full = database.frame(query)
    expected = ["int64", "str", "float64", "datetime64[us]", "datetime64[us]", "bool", "int64"]
    assert [str(kind) for kind in empty.dtypes] == expected
    assert [str(kind) for kind in full.dtypes] == expected


def test_null_among_integers_and_bits_stays_null_in_a_frame(database):
    with database.transaction() as transaction:
        transaction.insert("box.item", COLUMNS, ROWS)
    frame = database.frame("SELECT count_read, is_open, name FROM box.item ORDER BY item_id")
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "boolean", "str"]
    assert frame["count_read"].tolist() == [2**53 + 1, -1, pd.NA]
    assert frame["is_open"].isna().tolist() == [False, False, True]


def test_rows_and_scalar_of_nothing(database):
    assert database.rows("SELECT item_id FROM box.item") == []
    assert database.scalar("SELECT item_id FROM box.item") is None


def test_a_list_with_none_is_refused(database):
    with pytest.raises(DatabaseError, match="contains None"):
        database.rows("SELECT item_id FROM box.item WHERE item_id IN (:ids)", ids=[1, None])


def test_a_name_that_is_no_name_is_refused(database):
    with pytest.raises(DatabaseError, match="no name of a table"), database.transaction() as transaction:
        transaction.insert("box.item; DROP TABLE box.item", ["item_id"], [(1,)])


def made_file(path):
    """The URL of a DuckDB file that is there."""
    url = f"duckdb:///{path}"
    database = open_database(url)
    with database.transaction():
        pass
    database.close()
    return url


def test_a_mistyped_path_is_an_empty_database_until_something_is_written(tmp_path):
    path = tmp_path / "new" / "p.duckdb"
    database = open_database(f"duckdb:///{path}")
    assert database.rows("SELECT 1 AS one") == [{"one": 1}]
    with pytest.raises(DatabaseError, match="box"):
        database.rows("SELECT item_id FROM box.item")
    assert not path.parent.exists()
    with database.transaction() as transaction:
        transaction.run_script("CREATE SCHEMA box;\nGO\n" + TABLE)
    assert path.exists()
    assert database.rows("SELECT item_id FROM box.item") == []
    database.close()
    database.close()


@pytest.mark.parametrize(
    "command",
    [["db", "plan"], ["db", "verify"], ["runs"], ["quarantine", "list"], ["user", "list"], ["doctor"]],
    ids=" ".join,
)
def test_a_reading_command_makes_no_file(tmp_path, command):
    path = tmp_path / "typo.duckdb"
    subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *command, "--database", f"duckdb:///{path}"],
        cwd=PROJECT, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert list(tmp_path.iterdir()) == []


def test_a_reader_refuses_every_transaction(tmp_path):
    url = made_file(tmp_path / "a" / "b.duckdb")
    reader = open_database(url, read_only=True)
    with pytest.raises(DatabaseError, match="opened for reading"), reader.transaction():
        pass
    reader.close()
    with pytest.raises(DatabaseError, match="no such database"):
        open_database(f"duckdb:///{tmp_path}/none.duckdb", read_only=True)


def test_a_lock_has_one_holder(database):
    with database.lock("weekly run"):
        with pytest.raises(LockHeldError, match="Nothing was changed"), database.lock("weekly run"):
            pass
        with database.lock("another"):
            pass
    with database.lock("weekly run"):
        pass


def test_a_lock_file_is_shared_by_threads(tmp_path):
    database = open_database(f"duckdb:///{tmp_path}/p.duckdb")
    with (
        database.lock("deploy"),
        pytest.raises(LockHeldError, match=r"held by process \d+"),
        database.lock("deploy", wait_seconds=0.1),
    ):
        pass
    database.close()


def test_another_process_is_told_who_holds_the_file(tmp_path):
    url = made_file(tmp_path / "p.duckdb")
    holder = open_database(url)
    code = f"from sql.engine import open_database\ntry:\n    open_database({url!r})\nexcept Exception as error:\n    print(type(error).__name__, error)"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    ).stdout
    holder.close()
    assert found.startswith(DatabaseHeldError.__name__)
    assert str(tmp_path / "p.duckdb") in found
    assert "Stop that process" in found


def test_two_users_of_a_file_share_it_until_the_last_closes(tmp_path):
    url = f"duckdb:///{tmp_path}/p.duckdb"
    first, second = open_database(url), open_database(url)
    with first.transaction() as transaction:
        transaction.run_script("CREATE SCHEMA box;\nGO\n" + TABLE)
    first.close()
    assert second.rows("SELECT item_id FROM box.item") == []
    with pytest.raises(DatabaseError, match="is closed"):
        first.rows("SELECT 1 AS a")
    second.close()


def test_threads_read_the_last_commit_while_one_writes(database):
    with database.transaction() as transaction:
        transaction.insert("box.item", ["item_id", "count_read"], [(i, 0) for i in range(10)])
    seen, failures, stop = set(), [], threading.Event()

    def read():
        while not stop.is_set():
            try:
                seen.add(database.scalar("SELECT SUM(count_read) FROM box.item"))
            except DatabaseError as error:
                failures.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for round_number in range(1, 6):
        with database.transaction() as transaction:
            for item in range(10):
                transaction.execute("UPDATE box.item SET count_read = :n WHERE item_id = :i", n=round_number, i=item)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert seen <= {0, 10, 20, 30, 40, 50}


def test_a_conflict_repeats_the_whole_unit_of_work(tmp_path):
    database = open_database(f"duckdb:///{tmp_path}/p.duckdb")
    with database.transaction() as transaction:
        transaction.run_script("CREATE SCHEMA box;\nGO\n" + TABLE)
        transaction.insert("box.item", ["item_id", "count_read"], [(1, 0)])
    attempts = []

    def add_one(transaction):
        attempts.append(1)
        read = transaction.scalar("SELECT count_read FROM box.item WHERE item_id = 1")
        if len(attempts) == 1:  # somebody else commits first
            with database.transaction() as other:
                other.execute("UPDATE box.item SET count_read = 10 WHERE item_id = 1")
        transaction.execute("UPDATE box.item SET count_read = :n WHERE item_id = 1", n=read + 1)

    database.unit_of_work(add_one)
    assert len(attempts) == 2
    assert database.scalar("SELECT count_read FROM box.item") == 11
    database.close()


def test_other_errors_are_never_repeated(database):
    attempts = []

    def fail(transaction):
        attempts.append(1)
        transaction.execute("DELETE FROM box.nothing")

    with pytest.raises(DatabaseError):
        database.unit_of_work(fail)
    assert len(attempts) == 1


@pytest.mark.parametrize("number", [1205, 1222, 40197, 40501, 40613, 49918, 10928, 10929, 10053, 10054, 10060, 64, 233])
def test_the_numbers_that_ask_for_another_try_are_transient(number):
    error = pyodbc.Error(
        "42000", f"[42000] [Microsoft][ODBC Driver 18 for SQL Server][SQL Server]words ({number}) (SQLExecDirectW)"
    )
    assert isinstance(project_error(error, "SELECT 1"), TransientError)


def test_a_broken_link_is_transient_and_a_wrong_name_is_not():
    assert isinstance(
        project_error(pyodbc.OperationalError("08S01", "[08S01] link failure (0)"), "SELECT 1"), TransientError
    )
    long = project_error(
        pyodbc.DataError("22001", "[22001] too long for nvarchar(64) here (8152) (SQLExecDirectW)"), "INSERT"
    )
    assert not isinstance(long, TransientError)
    wrong = project_error(pyodbc.ProgrammingError("42S02", "[42S02] Invalid object name 'x'. (208)"), "SELECT 1")
    assert not isinstance(wrong, TransientError | ConstraintError)
    assert isinstance(
        project_error(pyodbc.IntegrityError("23000", "[23000] duplicate (2627)"), "INSERT"), ConstraintError
    )


@pytest.mark.parametrize("url", ["sqlite:///x.db", "postgresql://h/d"])
def test_another_engine_is_refused_in_words(url):
    with pytest.raises(UsageError, match=r"Use duckdb:///"):
        open_database(url)


def test_the_url_is_shown_without_its_password():
    pytest.importorskip("pyodbc")
    database = open_database("mssql+pyodbc://prop:secret@nowhere/prop?driver=ODBC+Driver+18+for+SQL+Server")
    assert "secret" not in database.url
    database.close()


def test_a_server_that_does_not_answer_is_said_so(unused_port):
    url = (
        f"mssql+pyodbc://prop:secret@127.0.0.1:{unused_port}/prop?driver=ODBC+Driver+18+for+SQL+Server&login_timeout=1"
    )
    database = open_database(url)
    with pytest.raises(DatabaseError) as caught:
        database.reader().__enter__()
    assert "secret" not in str(caught.value)
    database.close()


@pytest.fixture
def unused_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_memory_limit_comes_from_the_url(tmp_path):
    database = open_database(f"duckdb:///{tmp_path}/p.duckdb?memory_limit=300MB&threads=1")
    with database.cursor() as cursor:
        limits = cursor.execute(
            "SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('TimeZone')"
        ).fetchone()
    database.close()
    assert limits == ("286.1 MiB", 1, "UTC")
