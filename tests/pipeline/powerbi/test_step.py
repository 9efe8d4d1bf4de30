# ruff: noqa: F401, F811 (fixtures of other folders are imported, and then asked for, by name)
import json
import threading
from decimal import Decimal

import pytest

from pipeline import completion
from pipeline.cli import main
from pipeline.order import Order, Watch
from pipeline.powerbi import step as powerbi_step
from pipeline.scheduler import start_background
from pipeline.weekly_run import RunFailedError, run
from powerbi.settings import ConfigurationError
from tests.pipeline.test_models import ask_for_money
from tests.powerbi.conftest import pem, service, settings_of
from tests.powerbi.stand_in import SECRET, Fault, settings_for

WEEKLY = Order("weekly", requested_by="test")
AGAIN = Order("weekly", is_again=True, requested_by="test")


@pytest.fixture
def powerbi(service, settings_of):
    service.looks = 0
    return settings_of(service)


@pytest.fixture
def in_environment(service, monkeypatch):
    service.looks = 0
    for name, value in settings_for(service).items():
        monkeypatch.setenv(f"PROP_POWERBI_{name.upper()}", str(value))
    return service


def refresh_step(database, run_id):
    return database.rows(
        "SELECT s.step_number, s.status, s.detail, s.finished_at_utc FROM ops.run_step AS s "
        "WHERE s.run_id = :run_id AND s.step_name = 'Power BI refresh'",
        run_id=run_id,
    )


def open_alerts(database):
    return database.rows(
        "SELECT a.run_id, a.severity, a.message FROM ops.alert AS a "
        "WHERE a.alert_code = 'powerbi_refresh' AND a.acknowledged_at_utc IS NULL ORDER BY a.alert_id"
    )


def test_a_published_run_refreshes_the_model_as_its_last_step(
    database, settings, publish_load, planner, powerbi, service
):
    publish_load()
    report = run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    step = report.steps[-1]
    assert (step["step_name"], step["status"]) == ("Power BI refresh", "done")
    assert step["detail"].startswith("Enhanced refresh completed in ")
    assert service.refreshes[0].request_id in step["detail"]
    assert [row["step_number"] for row in report.steps] == list(range(1, len(report.steps) + 1))
    assert open_alerts(database) == []


def test_a_failed_refresh_leaves_the_plan_published_and_raises_an_alert(
    database, settings, publish_load, planner, latest_hours, powerbi, service
):  # fmt: skip
    publish_load()
    service.outcome, service.reason = "Failed", "The gateway is away"
    report = run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    assert report.status == "published"
    assert latest_hours() == [8, 8]
    assert report.steps[-1]["status"] == "failed"
    assert (
        f"refresh {service.refreshes[0].request_id} ended as failed: 0xC11C0020: The gateway"
        in report.steps[-1]["detail"]
    )
    assert {"alert_code": "powerbi_refresh", "severity": "warning", "alert_count": 1} in report.alerts
    assert open_alerts(database)[0]["message"].startswith(
        "Power BI still shows the data from before run 1. Power BI's refr"
    )


def test_the_next_refresh_that_completes_settles_the_alert(
    database, settings, publish_load, planner, powerbi, service, ask_for_money
):  # fmt: skip
    publish_load()
    service.outcome = "Failed"
    run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    service.outcome = "Completed"
    ask_for_money(("total_budget", 80, "CAD"))
    run(database, Order("funding", requested_by="test"), settings, powerbi=powerbi)
    assert open_alerts(database) == []
    assert database.scalar("SELECT SUM(d.funded_amount) AS n FROM pred.latest_funding_decision AS d") == Decimal(80)
    assert refresh_step(database, 2)[0]["status"] == "done", "every kind of published run refreshes"


def test_a_run_that_publishes_nothing_refreshes_nothing(database, settings, publish_load, planner, powerbi, service):
    publish_load()
    with pytest.raises(RunFailedError):
        run(database, WEEKLY, settings, models=[planner(8, broken=("C1",))], powerbi=powerbi)
    assert refresh_step(database, 1)[0]["status"] == "skipped"
    assert service.calls == []


def test_a_bug_in_the_refresh_is_a_failed_step_and_no_failed_run(
    database, settings, publish_load, planner, powerbi, monkeypatch
):
    publish_load()
    monkeypatch.setattr(powerbi_step, "refresh", lambda *_a, **_k: 1 / 0)
    report = run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    assert (report.status, report.steps[-1]["status"]) == ("published", "failed")
    assert "An unexpected error (ZeroDivisionError) stopped the Power BI refresh" in report.steps[-1]["detail"]


