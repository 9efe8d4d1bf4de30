"""From nothing, twice, after edits, after being killed: the database ends as the files say, or nothing was changed (P8)."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.errors import DatabaseError, UsageError
from sql.deployment.deploy import deploy
from sql.deployment.drift import findings
from sql.deployment.plan import MigrationError, make_plan
from sql.engine import LockHeldError, open_database
from sql.files import SqlTree
from tests.server_database import fresh_server_database, untold
from tests.sql.small_tree import add_revision, write, write_small_tree

PROJECT = Path(__file__).resolve().parents[2]
EVERYTHING = ["core.item.seed", "core.named", "core.counted", "core.priced"]


@pytest.fixture
def tree(tmp_path) -> SqlTree:
    return write_small_tree(tmp_path / "sql")


@pytest.fixture(params=["duckdb", pytest.param("sqlserver", marks=pytest.mark.server)])
def url(request, tmp_path):
    if request.param == "duckdb":
        yield f"duckdb:///{tmp_path}/p.duckdb"
    else:
        with fresh_server_database() as server_url:
            yield server_url


@pytest.fixture
def database(url):
    opened = open_database(url)
    yield opened
    opened.close()


def applied(plan):
    """Without the descriptions, which only a server gets."""
    return [file.object_name for file in plan.applied if file.object_type != "property"]


def differences(database, tree):
    return [finding.sentence for finding in findings(database, tree, without=untold(database))]


def test_from_nothing_everything_is_deployed_and_twice_nothing(database, tree):
    first = deploy(database, tree)
    assert [revision.number for revision in first.migrations] == ["0001", "0002"]
    assert applied(first) == EVERYTHING
    assert database.rows("SELECT item_count FROM core.counted") == [{"item_count": 1}]
    assert deploy(database, tree).is_empty
    assert differences(database, tree) == []


def test_a_plan_changes_nothing(database, tree):
    planned = make_plan(database, tree)
    assert applied(planned) == EVERYTHING
    assert applied(make_plan(database, tree)) == EVERYTHING


def test_a_changed_view_takes_along_the_views_that_read_it(database, tree):
    deploy(database, tree)
    write(tree.root, "core/core.named.view.sql",
          "CREATE OR ALTER VIEW core.named AS SELECT i.item_id, i.name, item_id AS other_id FROM core.item AS i;\nGO\n")  # fmt: skip
    assert applied(deploy(database, tree)) == ["core.named", "core.counted"]
    assert database.scalar("SELECT other_id FROM core.named") == 1
    assert deploy(database, tree).is_empty


def test_a_changed_seed_is_applied_again(database, tree):
    deploy(database, tree)
    write(
        tree.root,
        "core/core.item.seed.sql",
        "DELETE FROM core.item;\nGO\nINSERT INTO core.item (item_id) VALUES (7);\nGO\n",
    )
    assert applied(deploy(database, tree)) == ["core.item.seed"]
    assert database.scalar("SELECT item_id FROM core.item") == 7


def test_a_view_without_a_file_is_dropped(database, tree):
    deploy(database, tree)
    (tree.root / "core/core.priced.view.sql").unlink()
    write(
        tree.root, "build_order.txt", "core/core.item.seed.sql\ncore/core.named.view.sql\ncore/core.counted.view.sql\n"
    )
    assert [row.object_name for row in deploy(database, tree).dropped] == ["core.priced"]
    with pytest.raises(DatabaseError):
        database.rows("SELECT price_id FROM core.priced")
    assert deploy(database, tree).is_empty


def test_a_new_migration_is_applied_alone_and_the_views_after_it(database, tree):
    deploy(database, tree)
    add_third(tree)
    done = deploy(database, tree)
    assert [revision.number for revision in done.migrations] == ["0003"]
    assert applied(done) == ["core.named", "core.counted", "core.priced"]
    assert deploy(database, tree).is_empty


def add_third(tree, table="CREATE TABLE core.third (third_id int NOT NULL);\nGO\n"):
    write(tree.root, "migrations/0003_third/core.third.table.sql", table)
    write(tree.root, "migrations/0003_third/order.txt", "core.third.table.sql\n")
    add_revision(tree.root, "0003", "0002", "0003_third")


def test_an_edited_migration_is_refused_by_name(database, tree):
    deploy(database, tree)
    write(
        tree.root,
        "migrations/0001_first/core.item.table.sql",
        "CREATE TABLE core.item (item_id bigint NOT NULL);\nGO\n",
    )
    with pytest.raises(MigrationError, match=r"0001_first/core\.item\.table\.sql was edited.*Nothing was deployed"):
        deploy(database, tree)
    assert differences(database, tree)


def test_line_endings_are_no_edit(database, tree):
    deploy(database, tree)
    path = tree.root / "migrations/0001_first/core.item.table.sql"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert deploy(database, tree).is_empty


def test_a_missing_migration_script_is_refused_by_name(database, tree):
    deploy(database, tree)
    write(tree.root, "migrations/0001_first/order.txt", "schemas.sql\nops.schema_object.table.sql\n")
    with pytest.raises(MigrationError, match=r"0001_first/core\.item\.table\.sql was applied and is missing"):
        deploy(database, tree)


def test_a_script_put_into_an_applied_migration_is_out_of_order(database, tree):
    deploy(database, tree)
    write(
        tree.root, "migrations/0001_first/core.late.table.sql", "CREATE TABLE core.late (late_id int NOT NULL);\nGO\n"
    )
    with (tree.root / "migrations/0001_first/order.txt").open("a") as order:
        order.write("core.late.table.sql\n")
    with pytest.raises(MigrationError, match=r"core\.late\.table\.sql.*never applied \(out of order\)"):
        deploy(database, tree)


def test_a_newer_database_is_not_touched_by_an_older_release(database, tree):
    add_third(tree)
    deploy(database, tree)
    (tree.root / "migrations/versions/0003_third.py").unlink()
    with pytest.raises(MigrationError, match="at migration 0003, which is missing"):
        deploy(database, tree)


def test_a_failing_migration_leaves_everything_as_it_was_and_names_its_file(database, tree):
    deploy(database, tree)
    add_third(tree, "CREATE TABLE core.third (third_id int NOT NULL);\nGO\nDELETE FROM core.nothing;\nGO\n")
    with pytest.raises(DatabaseError, match=r"sql/migrations/0003_third/core\.third\.table\.sql"):
        deploy(database, tree)
    with pytest.raises(DatabaseError):
        database.rows("SELECT third_id FROM core.third")
    write(
        tree.root,
        "migrations/0003_third/core.third.table.sql",
        "CREATE TABLE core.third (third_id int NOT NULL);\nGO\n",
    )
    deploy(database, tree)
    assert database.rows("SELECT third_id FROM core.third") == []


def test_a_failing_view_leaves_the_old_views(database, tree):
    deploy(database, tree)
    write(
        tree.root,
        "core/core.named.view.sql",
        "CREATE OR ALTER VIEW core.named AS SELECT i.item_id, i.name, 1 AS x FROM core.item AS i;\nGO\n",
    )
    write(
        tree.root,
        "core/core.priced.view.sql",
        "CREATE OR ALTER VIEW core.priced AS SELECT p.nothing FROM core.price AS p;\nGO\n",
    )
    with pytest.raises(DatabaseError, match=r"sql/core/core\.priced\.view\.sql"):
        deploy(database, tree)
    with pytest.raises(DatabaseError):
        database.rows("SELECT x FROM core.named")
    assert database.scalar("SELECT COUNT(*) FROM core.named") == 1


@pytest.mark.parametrize(("order", "reason"), [
    ("core/core.named.view.sql\n", "lacks"),
    ("core/core.item.seed.sql\ncore/core.named.view.sql\ncore/core.counted.view.sql\ncore/core.priced.view.sql\ncore/core.item.seed.sql\n", "twice"),
    ("core/core.item.seed.sql\ncore/core.named.view.sql\ncore/core.counted.view.sql\ncore/core.priced.view.sql\ncore/core.gone.view.sql\n", "missing"),
])  # fmt: skip
def test_a_build_order_that_does_not_fit_the_files_is_refused(tree, order, reason):
    write(tree.root, "build_order.txt", order)
    database = open_database("duckdb:///:memory:")
    with pytest.raises(UsageError, match=reason):
        deploy(database, tree)
    database.close()


def test_what_only_sql_server_has_is_skipped_by_name_on_duckdb(tree):
    write(tree.root, "server/prop_reader.role.sql", "CREATE ROLE prop_reader;\nGO\n")
    with (tree.root / "build_order.txt").open("a") as order:
        order.write("server/prop_reader.role.sql\n")
    database = open_database("duckdb:///:memory:")
    assert [file.path for file in deploy(database, tree).skipped] == ["server/prop_reader.role.sql"]
    assert deploy(database, tree).is_empty
    database.close()


def test_two_deployments_at_once_are_one_after_the_other(database, tree, monkeypatch):
    monkeypatch.setattr("sql.deployment.deploy.LOCK_WAIT_SECONDS", 0.1)
    with database.lock("deploy"), pytest.raises(LockHeldError):
        deploy(database, tree)
    assert not deploy(database, tree).is_empty


KILL_POINTS = [
    *(("duckdb", step) for step in (1, 2, 5, 6, 9, 14, 17, 20, 24, 30, 36)),
    *(pytest.param("sqlserver", step, marks=pytest.mark.server) for step in (9, 20, 30)),
]


@pytest.mark.parametrize(("url", "step"), KILL_POINTS, indirect=["url"])
def test_a_killed_deployment_is_completed_by_running_it_again(url, tree, step):
    command = [sys.executable, str(PROJECT / "tests/sql/killed_deploy.py"), url, str(tree.root), str(step)]
    killed = subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False, env=environment()
    )
    assert killed.returncode == 9, killed.stderr
    database = open_database(url)
    assert not make_plan(database, tree).is_empty
    deploy(database, tree)
    assert deploy(database, tree).is_empty
    assert differences(database, tree) == []
    database.close()


def environment():
    import os

    return {**os.environ, "PYTHONPATH": str(PROJECT)}


def test_drift_is_listed_by_name(database, tree):
    deploy(database, tree)
    with database.transaction() as transaction:
        transaction.run_script("CREATE TABLE core.stranger (a int NOT NULL);")
        transaction.run_script("DROP VIEW core.priced;")
        transaction.run_script(
            "CREATE OR ALTER VIEW core.counted AS SELECT item_count = COUNT(*) + 1 FROM core.named AS n;"
        )
    assert differences(database, tree) == [
        "view core.counted was edited in the database",
        "view core.priced is missing",
        "table core.stranger is in no file",
    ]


def test_drift_names_columns(database, tree):
    deploy(database, tree)
    with database.transaction() as transaction:
        transaction.run_script(
            "DROP VIEW core.priced;\nGO\nDROP TABLE core.price;\nGO\nCREATE TABLE core.price (cost_id int NOT NULL);"
        )
    found = differences(database, tree)
    assert "column core.price.price_id is missing" in found
    assert "column core.price.cost_id is in no file" in found


def test_a_dropped_view_is_restored_and_an_edited_one_when_asked(database, tree):
    deploy(database, tree)
    with database.transaction() as transaction:
        transaction.run_script("DROP VIEW core.priced;")
        transaction.run_script(
            "CREATE OR ALTER VIEW core.counted AS SELECT item_count = COUNT(*) + 1 FROM core.named AS n;"
        )
    assert "core.priced" in {file.object_name for file in deploy(database, tree).applied}
    assert differences(database, tree) == ["view core.counted was edited in the database"]
    deploy(database, tree, reapplies_views=True)
    assert differences(database, tree) == []


def test_a_deployed_view_is_never_dropped_for_being_left_out(database, tree):
    deploy(database, tree)
    with pytest.raises(UsageError, match=r"core\.named: left out, but deployed here.*Nothing was changed"):
        deploy(database, tree.without(["core/core.named.view.sql"]))
    assert differences(database, tree) == []


def test_a_login_that_cannot_read_the_version_is_told_so_in_one_sentence(database, tree):
    deploy(database, tree)
    with database.transaction() as transaction:
        transaction.execute(
            "DELETE FROM dbo.alembic_version" if database.engine_name == "sqlserver" else "DELETE FROM alembic_version"
        )
    with pytest.raises(MigrationError, match=r"sees no version.*Deploy as db_owner"):
        make_plan(database, tree)
