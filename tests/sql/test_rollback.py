"""Back one version, or to nothing: what is lost is said first, what still works stays, and the way forward is open."""

from contextlib import closing

import pytest

from config.errors import DatabaseError, UsageError
from sql.deployment.deploy import deploy
from sql.deployment.drift import findings
from sql.deployment.plan import MigrationError, make_plan
from sql.deployment.reports import rollback_lines, what_is_next
from sql.deployment.revisions import revisions
from sql.deployment.rollback import plan_rollback, rollback
from sql.engine import open_database
from sql.files import SqlTree
from tests.server_database import fresh_server_database, server_tree, untold
from tests.sql.small_tree import write, write_small_tree


@pytest.fixture
def tree(tmp_path) -> SqlTree:
    return write_small_tree(tmp_path / "sql")


@pytest.fixture(params=["duckdb", pytest.param("sqlserver", marks=pytest.mark.server)])
def database(request, tmp_path):
    if request.param == "duckdb":
        opened = open_database(f"duckdb:///{tmp_path}/p.duckdb")
        yield opened
        opened.close()
    else:
        with fresh_server_database() as url:
            opened = open_database(url)
            yield opened
            opened.close()


def names_of_tables(database):
    rows = database.rows("SELECT t.TABLE_NAME AS name FROM INFORMATION_SCHEMA.TABLES AS t "
                         "WHERE t.TABLE_SCHEMA IN ('ops', 'core', 'dbo', 'main')")  # fmt: skip
    return sorted(row["name"] for row in rows)


def test_the_last_version_goes_with_its_rows_and_its_views(database, tree):
    deploy(database, tree)
    with database.transaction() as transaction:
        transaction.execute("INSERT INTO core.price (price_id) VALUES (1), (2)")
    planned = plan_rollback(database, tree=tree)
    assert (planned.target, planned.lost_rows) == ("0001", {"core.price": 2})
    assert "drop table core.price: 2 rows are lost" in list(rollback_lines(planned))

    done = rollback(database, tree=tree)
    assert [row.object_name for row in done.dropped if row.object_type == "view"] == ["core.priced"]
    assert database.scalar("SELECT item_count FROM core.counted") == 1
    with pytest.raises(DatabaseError):
        database.rows("SELECT price_id FROM core.price")
    assert "the release that ends at 0001" in next(what_is_next(done))

    assert [revision.number for revision in deploy(database, tree).migrations] == ["0002"]
    assert findings(database, tree, without=untold(database)) == []


def test_base_leaves_nothing(database, tree):
    deploy(database, tree)
    done = rollback(database, "base", tree)
    assert names_of_tables(database) == []
    assert list(what_is_next(done)) == ["Nothing of PROP is left in this database."]
    assert len(make_plan(database, tree).migrations) == 2
    deploy(database, tree)
    assert findings(database, tree, without=untold(database)) == []


@pytest.mark.parametrize("target", ["0009", "0002"])
def test_a_version_that_is_not_before_this_one_is_refused(database, tree, target):
    deploy(database, tree)
    if target == "0002":
        rollback(database, "0001", tree)
    with pytest.raises(UsageError, match=f"No migration {target} to go back to.*Say one of base"):
        rollback(database, target, tree)


def test_the_current_version_undoes_nothing(database, tree):
    deploy(database, tree)
    assert rollback(database, "0002", tree).undone == []
    assert deploy(database, tree).is_empty


def test_an_edited_migration_is_not_trusted_for_the_way_back(database, tree):
    deploy(database, tree)
    write(
        tree.root,
        "migrations/0002_second/core.price.table.sql",
        "CREATE TABLE core.price (price_id bigint NULL);\nGO\n",
    )
    with pytest.raises(MigrationError, match=r"core\.price\.table\.sql was edited"):
        rollback(database, tree=tree)
    assert database.rows("SELECT price_id FROM core.price") == []


def test_an_empty_database_has_nothing_to_go_back_from(database, tree):
    with pytest.raises(DatabaseError, match="has no PROP schema"):
        plan_rollback(database, tree=tree)


def test_the_projects_versions_go_one_after_the_other(deployed_duckdb_url):
    database = open_database(deployed_duckdb_url)
    back_to_nothing(database, SqlTree())
    database.close()


@pytest.mark.server
def test_the_projects_versions_go_one_after_the_other_on_a_server():
    with fresh_server_database() as url, closing(open_database(url)) as database:
        tree = server_tree()
        if "permissions" in untold(database):  # nobody tells what to revoke, and a role with permissions cannot go
            tree = tree.without(["server/*.role.sql", "server/*.permission.sql"])
        deploy(database, tree)
        back_to_nothing(database, tree)


def back_to_nothing(database, tree):
    """Undo every migration by itself; the views that stay answer all along."""
    numbers = [revision.number for revision in revisions(tree)]
    for number in [*numbers[-2::-1], "base"]:
        done = rollback(database, tree=tree)
        assert done.target == number
        for row in done.kept:
            if row.object_type == "view":
                database.rows(f"SELECT v.* FROM {row.object_name} AS v WHERE 1 = 0")
    left = database.scalar(
        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES AS t "
        "WHERE t.TABLE_SCHEMA IN ('ops', 'stg', 'core', 'kpi', 'pred', 'app', 'bi', 'security', 'dbo', 'main')"
    )
    assert left == 0
