"""The public case, Monday after Monday: every run publishes a plan that passes the check and keeps to the one before."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from config.settings import Settings
from etl.load import load
from pipeline.order import Order
from pipeline.weekly_run import run
from sql.engine import Database, open_database
from tests.pipeline.conftest import logs_of_its_own

__all__ = ["logs_of_its_own"]
CASE = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "kpmg_case"
FIRST, LAST = date(2025, 1, 6), date(2025, 3, 17)
MONDAYS = [FIRST + timedelta(weeks=k) for k in range((LAST - FIRST).days // 7 + 1)]
MOVED = """
SELECT SUM(ABS(COALESCE(n.recommended_hours, 0) - COALESCE(e.recommended_hours, 0)))
FROM (SELECT p.* FROM pred.staffing_plan AS p WHERE p.run_id = :earlier) AS e
FULL OUTER JOIN (SELECT p.* FROM pred.staffing_plan AS p WHERE p.run_id = :newer) AS n
    ON n.employee_id = e.employee_id AND n.phase_id = e.phase_id AND n.week_start_date = e.week_start_date
WHERE COALESCE(n.week_start_date, e.week_start_date) BETWEEN :first_week AND :last_week
"""
COMMON_WEEKS = 3


@pytest.fixture(scope="module")
def case(deployed_duckdb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """The case as a firm would load it, of this module alone."""
    if not CASE.is_dir():
        pytest.skip("the public case is not beside the project (../shared/data/kpmg_case)")
    path = tmp_path_factory.mktemp("case") / "prop.duckdb"
    path.write_bytes(deployed_duckdb_file.read_bytes())
    database = open_database(f"duckdb:///{path}")
    load(database, [CASE, CASE / "hr"], source="kpmg_case")
    yield database
    database.close()


def test_each_monday_is_published_and_moves_little_against_the_one_before(case: Database) -> None:
    settings = Settings(staffing_time_limit_seconds=2.0, staffing_answers_seconds=0, _env_file=None)
    runs = [run(case, Order("staffing", as_of=monday, requested_by="test"), settings).run_id for monday in MONDAYS]
    published = case.rows(
        "SELECT s.run_id, r.status, s.solve_status, r.as_of_date FROM pred.solve AS s "
        "INNER JOIN ops.run AS r ON r.run_id = s.run_id ORDER BY s.run_id"
    )
    assert [(row["run_id"], row["status"], row["as_of_date"]) for row in published] == [
        (run_id, "published", monday) for run_id, monday in zip(runs, MONDAYS, strict=True)
    ]
    assert {row["solve_status"] for row in published} <= {"Optimal", "Feasible"}
    for earlier, newer, monday in zip(runs, runs[1:], MONDAYS[1:], strict=False):
        first_week = monday + timedelta(weeks=1)
        last_week = first_week + timedelta(weeks=COMMON_WEEKS - 1)
        weeks = {"first_week": first_week, "last_week": last_week}
        planned = case.scalar(
            "SELECT SUM(p.recommended_hours) FROM pred.staffing_plan AS p WHERE p.run_id = :newer "
            "AND p.week_start_date BETWEEN :first_week AND :last_week",
            newer=newer, **weeks,
        )  # fmt: skip
        moved = case.scalar(MOVED, earlier=earlier, newer=newer, **weeks)
        assert moved < planned / 2, monday
    assert (
        case.scalar("SELECT COUNT(*) FROM pred.latest_staffing_plan AS p WHERE p.run_id <> :last", last=runs[-1]) == 0
    )