def test_ctrl_c_while_it_waits_leaves_the_plan_and_says_what_to_do(
    database, settings, publish_load, planner, latest_hours, powerbi, monkeypatch
):
    publish_load()

    def stop(*_words, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(powerbi_step, "refresh", stop)
    with pytest.raises(KeyboardInterrupt):
        run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    assert latest_hours() == [8, 8]
    assert refresh_step(database, 1)[0]["status"] == "failed"


def test_a_process_that_is_asked_to_end_asks_for_the_refresh_and_leaves(
    database, settings, publish_load, planner, powerbi, service
):  # fmt: skip
    publish_load()
    service.looks = 10**6
    ending = threading.Event()
    watch = Watch(
        should_stop=ending.is_set, on_step=lambda s: ending.set() if (s.name, s.status) == ("publish", "done") else None
    )
    report = run(database, WEEKLY, settings, watch=watch, models=[planner(8)], powerbi=powerbi)
    assert report.status == "published"
    assert report.steps[-1]["status"] == "done"
    assert "asked for, and not waited for" in report.steps[-1]["detail"]


def test_a_refresh_that_a_dead_process_left_is_done_by_the_next_start_of_the_week(
    database, settings, publish_load, planner, powerbi, service
):  # fmt: skip
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    with database.transaction() as t:
        t.execute(
            "UPDATE ops.run_step SET status = 'running', finished_at_utc = NULL WHERE step_name = 'Power BI refresh'"
        )
    assert run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi).is_refused
    assert [row["status"] for row in refresh_step(database, 1)] == ["done"]
    assert len(service.refreshes) == 2
    assert run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi).is_refused
    assert len(service.refreshes) == 2, "what has ended is left alone"


def test_alerts_and_refresh_that_were_both_left_out_are_both_caught_up(
    database, settings, publish_load, planner, powerbi
):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    with database.transaction() as t:
        t.execute("UPDATE ops.run SET finished_at_utc = NULL")
        t.execute("UPDATE ops.run_step SET status = 'failed' WHERE step_name = 'alerts'")
    completion.complete(database, 1, Watch(), settings, powerbi)
    steps = database.rows("SELECT s.step_name, s.status FROM ops.run_step AS s ORDER BY s.step_number")
    assert [tuple(step.values()) for step in steps[-2:]] == [("alerts", "done"), ("Power BI refresh", "done")]
    assert len(steps) == 7


def test_the_command_line_runs_refreshes_and_shows_it(
    in_environment, database, database_file, publish_load, ask_for_money, capsys
):
    """The whole command, with the real model of a firm with one request."""
    publish_load()
    ask_for_money(("total_budget", 80, "CAD"))
    database.close()
    in_environment.faults = [Fault("POST", "/refreshes", 429, {"Retry-After": "0"})]
    assert main(["run", "weekly", "--database", f"duckdb:///{database_file}"]) == 0
    told = capsys.readouterr()
    assert "✓ Power BI refresh Enhanced refresh completed in" in told.out
    assert in_environment.refreshes[0].request_id in told.out
    assert SECRET not in told.out + told.err
    assert main(["runs", "1", "--json", "--database", f"duckdb:///{database_file}"]) == 0
    assert json.loads(capsys.readouterr().out)["steps"][-1]["status"] == "done"


@pytest.mark.parametrize("command", [["run", "weekly"], ["schedule"]])
def test_half_a_configuration_stops_the_command_before_anything_is_done(
    in_environment, monkeypatch, database_file, command, capsys
):
    monkeypatch.delenv("PROP_POWERBI_DATASET_ID")
    assert main([*command, "--database", f"duckdb:///{database_file}"]) == 2
    assert "half configured: PROP_POWERBI_DATASET_ID is not set. Nothing was run" in capsys.readouterr().err
    assert in_environment.calls == []


def test_half_a_configuration_stops_the_app_before_its_scheduler_starts(
    in_environment, monkeypatch, database, settings
):
    monkeypatch.delenv("PROP_POWERBI_CLIENT_SECRET")
    with pytest.raises(ConfigurationError, match="one of PROP_POWERBI_CLIENT_SECRET, PROP_POWERBI_CLIENT_SECRET_FILE"):
        start_background(database, settings)
