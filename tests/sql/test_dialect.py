"""The same T-SQL gives the same rows on both engines; every expected row is worked out by hand from SQL Server's manual."""

import datetime as dt
from decimal import Decimal

import pytest

from sql.engine import NotPortableError
from sql.translation.dialect import batches, script_to_duckdb, to_duckdb
from tests.server_database import SQL_SERVER_2019, server_version

D = Decimal
DAY = dt.date

CASES = {
    "exact ratio": (
        (
            "SELECT CAST(CAST(v.a AS decimal(19,4)) / NULLIF(CAST(v.b AS decimal(19,4)), 0) AS decimal(19,6)) AS r "
            "FROM (VALUES (1, 1.0, 3.0), (2, 2.0, 3.0), (3, 75.0, 640.0), (4, -75.0, 640.0), (5, 1.0, 0.0)) AS v (i, a, b) ORDER BY v.i"
        ),
        [(D("0.333333"),), (D("0.666667"),), (D("0.117188"),), (D("-0.117188"),), (None,)],
    ),
    "ratio of a ratio": (
        (
            "SELECT CAST(CAST(CAST(CAST(a AS decimal(19,4)) / NULLIF(CAST(2 AS decimal(19,4)), 0) AS decimal(19,6)) AS decimal(19,6))"
            " / NULLIF(CAST(4 AS decimal(19,4)), 0) AS decimal(19,6)) AS r FROM (VALUES (3.0)) AS v (a)"
        ),
        [(D("0.375000"),)],
    ),
    "a product is rounded half away from zero": (
        (
            "SELECT CAST(v.a * CAST(0.5 AS decimal(9,6)) AS decimal(19,4)) AS r "
            "FROM (VALUES (1, CAST(0.0001 AS decimal(19,4))), (2, CAST(-0.0001 AS decimal(19,4)))) AS v (i, a) ORDER BY v.i"
        ),
        [(D("0.0001"),), (D("-0.0001"),)],
    ),
    "LEN leaves trailing blanks out": ("SELECT LEN('ab  ') AS a, LEN(' ab') AS b, LEN('') AS c", [(2, 3, 0)]),
    "NULL first": (
        "SELECT v.a FROM (VALUES (2), (NULL), (1)) AS v (a) ORDER BY v.a",
        [(None,), (1,), (2,)],
    ),
    "NULL last when descending": (
        "SELECT v.a FROM (VALUES (2), (NULL), (1)) AS v (a) ORDER BY v.a DESC",
        [(2,), (1,), (None,)],
    ),
    "bits": (
        (
            "SELECT v.is_open, CAST(CASE WHEN v.is_open = 1 THEN 0 ELSE 1 END AS bit) AS is_shut, COALESCE(v.is_open, 0) AS is_known "
            "FROM (VALUES (1, CAST(1 AS bit)), (2, CAST(0 AS bit)), (3, NULL)) AS v (i, is_open) ORDER BY v.i"
        ),
        [(True, False, True), (False, True, False), (None, True, False)],
    ),
    "case and trailing text matter in binary order": (
        (
            "SELECT v.a FROM (VALUES ('b'), ('B'), ('a')) AS v (a) WHERE v.a COLLATE Latin1_General_BIN2 <> 'a' "
            "ORDER BY v.a COLLATE Latin1_General_BIN2"
        ),
        [("B",), ("b",)],
    ),
    "date arithmetic": (
        (
            "SELECT DATEADD(day, 6, CAST('2025-03-17' AS date)) AS a, DATEADD(month, 1, CAST('2025-01-31' AS date)) AS b, "
            "DATEADD(week, -1, CAST('20250317' AS date)) AS c, EOMONTH(CAST('2024-02-03' AS date)) AS d"
        ),
        [(DAY(2025, 3, 23), DAY(2025, 2, 28), DAY(2025, 3, 10), DAY(2024, 2, 29))],
    ),
    "differences of dates count boundaries": (
        (
            "SELECT DATEDIFF(day, CAST('2024-12-30' AS date), CAST('2025-01-02' AS date)) AS a, "
            "DATEDIFF(month, CAST('2024-12-31' AS date), CAST('2025-01-01' AS date)) AS b, "
            "DATEDIFF(day, CAST('2025-01-02' AS date), CAST('2024-12-30' AS date)) AS c"
        ),
        [(3, 1, -3)],
    ),
    "parts of dates": (
        (
            "SELECT YEAR(CAST('2021-01-03' AS date)) AS a, MONTH(CAST('2021-01-03' AS date)) AS b, DAY(CAST('2021-01-03' AS date)) AS c, "
            "DATEPART(iso_week, CAST('2021-01-03' AS date)) AS d, DATEFROMPARTS(2021, 1, 3) AS e"
        ),
        [(2021, 1, 3, 53, DAY(2021, 1, 3))],
    ),
    "STRING_AGG in an order": (
        "SELECT STRING_AGG(v.a, ', ') WITHIN GROUP (ORDER BY v.a DESC) AS s FROM (VALUES ('x'), ('y'), (NULL)) AS v (a)",
        [("y, x",)],
    ),
    "CONCAT reads NULL as nothing": ("SELECT CONCAT('a', NULL, 1, CAST(2.50 AS decimal(9,2))) AS a", [("a12.50",)]),
    "a text is cut by its CAST": ("SELECT CAST('abcdef' AS nvarchar(3)) AS a", [("abc",)]),
    "IIF, NULLIF, ISNULL": (
        "SELECT IIF(1 > 2, 'x', N'é') AS a, NULLIF(1, 1) AS b, ISNULL(NULL, 3) AS c",
        [("é", None, 3)],
    ),
    "CROSS APPLY leaves rows without a match out": (
        (
            "SELECT a.x, m.y FROM (VALUES (1), (2)) AS a (x) CROSS APPLY (SELECT TOP (1) b.y FROM (VALUES (1, 5), (1, 7)) AS b (x, y) "
            "WHERE b.x = a.x ORDER BY b.y DESC) AS m ORDER BY a.x"
        ),
        [(1, 7)],
    ),
    "OUTER APPLY keeps them": (
        (
            "SELECT a.x, m.y FROM (VALUES (1), (2)) AS a (x) OUTER APPLY (SELECT TOP (1) b.y FROM (VALUES (1, 5), (1, 7)) AS b (x, y) "
            "WHERE b.x = a.x ORDER BY b.y DESC) AS m ORDER BY a.x"
        ),
        [(1, 7), (2, None)],
    ),
    "recursion": (
        "WITH n AS (SELECT 1 AS i UNION ALL SELECT n.i + 1 FROM n WHERE n.i < 4) SELECT SUM(i) AS s FROM n",
        [(10,)],
    ),
    "an alias never hides a column": (
        "SELECT x = v.x * 2, y = x + 1 FROM (VALUES (10)) AS v (x)",
        [(20, 11)],
    ),
    "rolling sums": (
        (
            "SELECT v.i, SUM(v.h) OVER (ORDER BY v.i ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS s "
            "FROM (VALUES (1, 5), (2, 6), (3, 7)) AS v (i, h) ORDER BY v.i"
        ),
        [(1, 5), (2, 11), (3, 13)],
    ),
    "a page of rows": (
        "SELECT v.i FROM (VALUES (1), (2), (3), (4)) AS v (i) ORDER BY v.i DESC OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY",
        [(3,), (2,)],
    ),
    "FLOOR then int": ("SELECT CAST(FLOOR(CAST(-2.5 AS decimal(9,2))) AS int) AS a", [(-3,)]),
    "remainder keeps the sign of the dividend": ("SELECT -7 % 3 AS a, 7 % -3 AS b", [(-1, 1)]),
    "square root": ("SELECT CAST(SQRT(CAST(2 AS float)) AS decimal(19,6)) AS a", [(D("1.414214"),)]),
    "grand total by grouping sets": (
        "SELECT v.a, SUM(v.n) AS n FROM (VALUES ('x', 1), ('y', 2)) AS v (a, n) GROUP BY GROUPING SETS ((v.a), ()) ORDER BY v.a",
        [(None, 3), ("x", 1), ("y", 2)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_both_engines_give_the_rows_of_the_manual(empty_database, case):
    tsql, expected = CASES[case]
    assert [tuple(row.values()) for row in empty_database.rows(tsql)] == expected


def test_a_decimal_cast_to_fewer_decimals_is_rounded(empty_database):
    if empty_database.engine_name == "sqlserver" and server_version() < SQL_SERVER_2019:
        pytest.skip("needs SQL Server 2019 or later: this server cuts decimals that are columns")
    tsql = "SELECT CAST(v.a AS decimal(19,2)) AS a FROM (VALUES (CAST(1.005 AS decimal(19,4))), (-1.005)) AS v (a) ORDER BY v.a"
    assert [row["a"] for row in empty_database.rows(tsql)] == [D("-1.01"), D("1.01")]


def test_sysutcdatetime_is_now_in_utc(empty_database):
    stored = empty_database.scalar("SELECT CAST(SYSUTCDATETIME() AS datetime2(3)) AS now_at_utc")
    assert abs(dt.datetime.now(dt.UTC).replace(tzinfo=None) - stored) < dt.timedelta(minutes=5)


def test_a_parameter_is_bound_wherever_it_stands(empty_database):
    found = empty_database.rows(
        "SELECT TOP (:n) v.a, :text AS t, ':n' AS literal FROM (VALUES (1), (2), (3)) AS v (a) WHERE v.a >= :least ORDER BY v.a",
        n=1, text="it's :n", least=2,
    )  # fmt: skip
    assert found == [{"a": 2, "t": "it's :n", "literal": ":n"}]


@pytest.mark.parametrize(("names", "expected"), [([1, 3], [1, 3]), ((2,), [2]), ([], [])])
def test_a_list_parameter_expands(empty_database, names, expected):
    tsql = "SELECT v.a FROM (VALUES (1), (2), (3)) AS v (a) WHERE v.a IN (:names) ORDER BY v.a"
    assert [row["a"] for row in empty_database.rows(tsql, names=names)] == expected


def test_a_file_may_name_its_parameters_like_variables(empty_database):
    found = empty_database.rows("SELECT @n AS a, 'a@n' AS b, @n + @m AS c", n=1, m=2)
    assert found == [{"a": 1, "b": "a@n", "c": 3}]


def test_not_in_an_empty_list_is_every_row(empty_database):
    assert (
        empty_database.scalar("SELECT COUNT(*) FROM (VALUES (1), (2)) AS v (a) WHERE v.a NOT IN (:names)", names=[])
        == 2
    )


def test_batches_are_split_at_go_lines_alone():
    script = "SET ANSI_NULLS ON;\nGO\nSELECT 'GO' AS a;\nGO\n-- GO on\nSELECT 2 AS b;\n  go  \n"
    assert batches(script) == ["SELECT 'GO' AS a;", "-- GO on\nSELECT 2 AS b;"]


def test_settings_inside_a_procedure_stay():
    (batch,) = batches(
        "SET ANSI_NULLS ON;\nGO\nCREATE OR ALTER PROCEDURE core.p\nAS\nSET XACT_ABORT ON;\nSELECT 1 AS a;\nGO\n"
    )
    assert "SET XACT_ABORT ON;" in batch


TABLE = """
CREATE TABLE core.t (
    t_id int NOT NULL,
    name nvarchar(60) COLLATE Latin1_General_BIN2 NOT NULL,
    is_on bit NOT NULL CONSTRAINT DF_t_is_on DEFAULT (1),
    other_id int NULL CONSTRAINT FK_t REFERENCES core.o (o_id),
    amount decimal(19,4) NULL CONSTRAINT CK_t CHECK (amount >= 0),
    CONSTRAINT PK_t PRIMARY KEY CLUSTERED (t_id),
    CONSTRAINT UQ_t UNIQUE NONCLUSTERED (name, is_on),
    CONSTRAINT FK_t2 FOREIGN KEY (other_id) REFERENCES core.o (o_id)
);
GO
CREATE NONCLUSTERED INDEX IX_t ON core.t (amount) INCLUDE (name);
GO
"""


def test_a_table_keeps_keys_checks_and_defaults_on_duckdb():
    (created,) = script_to_duckdb(TABLE)
    assert created == (
        "CREATE TABLE core.t (t_id INT NOT NULL, name TEXT NOT NULL, is_on BOOLEAN NOT NULL CONSTRAINT DF_t_is_on DEFAULT (1), "
        "other_id INT NULL, amount DECIMAL(19, 4) NULL CONSTRAINT CK_t CHECK (amount >= 0), "
        "CONSTRAINT PK_t PRIMARY KEY (t_id), CONSTRAINT UQ_t UNIQUE (name, is_on))"
    )


def test_a_large_table_has_no_keys_on_duckdb():
    (created,) = script_to_duckdb("/*\nVolume:  large\n*/" + TABLE)
    assert "PRIMARY KEY" not in created
    assert "UNIQUE" not in created
    assert "CHECK (amount >= 0)" in created


def test_a_translation_is_asked_for_one_statement():
    with pytest.raises(NotPortableError, match="2 statements where one is expected"):
        to_duckdb("SELECT 1 AS a; SELECT 2 AS b")


def test_text_that_is_no_tsql_is_refused_in_words():
    with pytest.raises(NotPortableError, match="Nothing was executed"):
        to_duckdb("SELEC a FRM b WHERE (")
