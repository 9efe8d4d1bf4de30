"""The project's own schema, deployed whole on both engines."""

import re

import pytest
from sqlalchemy import NullPool, create_engine

from sql.deploy import deploy
from sql.dialect import batches
from sql.drift import differences
from sql.engine import open_database
from sql.files import SQL_ROOT, SqlTree
from sql.revisions import revisions
from sql.script import deployment_script
from tests.server_database import fresh_server_database, server_tree


def tree_of(database) -> SqlTree:
    return SqlTree() if database.engine_name == "duckdb" else server_tree()


def test_a_second_deployment_has_nothing_to_do(deployed_database):
    assert deploy(deployed_database, tree_of(deployed_database)).is_empty


def test_the_database_is_as_the_files_say(deployed_database):
    assert differences(deployed_database, tree_of(deployed_database)) == []


def test_every_view_can_be_read(deployed_database):
    for file in SqlTree().build_order():
        if file.object_type == "view":
            deployed_database.rows(f"SELECT COUNT(*) AS row_count FROM {file.object_name}")


def test_every_table_file_is_in_its_order_and_creates_the_table_it_is_named_after():
    for revision in revisions(SqlTree()):
        folder = SQL_ROOT / "migrations" / revision.folder
        listed = {script.path.rpartition("/")[2] for script in revision.scripts}
        assert {path.name for path in folder.glob("*.sql")} - listed <= {"down.sql"}
        for script in revision.scripts:
            if script.object_type == "table":
                assert re.search(rf"CREATE TABLE {re.escape(script.object_name)} \(", script.text), script.path


def test_the_down_script_drops_every_table_readers_first():
    (first, *_) = revisions(SqlTree())
    created = [script.object_name for script in first.scripts if script.object_type == "table"]
    down = SqlTree().file(f"migrations/{first.folder}/down.sql").text
    assert re.findall(r"DROP TABLE (\S+);", down) == created[::-1]


def test_the_sqlcmd_script_holds_every_file_between_its_guards():
    script = deployment_script()
    files = [*(script for revision in revisions(SqlTree()) for script in revision.scripts), *SqlTree().build_order()]
    positions = [script.index(f"PRINT N'sql/{file.path}';") for file in files]
    assert positions == sorted(positions)
    assert (
        script.index(":on error exit")
        < script.index("SET XACT_ABORT ON")
        < script.index("BEGIN TRANSACTION")
        < positions[0]
    )
    assert script.rstrip().endswith("COMMIT TRANSACTION;\nGO")
    assert all(f"N'{file.path}', '{file.sha256}'" in script for file in files)


@pytest.mark.server
def test_the_sqlcmd_script_deploys_what_prop_db_deploy_does():
    """Run batch by batch, without sqlcmd's own line; server/ needs SQL Server itself."""
    with fresh_server_database() as url:
        tree = server_tree()
        script = deployment_script(tree).replace(":on error exit", "")
        engine = create_engine(url, poolclass=NullPool)
        raw = engine.raw_connection()
        raw.driver_connection.autocommit = True
        for batch in batches(script):
            raw.cursor().execute(batch)
        raw.close()
        database = open_database(url)
        assert deploy(database, tree).is_empty
        assert differences(database, tree) == []
        database.close()
