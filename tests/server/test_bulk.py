"""Three ways of sending rows, one result: every value exact, nothing left of a load that failed."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import make_url

from config.errors import DatabaseError
from sql.engine import Database, open_database
from sql.sqlserver import readback as server_readback
from sql.sqlserver.bulk_native import NativeCopy
from sql.sqlserver.readback import Fingerprint
from sql.sqlserver.settings import server_settings
from tests.server.tds_proxy import proxied
from tests.server_database import fresh_server_database, server_version

pytestmark = pytest.mark.server
pytest.importorskip("mssql_python", reason="the extra [mssql-native] is not installed")
STAGE = Path(__file__).resolve().parents[2] / "sql/migrations/0001_first_schema/stg.timesheets.table.sql"
VALUES = """
CREATE TABLE stg.value (
    batch_id int NOT NULL,
    file_id int NOT NULL,
    line_number int NOT NULL,
    name nvarchar(10) COLLATE Latin1_General_BIN2 NULL,
    note nvarchar(max) COLLATE Latin1_General_BIN2 NULL,
    currency char(3) COLLATE Latin1_General_BIN2 NULL,
    work_date date NULL,
    seen_at_utc datetime2(3) NULL,
    is_open bit NULL,
    total bigint NULL,
    small smallint NULL,
    amount decimal(19,4) NULL,
    hours decimal(9,2) NULL
);
"""
TYPES = {
    "batch_id": pa.int32(), "file_id": pa.int32(), "line_number": pa.int32(), "name": pa.string(), "note": pa.string(),
    "currency": pa.string(), "work_date": pa.date32(), "seen_at_utc": pa.timestamp("us"), "is_open": pa.bool_(),
    "total": pa.int64(), "small": pa.int16(), "amount": pa.decimal128(19, 4), "hours": pa.decimal128(9, 2),
}  # fmt: skip
NO_ZONE = None  # datetime2 has none; PROP keeps UTC in it
LAST_MOMENT = dt.datetime(9999, 12, 31, 23, 59, 59, 999_000, NO_ZONE)
ROWS: list[tuple[Any, ...]] = [
    (1, 1, 1, "🚀🚀🚀🚀🚀", "x" * 20_000, "CAD", dt.date(1, 1, 1), LAST_MOMENT, True, 2**63 - 1, -(2**15),
     Decimal("999999999999999.9999"), Decimal("-9999999.99")),
    (1, 1, 2, "é日本語 'a'\"", "👩‍👩‍👧 " * 3_000, "EUR", dt.date(9999, 12, 31), dt.datetime(1, 1, 1, tzinfo=NO_ZONE), False, -(2**63), 2**15 - 1,
     Decimal("-999999999999999.9999"), Decimal("-0.01")),
    (1, 1, 3, "", "", "USD", dt.date(2024, 2, 29), dt.datetime(2025, 3, 9, 2, 30, 0, 1_000, NO_ZONE), None, 0, 0,
     Decimal("-0.0001"), Decimal("0.00")),
    (1, 1, 4, *[None] * 10),
    (1, 1, 5, "0.1", "12345678901234567890.000", "GBP", None, None, None, None, None, None, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A database with two staging tables."""
    with fresh_server_database() as url:
        database = open_database(url)
        with database.transaction() as transaction:
            transaction.run_script("CREATE SCHEMA stg;\nGO\n" + VALUES)
            transaction.run_script(STAGE.read_text(encoding="utf-8"))
        database.close()
        yield url


@pytest.fixture
def way() -> str:
    return "fast"


@pytest.fixture
def readback() -> str:
    return "full"


@pytest.fixture
def database(url: str, way: str, readback: str) -> Iterator[Database]:
    """The database by one of the ways; bulk copy goes through the proxy, which some servers need."""
    chosen = make_url(url).update_query_dict({"bulk": way, "readback": readback})
    database = open_database(chosen.render_as_string(hide_password=False))
    with proxied(url) as (_, through):
        if way == "native":
            assert database.bulk_copy
            copy = NativeCopy(server_settings(make_url(through)).url, authentication="", timeout_seconds=60)
            database.bulk_copy = copy
        yield database
    with database.transaction() as transaction:
        transaction.execute("DELETE FROM stg.value")
        transaction.execute("DELETE FROM stg.timesheets")
    database.close()


EVERY_WAY = pytest.mark.parametrize("way", ["rows", "fast", "native"])


def left_out(way: str) -> set[str]:
    """Some servers hang on decimals in a bulk copy; the stage has none."""
    return {"amount", "hours"} if way == "native" and server_version() < 15 else set()


def as_table(rows: list[tuple[Any, ...]], *, without: set[str] = frozenset()) -> pa.Table:
    columns = dict(zip(TYPES, zip(*rows, strict=True), strict=True))
    return pa.table({name: pa.array(columns[name], kind) for name, kind in TYPES.items() if name not in without})


def stored(database: Database, names: list[str]) -> list[tuple[Any, ...]]:
    rows = database.rows(f"SELECT {', '.join(names)} FROM stg.value ORDER BY line_number")
    return [tuple(row.values()) for row in rows]


@EVERY_WAY
@pytest.mark.parametrize("readback", ["full", "sample"])
def test_every_value_is_exact(database: Database, way: str) -> None:
    table = as_table(ROWS, without=left_out(way))
    with database.transaction() as transaction:
        assert transaction.insert_arrow("stg.value", table) == len(ROWS)
    assert stored(database, table.column_names) == list(
        zip(*(column.to_pylist() for column in table.columns), strict=True)
    )


