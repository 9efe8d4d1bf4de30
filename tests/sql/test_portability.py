"""What the engines would answer differently is refused, in every file of the project too."""

import pytest

from sql.engine import NotPortableError
from sql.files import SQL_ROOT, SqlFile, SqlTree
from sql.translation.dialect import script_to_duckdb, to_duckdb

REFUSED = {
    "SELECT a / b AS c FROM core.t": "only alike in the form",
    "SELECT CAST(a AS decimal(19,4)) / CAST(b AS decimal(19,4)) AS c FROM core.t": "only alike in the form",
    "SELECT CAST(a / b AS decimal(19,6)) AS c FROM core.t": "only alike in the form",
    "SELECT AVG(a) AS c FROM core.t": "AVG differs by type",
    "SELECT ROUND(a, 2) AS c FROM core.t": "another scale",
    "SELECT CAST(planned_hours AS int) AS c FROM core.t": "cuts on one engine",
    "SELECT CAST(a * 1.5 AS bigint) AS c FROM core.t": "cuts on one engine",
    "SELECT POWER(2, a) AS c FROM core.t": "CAST the base AS float",
    "SELECT CAST(a AS decimal(19)) AS c FROM core.t": "precision and scale",
    "SELECT DATEDIFF(week, a_date, b_date) AS c FROM core.t": "join core.calendar",
    "SELECT DATEPART(weekday, a_date) AS c FROM core.t": "join core.calendar",
    "SELECT DATEADD(day, 1, a) AS c FROM core.t": "whose type its name does not tell",
    "SELECT GETDATE() AS c": "not in the portable list",
    "SELECT FORMAT(a_date, 'd') AS c FROM core.t": "not in the portable list",
    "SELECT NEWID() AS c": "not in the portable list",
    "SELECT dbo.tax(a) AS c FROM core.t": "not in the portable list",
    "SELECT CONVERT(date, a) AS c FROM core.t": "say CAST",
    "SELECT first_name + ' ' + last_name AS c FROM core.t": "say CONCAT",
    "SELECT N'a' + a AS c FROM core.t": "say CONCAT",
    "SELECT a || b AS c FROM core.t": "CONCAT",
    "SELECT CONCAT('x', is_open) AS c FROM core.t": "print differently",
    "SELECT CAST(made_at_utc AS nvarchar(40)) AS c FROM core.t": "print differently",
    "SELECT a FROM core.t WHERE a LIKE '[a-c]%'": "character class",
    "SELECT a FROM core.t ORDER BY a COLLATE Latin1_General_CI_AS": "only binary collations",
    "SELECT TOP (3) WITH TIES a FROM core.t ORDER BY a": "not portable",
    "SELECT a FROM core.t WITH (NOLOCK)": "rolled back later",
    "SELECT a INTO core.u FROM core.t": "outside the migrations",
    "SELECT a FROM #t": "temporary tables",
    "MERGE core.t AS t USING core.s AS s ON s.a = t.a WHEN MATCHED THEN UPDATE SET b = 1;": "update, then insert",
    "DECLARE @x int = 1": "bind :name",
    "SELECT TRUE AS a": "CAST\\(1 AS bit\\)",
    "SELECT a FROM core.t LIMIT 5": "are not T-SQL",
    "SELECT a::int FROM core.t": "are not T-SQL",
    "SELECT a & 1 AS c FROM core.t": "bit arithmetic",
    "EXEC core.do_it": "not part of the portable subset",
}


@pytest.mark.parametrize("tsql", REFUSED)
def test_a_silent_difference_is_refused_with_its_reason(tsql):
    with pytest.raises(NotPortableError, match=REFUSED[tsql]):
        to_duckdb(tsql)


def test_the_message_names_the_words_at_fault_and_the_way_out():
    with pytest.raises(NotPortableError) as caught:
        to_duckdb("SELECT a, b / c AS d FROM core.t")
    assert "b / c" in str(caught.value)
    assert "Nothing was executed" in str(caught.value)
    assert "sql/README.md" in str(caught.value)


FILES = sorted(path.relative_to(SQL_ROOT).as_posix() for path in SQL_ROOT.rglob("*.sql"))


@pytest.mark.parametrize("path", [path for path in FILES if not SqlFile(path, "").is_server_only])
def test_every_file_of_the_project_is_portable(path):
    assert script_to_duckdb(SqlTree().file(path).text) or path.endswith(".index.sql")


def test_every_view_and_seed_is_listed_once_in_build_order():
    SqlTree().build_order()
