"""A deployed file per test, loads of one row, and a model so small that its plan is known beforehand."""

import logging
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import structlog

from config.settings import Settings
from pipeline.models.model import Model
from sql.deployment.deploy import deploy
from sql.engine import Database, open_database

MONDAY_MORNING = datetime(2025, 3, 17, 9, 0, tzinfo=UTC).replace(tzinfo=None)
SUNDAY = date(2025, 3, 16)  # ISO week 2025-W11
SOLVE = (
    "run_id", "model", "solve_status", "objective_name", "objective_value", "bound_value", "gap_ratio", "solve_seconds",
    "row_count", "column_count", "sentence",
)  # fmt: skip
PLAN = (
    "run_id", "employee_id", "phase_id", "week_start_date", "recommended_hours", "current_hours", "is_new_assignment",
    "is_pinned",
)  # fmt: skip


@pytest.fixture(autouse=True)
def logs_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Logs go to the test's folder, and afterwards nowhere."""
    root = logging.getLogger()
    level, before = root.level, list(root.handlers)
    monkeypatch.setenv("PROP_LOG_DIR", str(tmp_path))
    yield
    for handler in [h for h in root.handlers if h not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def deployed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the whole schema and nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("deployed") / "prop.duckdb"
    database = open_database(f"duckdb:///{path}")
    deploy(database)
    database.close()
    return path


@pytest.fixture
def database_file(deployed_file: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    return Path(shutil.copy(deployed_file, tmp_path / "prop.duckdb"))


@pytest.fixture
def database(database_file: Path) -> Iterator[Database]:
    opened = open_database(f"duckdb:///{database_file}")
    yield opened
    opened.close()


@pytest.fixture
def settings() -> Settings:
    return Settings(time_zone="America/Montreal", weekly_cron="0 5 * * mon", horizon_weeks=4, _env_file=None)


@pytest.fixture
def publish_load(database: Database) -> Callable[..., int]:
    """Publishes a load: a batch, and the reporting date that it asks for."""

    def publish(as_of: date | None = SUNDAY, *, published_at: datetime = MONDAY_MORNING) -> int:
        with database.transaction() as t:
            batch_id = int(t.scalar("SELECT COALESCE(MAX(b.batch_id), 0) + 1 FROM ops.load_batch AS b"))
            t.insert(
                "ops.load_batch",
                ("batch_id", "source_system", "status", "requested_by", "started_at_utc", "published_at_utc"),
                [(batch_id, "test", "published", "test", published_at, published_at)],
            )
            t.insert(
                "ops.reporting_date_setting",
                ("setting_id", "as_of_date", "set_by", "set_at_utc"),
                [(batch_id * 10, as_of, "test", published_at)],
            )
        return batch_id

    return publish


@pytest.fixture
def planner() -> Callable[..., Model]:
    """Makes a model whose plan is a number of hours for employee 1 on phase 1 in two weeks."""
    return hours_model


def hours_model(
    hours: int = 8,
    *,
    name: str = "staffing",
    broken: tuple[str, ...] = (),
    solve: Callable[[], None] = lambda: None,
    load: Callable[[], None] = lambda: None,
    half_way: Callable[[], None] = lambda: None,
) -> Model:
    """A model whose plan is ``hours``; ``half_way`` is called in the middle of saving it."""

    def load_hours(_reader, _as_of, _settings):
        load()
        return hours

    def solve_hours(data, _settings):
        solve()
        return data

    def save(transaction, run_id, _data, plan):
        first = (run_id, 1, 1, date(2025, 3, 17), Decimal(plan), Decimal(0), True, False)
        second = (run_id, 1, 1, date(2025, 3, 24), Decimal(plan), Decimal(0), True, False)
        transaction.insert("pred.staffing_plan", PLAN, [first])
        half_way()
        transaction.insert("pred.staffing_plan", PLAN, [second])
        solved = (
            run_id,
            name,
            "Optimal",
            "hours",
            Decimal(plan),
            Decimal(plan),
            Decimal(0),
            Decimal(0),
            1,
            1,
            f"{plan} hours",
        )
        transaction.insert("pred.solve", SOLVE, [solved])

    return Model(
        name, load_hours, solve_hours, lambda _data, _plan: broken, save, lambda _data, plan: f"Optimal: {plan} h"
    )


@pytest.fixture
def latest_hours(database: Database) -> Callable[[], list[int]]:
    """What readers see: the recommended hours of the newest plan, week by week."""

    def read() -> list[int]:
        rows = database.rows(
            "SELECT p.recommended_hours FROM pred.latest_staffing_plan AS p ORDER BY p.week_start_date"
        )
        return [int(row["recommended_hours"]) for row in rows]

    return read
