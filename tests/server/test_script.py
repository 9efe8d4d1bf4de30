"""The sqlcmd script by itself: from nothing, twice, from each version, and with an error in the middle."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.deployment.deploy import deploy
from sql.deployment.drift import findings
from sql.deployment.script import deployment_script
from sql.engine import Database, open_database
from sql.files import SqlTree
from tests.server.older_release import release_at, versions
from tests.server.sqlcmd import GO, run_script
from tests.server_database import fresh_server_database, server_tree, untold
from tests.sql.small_tree import add_revision, write, write_small_tree

pytestmark = pytest.mark.server
FAULT = "SELECT 1 / 0 AS fault;\nGO\n"
UNREADABLE = "CRAETE TABLE core.item (item_id int);\nGO\n"


@pytest.fixture
def url() -> Iterator[str]:
    with fresh_server_database() as fresh:
        yield fresh


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


@pytest.fixture
def small(tmp_path: Path) -> SqlTree:
    return write_small_tree(tmp_path / "small")


def applied_at(database: Database) -> list[dict[str, object]]:
    return database.rows("SELECT object_name, sha256, applied_at_utc FROM ops.schema_object ORDER BY object_name")


def object_count(database: Database) -> int:
    count = database.scalar(
        "SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES AS t WHERE t.TABLE_SCHEMA IN ('ops', 'core', 'dbo')"
    )
    return int(count)


def test_from_nothing_and_again(url: str, database: Database) -> None:
    tree = server_tree()
    script = deployment_script(tree)
    first = run_script(url, script)
    assert first.errors == []
    assert first.printed[-1] == f"PROP is at migration {versions()[-1]}."
    assert deploy(database, tree).is_empty
    assert findings(database, tree, without=untold(database)) == []

    before = applied_at(database)
    second = run_script(url, script)
    assert (second.exit_code, second.printed[0]) == (0, "Nothing to do: the database is as this script says.")
    assert applied_at(database) == before


@pytest.mark.parametrize("number", versions()[:-1])
def test_an_upgrade_keeps_the_data(number: str, url: str, database: Database, tmp_path: Path) -> None:
    tree = server_tree()
    deploy(database, release_at(number, tmp_path, tree))
    with database.transaction() as transaction:
        transaction.execute(
            "INSERT INTO ops.load_batch (batch_id, source_system, status, requested_by, started_at_utc) "
            "VALUES (1, N'hr', N'published', N'test', SYSUTCDATETIME())"
        )
        transaction.execute(
            "INSERT INTO core.practices (practice_id, source_system, practice_source_id, practice_name, row_sha256, batch_id) "
            "VALUES (7, N'hr', N'P7', N'Audit', :sha, 1)",
            sha="0" * 64,
        )
    upgrade = deployment_script(tree, since=number)
    assert run_script(url, upgrade).errors == []
    assert database.scalar("SELECT practice_name FROM core.practices") == "Audit"
    assert deploy(database, tree).is_empty
    assert findings(database, tree, without=untold(database)) == []
    assert run_script(url, upgrade).printed[0].startswith("Nothing to do")


@pytest.mark.parametrize(
    ("fault", "ignores_errors", "first"),
    [(FAULT, False, 1), (FAULT, True, 2), (UNREADABLE, False, 3), (UNREADABLE, True, 4)],
    ids=["fault, stops", "fault, goes on", "unreadable, stops", "unreadable, goes on"],
)
def test_an_error_anywhere_changes_nothing(
    url: str, database: Database, small: SqlTree, fault: str, ignores_errors: bool, first: int
) -> None:
    """The error meets every batch in turn: a quarter of them with each kind of error and of runner."""
    parts = split_at_go(deployment_script(small))
    for place in range(first, len(parts) - 1, 4):
        replaced = [fault] if fault == UNREADABLE else [parts[place], fault]
        ended = run_script(
            url, "".join([*parts[:place], *replaced, *parts[place + 1 :]]), ignores_errors=ignores_errors
        )
        assert ended.exit_code == 1
        assert object_count(database) == 0, parts[place]
    assert run_script(url, "".join(parts)).errors == []
    assert deploy(database, small).is_empty


def split_at_go(script: str) -> list[str]:
    """The batches, each with its GO."""
    parts = [""]
    for line in script.splitlines(keepends=True):
        parts[-1] += line
        if GO.fullmatch(line):
            parts.append("")
    return [part for part in parts if part.strip()]


def test_an_error_in_the_middle_of_an_upgrade_leaves_the_older_version(
    url: str, database: Database, tmp_path: Path
) -> None:
    tree = server_tree()
    older = release_at(versions()[-2], tmp_path, tree)
    deploy(database, older)
    before = applied_at(database)
    parts = split_at_go(deployment_script(tree))
    middle = len(parts) * 3 // 4
    broken = "".join([*parts[:middle], FAULT, *parts[middle:]])
    for ignores_errors in (False, True):
        assert run_script(url, broken, ignores_errors=ignores_errors).exit_code == 1
        assert applied_at(database) == before
    assert deploy(database, older).is_empty


def test_an_edited_migration_is_refused_by_name(url: str, database: Database, small: SqlTree) -> None:
    assert run_script(url, deployment_script(small)).errors == []
    write(
        small.root, "migrations/0001_first/core.item.table.sql", "CREATE TABLE core.item (item_id bigint NULL);\nGO\n"
    )
    for ignores_errors in (False, True):
        refused = run_script(url, deployment_script(small), ignores_errors=ignores_errors)
        assert "core.item.table.sql (edited)" in refused.errors[0]
        assert "Nothing was changed" in refused.errors[0]


def test_a_missing_and_an_out_of_order_script_are_refused_by_name(url: str, small: SqlTree) -> None:
    assert run_script(url, deployment_script(small)).errors == []
    order = small.root / "migrations/0001_first/order.txt"
    kept = order.read_text()
    order.write_text(kept.replace("core.item.table.sql\n", ""))
    (small.root / "migrations/0002_second/core.price.table.sql").write_text(
        "CREATE TABLE core.item (item_id int NOT NULL);\nGO\nCREATE TABLE core.price (price_id int NOT NULL);\nGO\n"
    )
    assert "core.item.table.sql (missing)" in run_script(url, deployment_script(small)).errors[0]
    order.write_text(kept + "core.late.table.sql\n")
    write(
        small.root, "migrations/0001_first/core.late.table.sql", "CREATE TABLE core.late (late_id int NOT NULL);\nGO\n"
    )
    write(
        small.root,
        "migrations/0002_second/core.price.table.sql",
        "CREATE TABLE core.price (price_id int NOT NULL);\nGO\n",
    )
    assert (
        "never applied: migrations/0001_first/core.late.table.sql"
        in run_script(url, deployment_script(small)).errors[0]
    )


def test_a_newer_database_and_one_that_is_too_old_are_refused(url: str, small: SqlTree, tmp_path: Path) -> None:
    assert "starts from migration 0001" in run_script(url, deployment_script(small, since="0001")).errors[0]
    old_script = deployment_script(small)
    newer = SqlTree(shutil.copytree(small.root, tmp_path / "newer"))
    write(
        newer.root, "migrations/0003_third/core.third.table.sql", "CREATE TABLE core.third (third_id int NULL);\nGO\n"
    )
    write(newer.root, "migrations/0003_third/order.txt", "core.third.table.sql\n")
    add_revision(newer.root, "0003", "0002", "0003_third")
    assert run_script(url, deployment_script(newer)).errors == []
    assert "does not know" in run_script(url, old_script).errors[0]


def test_what_has_no_file_any_more_is_dropped_and_what_changed_is_applied(
    url: str, database: Database, small: SqlTree
) -> None:
    assert run_script(url, deployment_script(small)).errors == []
    (small.root / "core/core.priced.view.sql").unlink()
    order = small.root / "build_order.txt"
    order.write_text(order.read_text().replace("core/core.priced.view.sql\n", ""))
    write(
        small.root, "core/core.named.view.sql",
        "CREATE OR ALTER VIEW core.named AS SELECT i.item_id, i.name, N'it''s' AS word FROM core.item AS i;\nGO\n",
    )  # fmt: skip
    assert run_script(url, deployment_script(small)).errors == []
    assert database.scalar("SELECT word FROM core.named") == "it's"
    assert "core.priced" not in database.view_definitions()
    assert deploy(database, small).is_empty


def test_two_deployers_do_not_meet(
    url: str, database: Database, small: SqlTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = deployment_script(small).replace("@LockTimeout = 60000", "@LockTimeout = 100")
    with database.lock("deploy"):
        refused = run_script(url, script)
    assert "Another deployment is at work here" in refused.errors[0]
    assert object_count(database) == 0


def test_a_deployed_object_is_never_dropped_for_being_left_out(url: str, database: Database, small: SqlTree) -> None:
    assert run_script(url, deployment_script(small)).errors == []
    before = applied_at(database)
    refused = run_script(url, deployment_script(small.without(["core/core.priced.view.sql"])))
    assert "Left out of this script, but deployed here: core/core.priced.view.sql. Nothing was" in refused.errors[0]
    assert applied_at(database) == before
    assert "core.priced" in database.view_definitions()
