"""Odd firms through the whole run: a plan, or a sentence and nothing published; never a broken one (STAFFING, Promises)."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from config.settings import Settings
from optimizer.staffing import model
from optimizer.staffing.solution import failed
from pipeline.order import Order
from pipeline.run_report import RunReport
from pipeline.weekly_run import RunFailedError, run
from sql.engine import Database
from tests.kpi.firm_in_core import FirmInCore
from tests.optimizer.staffing.firm.test_firm import MONDAYS, small_firm

NOW = datetime(2025, 3, 16, 12)  # noqa: DTZ001 (the database keeps UTC without a zone)


@pytest.fixture
def firm(database: Database) -> Database:
    """Ann and Cat are planned on Mars, Dan and the external Ben have time: one engagement with two phases."""
    FirmInCore(small_firm()).load(database)
    with database.transaction() as t:
        t.execute("UPDATE ops.load_batch SET status = 'published', published_at_utc = :now", now=NOW)
    return database


def change(database: Database, *statements: str) -> None:
    with database.transaction() as t:
        for statement in statements:
            t.execute(statement)


def decide(database: Database, *pins: tuple[int, int, date, int]) -> None:
    columns = (
        "decision_id", "employee_id", "phase_id", "week_start_date", "decision_kind", "hours", "decided_by",
        "decided_at_utc", "is_active",
    )  # fmt: skip
    rows = [
        (number, employee, phase, week, "pin", Decimal(hours), "pat", NOW, True)
        for number, (employee, phase, week, hours) in enumerate(pins, start=1)
    ]
    with database.transaction() as t:
        t.insert("app.decision", columns, rows)


def planned(database: Database) -> RunReport:
    settings = Settings(staffing_time_limit_seconds=10, staffing_answers_seconds=2, _env_file=None)
    return run(database, Order("staffing", requested_by="test"), settings)


def published_hours(database: Database) -> Decimal:
    return database.scalar("SELECT COALESCE(SUM(p.recommended_hours), 0) FROM pred.latest_staffing_plan AS p")


def solve_row(database: Database) -> tuple[str, str]:
    (row,) = database.rows("SELECT s.solve_status, s.sentence FROM pred.latest_solve AS s WHERE s.model = 'staffing'")
    return row["solve_status"], row["sentence"]


def test_one_engagement_is_planned(firm):
    assert planned(firm).status == "published"
    assert solve_row(firm)[0] in {"Optimal", "Feasible"}
    assert published_hours(firm) > 0


def test_people_without_a_rate_are_left_out_and_named(firm):
    change(
        firm,
        "DELETE FROM core.rate_cards",
        "DELETE FROM core.timesheets WHERE employee_id <> 1",
    )
    assert planned(firm).status == "published"
    booked = firm.rows(
        "SELECT DISTINCT p.employee_id FROM pred.latest_staffing_plan AS p WHERE p.recommended_hours > 0"
    )
    levels = firm.rows("SELECT e.employee_id FROM core.employees AS e WHERE e.employee_name IN ('Cat', 'Eve')")
    assert not {row["employee_id"] for row in booked} & {row["employee_id"] for row in levels}
    (outcome,) = firm.rows("SELECT o.sentence FROM pred.latest_staffing_outcome AS o")
    assert "Cat left out, because no charge-out rate is known." in outcome["sentence"]


def test_no_rate_at_all_is_a_sentence(firm):
    change(firm, "DELETE FROM core.rate_cards", "DELETE FROM core.timesheets", "DELETE FROM core.timesheet_week")
    report = planned(firm)
    assert report.status == "published"
    status, sentence = solve_row(firm)
    assert (status, published_hours(firm)) == ("Nothing", 0)
    assert "Ann, Ben, Cat, Dan left out, because no charge-out rate is known." in sentence


def test_nobody_has_time(firm):
    change(firm, "UPDATE core.capacity_week SET capacity_hours = 0")
    assert planned(firm).status == "published"
    assert solve_row(firm)[0] == "Optimal"
    assert published_hours(firm) == 0


def test_nothing_is_to_be_done(firm):
    change(firm, "UPDATE core.phases SET actual_end_date = '2025-03-01'", "DELETE FROM core.assignment_week")
    assert planned(firm).status == "published"
    assert (solve_row(firm)[0], published_hours(firm)) == ("Nothing", 0)


def test_contradicting_pins_publish_nothing_and_are_named(firm):
    decide(firm, (1, 1, MONDAYS[0], 36), (1, 2, MONDAYS[0], 7))
    with pytest.raises(RunFailedError, match=r"43\.0 h.*40\.0 h") as failure:
        planned(firm)
    assert "2025-03-17" in str(failure.value)
    assert "it published nothing" in str(failure.value)
    assert firm.scalar("SELECT COUNT(*) FROM pred.staffing_plan") == 0
    assert firm.scalar("SELECT r.status FROM ops.run AS r") == "failed"


def test_the_plan_of_the_last_run_stays_when_the_next_one_fails(firm):
    first = planned(firm)
    hours = published_hours(firm)
    decide(firm, (1, 1, MONDAYS[0], 36), (1, 2, MONDAYS[0], 7))
    with pytest.raises(RunFailedError):
        run(firm, Order("staffing", is_again=True), Settings(staffing_answers_seconds=0, _env_file=None))
    (latest,) = firm.rows("SELECT r.run_id FROM pred.latest_run AS r WHERE r.model = 'staffing'")
    assert (latest["run_id"], published_hours(firm)) == (first.run_id, hours)


def test_a_time_limit_without_a_plan_publishes_nothing(firm, monkeypatch):
    monkeypatch.setattr(model, "solve", lambda data, seconds: failed(data, "time limit reached", None, seconds))
    with pytest.raises(RunFailedError, match=r"no plan within 10 s \(time limit reached\).*Nothing was published"):
        planned(firm)
    assert firm.scalar("SELECT COUNT(*) FROM pred.solve") == 0


def test_a_plan_that_breaks_a_hard_rule_is_refused(firm, monkeypatch):
    def overbooked(data, seconds):
        plan = solved(data, seconds)
        return replace(plan, hours=plan.hours * 3)

    solved = model.solve
    monkeypatch.setattr(model, "solve", overbooked)
    with pytest.raises(RunFailedError, match="step 'verify'"):
        planned(firm)
    assert firm.scalar("SELECT COUNT(*) FROM pred.staffing_plan") == 0
