import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.order import Order
from pipeline.weekly_run import run
from sql.engine import open_database
from tests.pipeline import killed_everywhere

ROOT = Path(__file__).resolve().parents[2]
PLAN = """
    SELECT p.run_id, p.recommended_hours FROM pred.latest_staffing_plan AS p ORDER BY p.week_start_date
"""


def hours(database):
    return [int(row["recommended_hours"]) for row in database.rows(PLAN)]


@pytest.mark.skipif(sys.platform == "win32", reason="os.fork does not exist on Windows")
def test_a_run_killed_at_any_statement_shows_the_old_plan_or_the_new_and_the_next_run_recovers(
    database, database_file, settings, publish_load, planner, tmp_path
):
    publish_load()
    run(database, Order("weekly", requested_by="test"), settings, models=[planner(8)])
    database.close()
    ended = subprocess.run(
        [sys.executable, killed_everywhere.__file__, database_file, tmp_path],
        cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PROP_LOG_DIR": str(tmp_path)}, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    lived = int(ended.stdout)
    assert lived > 25, f"the run has dozens of writes and commits; {ended.stderr}"
    seen, before = [], None
    for point in range(1, lived + 1):
        crashed = open_database(f"duckdb:///{tmp_path}/killed-{point}.duckdb")
        published = crashed.rows("SELECT r.run_id FROM ops.run AS r WHERE r.status = 'published'")
        assert hours(crashed) == {1: [8, 8], 2: [16, 16]}[published[0]["run_id"]], point
        assert len(published) == 1
        seen.append(hours(crashed)[0])
        state = visible(crashed)
        if state != before:  # points between two commits leave the same database
            recover(crashed, settings, planner(24))
        before = state
        crashed.close()
    assert seen == sorted(seen), "old until the commit, new from then on"
    assert {8, 16} == set(seen)


def visible(database):
    """What the killed run left behind, without times."""
    steps = database.rows(
        "SELECT s.step_name, s.status FROM ops.run_step AS s WHERE s.run_id > 1 ORDER BY s.step_number"
    )
    runs = database.rows("SELECT r.run_id, r.status, r.message FROM ops.run AS r ORDER BY r.run_id")
    return steps, runs


def recover(database, settings, model):
    """The next run publishes, and nothing of the killed one counts as running."""
    run(database, Order("weekly", is_again=True, requested_by="next"), settings, models=[model])
    assert hours(database) == [24, 24]
    left = database.rows("SELECT r.status FROM ops.run AS r WHERE r.status IN ('running', 'published')")
    assert [row["status"] for row in left] == ["published"]
    assert database.scalar("SELECT COUNT(*) FROM ops.run_step AS s WHERE s.status = 'running'") == 0
    assert database.scalar("SELECT COUNT(*) FROM ops.run AS r WHERE r.finished_at_utc IS NULL") == 0
