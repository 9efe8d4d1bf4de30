"""The storage options: off unless asked for, kept once on, and as complete as the tables they are about."""

import re

import pytest

from config.errors import UsageError
from sql.commands import chosen_storage
from sql.deployment.deployed import Deployed
from sql.deployment.plan import stored_options
from sql.deployment.script import deployment_script
from sql.deployment.server_objects import drop_scripts
from sql.files import STORAGE_TYPES, SqlTree
from sql.inventory.declared import declared_tables


def files(kind):
    return SqlTree().storage({kind})


@pytest.mark.parametrize("file", files("page"), ids=lambda file: file.subject)
def test_page_compression_names_every_index_of_its_table(file):
    table = declared_tables(SqlTree())[file.subject]
    indexes = {*table.indexes, *(one.name for one in table.constraints.values() if one.kind == "unique")}
    assert {name.lower() for name in re.findall(r"ALTER INDEX (\w+) ON", file.text)} == indexes
    assert f"ALTER TABLE {file.subject} REBUILD WITH (DATA_COMPRESSION = PAGE)" in file.text


@pytest.mark.parametrize("file", files("columnstore"), ids=lambda file: file.subject)
def test_a_columnstore_holds_every_column_that_it_may(file):
    columns = declared_tables(SqlTree())[file.subject].columns.values()
    (listed,) = re.findall(r"CREATE NONCLUSTERED COLUMNSTORE INDEX \w+ ON [\w.]+ \(([^)]*)\)", file.text)
    assert listed.replace("\n", " ").replace(",", " ").split() == [one.name for one in columns if "max" not in one.type]


def test_the_script_stores_nothing_otherwise_unless_asked():
    assert "COLUMNSTORE" not in deployment_script()
    asked = deployment_script(storage={"columnstore"})
    assert "CREATE NONCLUSTERED COLUMNSTORE INDEX NCCI_timesheet_week" in asked
    assert "DATA_COMPRESSION = PAGE" not in asked


def test_what_was_switched_on_stays_on():
    row = Deployed("core.timesheet_week.columnstore", "columnstore", "server/storage/x.columnstore.sql", "0" * 64)
    assert stored_options({row.file_name: row}) == {"columnstore"}
    assert drop_scripts(row) == ["DROP INDEX IF EXISTS NCCI_timesheet_week ON core.timesheet_week;"]


def test_the_words_of_the_command_line():
    assert chosen_storage(None) is None
    assert chosen_storage("none") == set()
    assert chosen_storage("page, columnstore") == STORAGE_TYPES
    with pytest.raises(UsageError, match="columnstore, page"):
        chosen_storage("row")
