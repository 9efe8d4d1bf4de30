"""The inventory of the files, and how SQL Server's catalog is put beside it."""

import re

import pytest

from config.errors import DatabaseError
from sql.contract.columns import current_contract
from sql.deployment.descriptions import PROCEDURE, described, description_files, left_out_descriptions
from sql.files import SqlFile, SqlTree
from sql.inventory.comparison import table_findings
from sql.inventory.declared import declared_tables, tables_of
from sql.inventory.expressions import canonical, canonical_value
from sql.inventory.server_tables import type_of
from sql.inventory.tables import Column, Constraint, Index

MADE = """
CREATE TABLE core.t (
    t_id int NOT NULL,
    code nvarchar(30) COLLATE Latin1_General_BIN2 NULL CONSTRAINT DF_t_code DEFAULT (N'x'),
    CONSTRAINT PK_t PRIMARY KEY CLUSTERED (t_id),
    CONSTRAINT CK_t_code CHECK (code IN ('b', 'a'))
);
GO
CREATE UNIQUE NONCLUSTERED INDEX IX_t_code ON core.t (code, t_id DESC) WHERE code IS NOT NULL;
GO
"""


def table(*texts: str):
    files = [SqlFile(f"migrations/0001/{number}.sql", text) for number, text in enumerate(texts)]
    return tables_of(files)["core.t"]


def test_a_table_with_its_parts():
    made = table(MADE)
    assert made.columns["t_id"] == Column("t_id", "int", is_nullable=False)
    assert made.columns["code"] == Column("code", "nvarchar(30)", is_nullable=True, collation="Latin1_General_BIN2")
    assert made.constraints["pk_t"] == Constraint("pk_t", "primary key", ("t_id",))
    assert made.constraints["df_t_code"] == Constraint("df_t_code", "default", ("code",), "'x'")
    assert made.constraints["ck_t_code"] == Constraint("ck_t_code", "check", (), "(code = 'a' or code = 'b')")
    assert made.indexes["ix_t_code"] == Index(
        "ix_t_code", ("code", "t_id desc"), (), is_unique=True, condition="not code is null"
    )


def test_later_migrations_change_it():
    changed = table(
        MADE,
        "DROP INDEX IX_t_code ON core.t;\nGO\nALTER TABLE core.t DROP CONSTRAINT CK_t_code;\nGO\n"
        "ALTER TABLE core.t DROP CONSTRAINT DF_t_code;\nGO\nALTER TABLE core.t DROP COLUMN code;\nGO\n"
        "ALTER TABLE core.t ADD word nvarchar(10) COLLATE Latin1_General_BIN2 NOT NULL;\nGO\n"
        "ALTER TABLE core.t ALTER COLUMN word nvarchar(20) NOT NULL;\nGO\n"
        "EXECUTE sys.sp_executesql N'ALTER TABLE core.t DROP CONSTRAINT PK_t;';\nGO\n",
    )
    assert (changed.constraints, changed.indexes) == ({}, {})
    assert [(one.name, one.type) for one in changed.columns.values()] == [("t_id", "int"), ("word", "nvarchar(20)")]


def test_what_it_does_not_understand_is_said():
    with pytest.raises(DatabaseError, match=r"migrations/0001/1\.sql.*not understood"):
        table(MADE, "DROP VIEW core.v;\nGO\n")
    with pytest.raises(DatabaseError, match="there is no ix_other at that point"):
        table(MADE, "DROP INDEX IX_other ON core.t;\nGO\n")


@pytest.mark.parametrize(("written", "kept"), [
    ("code IN ('b', 'a')", "([code]='a' OR [code]='b')"),
    ("ratio BETWEEN 0 AND 1", "([ratio]>=(0) AND [ratio]<=(1))"),
    ("end_date >= start_date", "([end_date]>=[start_date])"),
    ("is_open = 1", "([is_open]=(1))"),
])  # fmt: skip
def test_sql_servers_wording_of_a_check_is_the_same(written, kept):
    assert canonical(written) == canonical(kept)


@pytest.mark.parametrize(("written", "kept"), [("(0)", "((0))"), ("(N'x')", "(N'x')"), ("(SYSUTCDATETIME())", "(sysutcdatetime())")])  # fmt: skip
def test_sql_servers_wording_of_a_default_is_the_same(written, kept):
    assert canonical_value(written) == canonical_value(kept)


