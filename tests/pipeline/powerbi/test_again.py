# ruff: noqa: F401, F811 (fixtures of other folders are imported, and then asked for, by name)
import pytest

from config.errors import PropError, UsageError
from pipeline.cli import main
from pipeline.powerbi.again import refresh_again
from pipeline.weekly_run import run
from sql.engine import LockHeldError, open_database
from tests.pipeline.powerbi.test_step import AGAIN, WEEKLY, in_environment, open_alerts, powerbi, refresh_step
from tests.powerbi.conftest import pem, service, settings_of


def test_a_refresh_after_mending_replaces_the_failed_step_and_settles_the_alert(
    database, settings, publish_load, planner, powerbi, service
):
    publish_load()
    service.outcome, service.reason = "Failed", "The gateway is away"
    run(database, WEEKLY, settings, models=[planner(8)], powerbi=powerbi)
    with pytest.raises(PropError, match="The gateway is away"):
        refresh_again(database, powerbi)
    assert len(open_alerts(database)) == 2, "another refresh, another request id"
    service.outcome, service.reason = "Completed", ""
    assert refresh_again(database, powerbi).startswith("Run 1: Enhanced refresh completed")
    assert [row["status"] for row in refresh_step(database, 1)] == ["done"]
    assert open_alerts(database) == []


def test_it_is_noted_in_the_newest_published_run(database, settings, publish_load, planner, powerbi):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    run(database, AGAIN, settings, models=[planner(16)])
    refresh_again(database, powerbi)
    assert [refresh_step(database, run_id)[0]["status"] for run_id in (1, 2)] == ["skipped", "done"]


def test_without_a_published_run_there_is_nothing_to_refresh(database, powerbi, service):
    with pytest.raises(UsageError, match=r"No run is published yet. Nothing was refreshed"):
        refresh_again(database, powerbi)
    assert service.calls == []


def test_a_run_at_work_is_left_to_refresh_the_model_itself(database, powerbi, service):
    with database.lock("run"), pytest.raises(LockHeldError):
        refresh_again(database, powerbi)
    assert service.calls == []


def test_the_command_refreshes_one_table_of_the_model(
    in_environment, database, database_file, settings, publish_load, planner, capsys
):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    database.close()
    url = f"duckdb:///{database_file}"
    assert main(["powerbi", "refresh", "--table", "Staffing plan/2026", "--no-wait", "--database", url]) == 0
    assert "Run 1: Enhanced refresh asked for, and not waited for; request " in capsys.readouterr().out
    assert in_environment.asked("POST", "/refreshes")[0].body["objects"] == [
        {"table": "Staffing plan", "partition": "2026"}
    ]
    opened = open_database(url)
    assert refresh_step(opened, 1)[0]["status"] == "done"
    opened.close()


def test_the_command_needs_no_database_where_nothing_is_recorded(in_environment, tmp_path, capsys):
    assert (
        main(
            ["powerbi", "refresh", "--no-record", "--all-partitions", "--database", f"duckdb:///{tmp_path}/none.duckdb"]
        )
        == 0
    )
    assert "Enhanced refresh completed" in capsys.readouterr().out
    assert in_environment.asked("POST", "/refreshes")[0].body["applyRefreshPolicy"] is False
    assert not (tmp_path / "none.duckdb").exists()


def test_the_command_says_how_to_configure_what_is_off(monkeypatch, capsys):
    assert main(["powerbi", "refresh"]) == 2
    assert "Power BI is not configured. Nothing was refreshed. Set PROP_POWERBI_TENANT_ID" in capsys.readouterr().err