@EVERY_WAY
def test_many_rows_of_a_stream_arrive_once(database: Database) -> None:
    count = 6_789
    table = as_table([(1, 1, line, f"n{line}", None, "CAD", *[None] * 7) for line in range(count)])
    table = table.select(["batch_id", "file_id", "line_number", "name", "currency"])
    with database.transaction() as transaction:
        assert transaction.insert_arrow("stg.value", reader(table)) == count
    (found,) = database.rows(
        "SELECT n = COUNT(*), names = COUNT(DISTINCT v.name), lines = SUM(CAST(v.line_number AS bigint)) FROM stg.value AS v"
    )
    assert found == {"n": count, "names": count, "lines": count * (count - 1) // 2}


def reader(table: pa.Table) -> pa.RecordBatchReader:
    return pa.RecordBatchReader.from_batches(table.schema, table.to_batches(max_chunksize=4_000))


@EVERY_WAY
@pytest.mark.parametrize(
    ("column", "text", "complaint"),
    [
        ("name", "🚀🚀🚀🚀🚀!", "11 characters for 10"),
        ("name", "12345678901", "11 characters for 10"),
        ("currency", "€UR", "beyond ASCII"),
    ],
)
def test_a_text_that_does_not_fit_is_refused_by_column(
    database: Database, column: str, text: str, complaint: str
) -> None:
    row = dict(zip(TYPES, ROWS[3], strict=True)) | {column: text}
    table = as_table([ROWS[3], tuple(row.values())], without={"amount", "hours"})
    complaint = rf"stg\.value\.{column}.*{complaint}.*Nothing of this batch"
    with pytest.raises(DatabaseError, match=complaint), database.transaction() as transaction:
        transaction.insert_arrow("stg.value", table)
    assert stored(database, ["line_number"]) == []


@EVERY_WAY
def test_a_reading_that_fails_half_way_leaves_nothing(database: Database) -> None:
    table = as_table([(1, 1, line, *[None] * 10) for line in range(6_000)], without={"amount", "hours"})

    def batches() -> Iterator[pa.RecordBatch]:
        yield from table.to_batches(max_chunksize=2_000)[:2]
        raise DatabaseError("line 4,001 cannot be read")

    with pytest.raises(Exception, match="line 4,001 cannot be read"), database.transaction() as transaction:
        transaction.insert_arrow("stg.value", pa.RecordBatchReader.from_batches(table.schema, batches()))
    assert stored(database, ["line_number"]) == []


@EVERY_WAY
def test_a_transaction_that_fails_later_leaves_nothing_in_the_stage(database: Database, way: str) -> None:
    table = as_table(ROWS, without={"amount", "hours"})

    def load() -> None:
        with database.transaction() as transaction:
            transaction.insert_arrow("stg.value", table)
            transaction.execute("DELETE FROM stg.no_such_table")

    with pytest.raises(DatabaseError, match="no_such_table"):
        load()
    assert stored(database, ["line_number"]) == []


@pytest.mark.parametrize("way", ["native"])
def test_bulk_copy_stands_back_where_the_transaction_may_hold_locks(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[str] = []
    monkeypatch.setattr(type(database.bulk_copy), "copy", lambda *_: copies.append("copied"))
    table = as_table(ROWS, without={"amount", "hours"})
    with database.transaction() as transaction:
        transaction.execute("DELETE FROM stg.value WHERE batch_id = 7")
        assert transaction.insert_arrow("stg.value", table) == len(ROWS)
    assert copies == []
    assert len(stored(database, ["line_number"])) == len(ROWS)


@EVERY_WAY
@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ("UPDATE v SET name = 'other' FROM stg.value AS v WHERE v.line_number = 2", "other values of name"),
        ("UPDATE v SET total = NULL FROM stg.value AS v WHERE v.line_number = 1", "other values of total"),
        ("DELETE v FROM stg.value AS v WHERE v.line_number = 3", "4 rows instead of 5"),
    ],
)
def test_a_stored_value_that_is_another_stops_the_load(
    database: Database, monkeypatch: pytest.MonkeyPatch, change: str, complaint: str
) -> None:
    honest_check = server_readback.ReadBackCheck.check

    def check(this: Any, connection: Any) -> None:
        """What a faulty driver or server would have stored."""
        connection.exec_driver_sql(change)
        honest_check(this, connection)

    monkeypatch.setattr(server_readback.ReadBackCheck, "check", check)
    table = as_table(ROWS, without={"amount", "hours"})
    complaint = rf"stg\.value: what the server stored.*{complaint}.*rolled back"
    with pytest.raises(DatabaseError, match=complaint), database.transaction() as transaction:
        transaction.insert_arrow("stg.value", table)
    assert stored(database, ["line_number"]) == []


def test_values_that_changed_places_are_noticed() -> None:
    for line in range(200):
        sent, found = Fingerprint(2), Fingerprint(2)
        sent.add([(1, 2), (f"a{line}", f"b{line}")])
        found.add([(1, 2), (f"b{line}", f"a{line}")])
        assert sent.differences(found, ["line_number", "name"]) == ["values in other rows"]
    again = Fingerprint(2)
    again.add([(2,), ("b199",)])
    again.add([(1,), ("a199",)])
    assert sent.differences(again, ["line_number", "name"]) == []