@pytest.mark.parametrize(("row", "expected"), [
    ({"type_name": "nvarchar", "max_length": 60, "precision": 0, "scale": 0}, "nvarchar(30)"),
    ({"type_name": "nvarchar", "max_length": -1, "precision": 0, "scale": 0}, "nvarchar(max)"),
    ({"type_name": "char", "max_length": 64, "precision": 0, "scale": 0}, "char(64)"),
    ({"type_name": "decimal", "max_length": 9, "precision": 19, "scale": 4}, "decimal(19,4)"),
    ({"type_name": "datetime2", "max_length": 7, "precision": 23, "scale": 3}, "datetime2(3)"),
    ({"type_name": "bit", "max_length": 1, "precision": 1, "scale": 0}, "bit"),
])  # fmt: skip
def test_a_type_of_the_catalog_reads_as_in_the_files(row, expected):
    assert type_of(row) == expected


def test_every_difference_of_a_table_is_named():
    expected, found = {"core.t": table(MADE)}, {"core.t": table(MADE)}
    assert list(table_findings(expected, found)) == []
    there = found["core.t"]
    there.columns["code"] = Column("code", "nvarchar(40)", is_nullable=False, collation="Latin1_General_CI_AS")
    there.constraints["ck_t_code"] = Constraint("ck_t_code", "check", (), "code = 'a'")
    del there.constraints["pk_t"]
    del there.indexes["ix_t_code"]
    there.columns["more"] = Column("more", "int", is_nullable=True)
    assert sorted((one.severity, one.check, one.sentence) for one in table_findings(expected, found)) == [
        ("differs", "checks", "check ck_t_code of core.t is code = 'a' in the database and (code = 'a' or code = 'b') in the files"),
        ("differs", "collations", "column core.t.code is Latin1_General_CI_AS in the database and Latin1_General_BIN2 in the files"),
        ("differs", "columns", "column core.t.code is NOT NULL in the database and NULL in the files"),
        ("differs", "columns", "column core.t.code is nvarchar(40) in the database and nvarchar(30) in the files"),
        ("differs", "indexes", "index ix_t_code of core.t is missing"),
        ("differs", "primary keys", "primary key pk_t of core.t is missing"),
        ("extra", "columns", "column core.t.more is in no file"),
    ]  # fmt: skip


def test_every_table_and_view_is_described_and_so_are_the_kpis():
    names = {one.name.lower() for one in described(SqlTree())}
    views = {file.subject for file in SqlTree().build_order() if file.object_type == "view"}
    assert names == set(declared_tables(SqlTree())) | views
    (week,) = [one for one in described(SqlTree()) if one.name == "kpi.phase_week"]
    assert week.columns["burn"].startswith("Budget burn: Which part of the budget is used up.")
    assert {"ac_amount", "bac_amount", "vec", "spi", "cpi", "health"} <= week.columns.keys()
    assert "Grain: one row per" in week.text


def test_every_column_of_a_bi_view_is_described_as_its_contract_says():
    views = {one.name: one.columns for one in described(SqlTree()) if one.name.startswith("bi.")}
    assert views == {
        view.name: {column.name: column.text for column in view.columns} for view in current_contract().views
    }
    assert views["bi.dim_phase"]["client_key"] == "key of dim_client"


def test_a_left_out_view_takes_its_columns_along():
    tree = SqlTree().without(["bi/bi.dim_kpi.view.sql"])
    assert "bi.dim_kpi" not in {one.name for one in described(tree)}
    assert "N'dim_kpi'" not in "".join(file.text for file in description_files(tree))


def test_a_description_is_one_line_that_runs_the_procedure():
    files = {file.path: file for file in description_files(SqlTree())}
    tables = files["server/descriptions/core.property.sql"].text.splitlines()
    count = sum(name.startswith("core.") for name in (one.name for one in described(SqlTree())))
    assert (len(tables), tables[-1]) == (count + 1, "GO")
    assert all(
        re.fullmatch(r"EXECUTE ops\.describe N'\w+', N'(TABLE|VIEW)', N'\w+', NULL, N'.+';", line)
        for line in tables[:-1]
    )
    columns = files["server/descriptions/bi.view_columns.property.sql"].text
    assert "EXECUTE ops.describe N'bi', N'VIEW', N'dim_phase', N'client_key', N'key of dim_client';\n" in columns


def test_descriptions_escape_their_texts_and_can_be_left_out():
    files = description_files(SqlTree())
    assert all(file.text.count("'") % 2 == 0 for file in files)
    assert description_files(SqlTree().without(["server/descriptions/*.property.sql"])) == []
    assert description_files(SqlTree().without([PROCEDURE])) == []
    assert [file.path for file in left_out_descriptions(SqlTree().without([PROCEDURE]))] == [
        file.path for file in files
    ]
