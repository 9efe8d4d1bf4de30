import json

import pytest

from config.settings import settings
from pipeline import weekly_run
from pipeline.cli import main
from pipeline.doctor import examine
from pipeline.order import Order
from pipeline.weekly_run import run


@pytest.fixture
def url(database, database_file, monkeypatch, tmp_path):
    """The same file as ``database``, which this process shares."""
    monkeypatch.setenv("PROP_LOG_DIR", str(tmp_path))
    return f"duckdb:///{database_file}"


def test_run_prints_steps_on_stderr_and_the_summary_on_stdout(url, publish_load, planner, capsys, monkeypatch):
    publish_load()
    monkeypatch.setitem(weekly_run.MODELS_OF, "weekly", [planner(8)])
    assert main(["run", "weekly", "--database", url]) == 0
    said = capsys.readouterr()
    assert "Run 1 (weekly 2025-W11, batch 1, as of 2025-03-16): published" in said.out
    assert "staffing: 8 hours" in said.out
    assert "publish" in said.err
    assert main(["run", "weekly", "--database", url]) == 0
    assert "already published as run 1" in capsys.readouterr().out
    assert main(["run", "weekly", "--again", "--json", "--as-of", "2025-03-15", "--database", url]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["run"]["run_id"], report["run"]["as_of_date"], report["run"]["status"]) == (
        2,
        "2025-03-15",
        "published",
    )
    assert main(["runs", "--database", url]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == ["2", "1"]
    assert "superseded" in listed[1]


def test_a_failed_run_is_exit_1_with_the_reason_and_json_on_stdout(url, capsys):
    assert main(["run", "funding", "--json", "--database", url]) == 1
    said = capsys.readouterr()
    assert "No load was published yet" in said.err
    report = json.loads(said.out)
    assert report["run"]["status"] == "failed"
    assert report["steps"][0]["status"] == "failed"
    assert main(["runs", "1", "--database", url]) == 0
    assert "✗ audit" in capsys.readouterr().out


def test_a_run_that_does_not_exist_is_named(url, capsys):
    assert main(["runs", "118", "--database", url]) == 2
    assert "There is no run 118" in capsys.readouterr().err


def test_a_date_that_is_none_is_2(url):
    assert main(["run", "weekly", "--as-of", "17.03.2025", "--database", url]) == 2


def test_the_consulting_case_has_nothing_to_plan_and_says_so(database, settings, publish_load):
    """The real models on a firm without people, initiatives and requests."""
    publish_load()
    report = run(database, Order("weekly"), settings)
    assert report.status == "published"
    assert {row["model"]: row["solve_status"] for row in report.solves} == dict.fromkeys(
        ("staffing", "budget", "funding"), "Nothing"
    )
    assert {step["step_name"] for step in report.steps if step["status"] == "skipped"} == {
        "staffing", "budget", "funding", "verify", "Power BI refresh",
    }  # fmt: skip


def found(findings):
    return {finding.subject: finding for finding in findings}


def test_the_doctor_finds_a_sound_machine_sound(url):
    findings = found(examine(url))
    assert not [finding for finding in findings.values() if finding.is_blocking]
    assert findings["packages"].verdict == "good"
    assert findings["schema"].verdict == "good"


def test_the_doctor_says_what_is_missing_and_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PROP_WEEKLY_CRON", "every monday")
    findings = found(examine(f"duckdb:///{tmp_path}/absent.duckdb"))
    assert findings["database"].is_blocking
    assert "prop db deploy" in findings["database"].way_out
    assert not (tmp_path / "absent.duckdb").exists()
    assert findings["timetable"].is_blocking


def test_the_doctor_says_that_a_cluster_does_not_answer(url, monkeypatch):
    assert found(examine(url))["parallel runs"].verdict == "good"
    monkeypatch.setenv("PROP_DASK_SCHEDULER", "tcp://127.0.0.1:1")
    monkeypatch.setattr("optimizer.parallel.dask_connection.CONNECT_SECONDS", 1)
    assert "does not answer" in found(examine(url))["parallel runs"].found


def test_the_doctor_reads_settings_that_cannot_be_read(monkeypatch, capsys):
    monkeypatch.setenv("PROP_HORIZON_WEEKS", "0")
    settings.cache_clear()
    assert main(["doctor"]) == 1
    assert "PROP_HORIZON_WEEKS" in capsys.readouterr().out


def test_the_doctor_finds_an_empty_database_undeployed(tmp_path):
    from sql.engine import open_database

    empty = f"duckdb:///{tmp_path}/empty.duckdb"
    database = open_database(empty)
    with database.transaction():  # the first change makes the file
        pass
    database.close()
    assert found(examine(empty))["schema"].is_blocking
