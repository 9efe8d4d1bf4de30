"""A plan, a leave afterwards, and the plan repaired: `prop staffing replan` tells, `prop run replan` publishes."""

import json
from decimal import Decimal

import pytest

from config.settings import Settings
from pipeline.cli import main
from pipeline.order import Order
from pipeline.weekly_run import run
from sql.engine import Database
from tests.kpi.firm_in_core import FirmInCore
from tests.optimizer.staffing.firm.test_firm import MONDAYS, small_firm
from tests.pipeline.test_staffing_edges import NOW

HOURS = "SELECT p.employee_id, p.phase_id, p.week_start_date, p.recommended_hours FROM pred.latest_staffing_plan AS p"


@pytest.fixture
def firm(database: Database) -> Database:
    """Ann and Cat are planned on Mars, Dan and the external Ben have time."""
    FirmInCore(small_firm()).load(database)
    with database.transaction() as t:
        t.execute("UPDATE ops.load_batch SET status = 'published', published_at_utc = :now", now=NOW)
    return database


@pytest.fixture
def url(firm, database_file, monkeypatch, tmp_path):
    monkeypatch.setenv("PROP_LOG_DIR", str(tmp_path))
    monkeypatch.setenv("PROP_STAFFING_ANSWERS_SECONDS", "0")
    return f"duckdb:///{database_file}"


def published(database):
    rows = database.rows(HOURS)
    return {(r["employee_id"], r["phase_id"], r["week_start_date"]): r["recommended_hours"] for r in rows}


def test_somebody_on_leave_leaves_the_plan_and_the_others_hardly_move(firm, url, capsys):
    settings = Settings(staffing_time_limit_seconds=10, staffing_answers_seconds=0, _env_file=None)
    run(firm, Order("staffing", requested_by="test"), settings)
    before = published(firm)
    lost = sum(hours for (who, _, week), hours in before.items() if (who, week) == (1, MONDAYS[1]))
    assert lost > 0
    capsys.readouterr()
    with firm.transaction() as t:
        t.execute(
            "UPDATE core.capacity_week SET capacity_hours = 0 WHERE employee_id = 1 AND week_start_date = :week",
            week=MONDAYS[1],
        )
    assert main(["staffing", "replan", "--json", "--database", url]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["dropped_people"] == 1
    assert Decimal(str(told["dropped_hours"])) == lost
    assert published(firm) == before  # telling publishes nothing

    assert main(["run", "replan", "--json", "--database", url]) == 0
    steps = {step["step_name"]: step["detail"] for step in json.loads(capsys.readouterr().out)["steps"]}
    assert "h of 1 person could not stay; nobody moved." in steps["staffing"]
    after = published(firm)
    assert not any(hours for (who, _, week), hours in after.items() if (who, week) == (1, MONDAYS[1]))
    moved = sum(abs(after.get(key, 0) - before.get(key, 0)) for key in after.keys() | before.keys())
    assert moved <= lost + Decimal(str(told["moved_hours"])) + 1


def test_nothing_is_repaired_before_a_plan_is_published(url, capsys):
    assert main(["staffing", "replan", "--database", url]) == 1
    assert "No plan is published" in capsys.readouterr().err
    assert main(["run", "replan", "--database", url]) == 1
    assert "no plan is published" in capsys.readouterr().err
