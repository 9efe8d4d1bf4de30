"""Deployments of a server that are killed, and two that come at once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sql.deployment.deploy import deploy
from sql.deployment.drift import findings
from sql.engine import Database, open_database
from sql.files import SqlTree
from tests.server.older_release import release_at, versions
from tests.server_database import fresh_server_database, server_tree, untold
from tests.sql.small_tree import write_small_tree

pytestmark = pytest.mark.server
ROOT = Path(__file__).resolve().parents[2]
KILLED = 9
STEP_SAMPLE = 7


@pytest.fixture
def url() -> Iterator[str]:
    with fresh_server_database() as fresh:
        yield fresh


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.close()


def started(url: str, tree: SqlTree, last_step: int) -> subprocess.Popen[str]:
    """A deployment in a process of its own, that dies at a step; 0 for never."""
    command = [sys.executable, str(ROOT / "tests/sql/killed_deploy.py"), url, str(tree.root), str(last_step)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def ending(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """The exit code, and what was said."""
    said, complained = process.communicate(timeout=120)
    return process.returncode, said, complained


def objects(database: Database) -> list[tuple[str, str]]:
    """Every table and view, with the fingerprint of what is recorded."""
    names = database.rows(
        "SELECT CONCAT(t.TABLE_SCHEMA, '.', t.TABLE_NAME) AS name FROM INFORMATION_SCHEMA.TABLES AS t "
        "WHERE t.TABLE_SCHEMA IN ('ops', 'core', 'dbo')"
    )
    found = [(str(row["name"]), "") for row in names]
    if ("ops.schema_object", "") in found:
        rows = database.rows("SELECT object_name, sha256 FROM ops.schema_object")
        found += [(str(row["object_name"]), str(row["sha256"])) for row in rows]
    return sorted(found)


def test_a_deployment_killed_anywhere_changed_nothing_and_the_next_one_completes_it(
    url: str, database: Database, tmp_path: Path
) -> None:
    tree = write_small_tree(tmp_path / "sql")
    step = 1
    while (ended := ending(started(url, tree, step)))[0] == KILLED:
        with database.lock("deploy", wait_seconds=60):
            pass  # the server has noticed
        assert objects(database) == [], f"killed at step {step}"
        step += STEP_SAMPLE
    assert (ended[0], step > STEP_SAMPLE * 3) == (0, True), ended
    with fresh_server_database() as other_url:
        other = open_database(other_url)
        deploy(other, tree)
        assert objects(database) == objects(other)
        other.close()


def test_two_deployments_at_once_come_one_after_the_other(url: str, database: Database, tmp_path: Path) -> None:
    tree = write_small_tree(tmp_path / "sql")
    both = [started(url, tree, 0) for _ in range(2)]
    ended = [ending(process) for process in both]
    assert sorted(out for _, out, _ in ended) == ["deployed", "nothing to do"], ended
    assert findings(database, tree, without=untold(database)) == []


@pytest.mark.parametrize("number", versions()[:-1])
def test_prop_db_deploy_upgrades_each_version(number: str, database: Database, tmp_path: Path) -> None:
    tree = server_tree()
    deploy(database, release_at(number, tmp_path, tree))
    done = deploy(database, tree)
    assert [revision.number for revision in done.migrations] == [one for one in versions() if one > number]
    assert deploy(database, tree).is_empty
    assert findings(database, tree, without=untold(database)) == []
