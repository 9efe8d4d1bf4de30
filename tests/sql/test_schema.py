"""The project's own schema, deployed whole on both engines."""

import re

from sql.deployment.deploy import deploy
from sql.deployment.drift import findings
from sql.deployment.revisions import revisions
from sql.deployment.script import deployment_script
from sql.files import SQL_ROOT, SqlTree
from tests.server_database import server_tree, untold


def tree_of(database) -> SqlTree:
    return SqlTree() if database.engine_name == "duckdb" else server_tree()


def test_a_second_deployment_has_nothing_to_do(deployed_database):
    assert deploy(deployed_database, tree_of(deployed_database)).is_empty


def test_the_database_is_as_the_files_say(deployed_database):
    assert findings(deployed_database, tree_of(deployed_database), without=untold(deployed_database)) == []


def test_every_view_can_be_read(deployed_database):
    for file in SqlTree().build_order():
        if file.object_type == "view":
            deployed_database.rows(f"SELECT COUNT(*) AS row_count FROM {file.object_name}")


def test_every_table_file_is_in_its_order_and_creates_the_table_it_is_named_after():
    for revision in revisions(SqlTree()):
        folder = SQL_ROOT / "migrations" / revision.folder
        listed = {script.path.rpartition("/")[2] for script in revision.scripts}
        assert {path.name for path in folder.glob("*.sql")} - listed <= {"down.sql", "down.server.sql"}
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
    order = [":on error exit", "SET XACT_ABORT ON", "BEGIN TRANSACTION", "sys.sp_getapplock"]
    assert [script.index(words) for words in order] == sorted(script.index(words) for words in order)
    assert script.index("sys.sp_getapplock") < positions[0] < positions[-1] < script.index("COMMIT TRANSACTION;")
    assert all(f"N'{file.path}'" in script and f"'{file.sha256}'" in script for file in files)


def test_no_line_of_the_script_is_a_command_of_sqlcmd_but_the_first():
    lines = deployment_script().splitlines()
    assert [line for line in lines if line.startswith((":", "!!", "QUIT", "EXIT"))] == [":on error exit"]
    assert "$(" not in deployment_script()
