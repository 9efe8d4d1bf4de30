import json
import logging

import pytest
import structlog

from config.logging import FILE_NAME, configure, new_correlation_id


@pytest.fixture(autouse=True)
def logs_of_its_own(tmp_path, monkeypatch):
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


def entries(tmp_path):
    return [json.loads(line) for line in (tmp_path / FILE_NAME).read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_json_line_with_its_time_level_and_facts(tmp_path):
    assert configure() == tmp_path / FILE_NAME
    structlog.get_logger("prop.run").info("run published", run_id=118)
    (entry,) = entries(tmp_path)
    assert (entry["event"], entry["level"], entry["logger"], entry["run_id"]) == (
        "run published",
        "info",
        "prop.run",
        118,
    )
    assert entry["at_utc"].endswith("Z")


def test_no_secret_reaches_the_file(tmp_path):
    configure()
    log = structlog.get_logger("prop")
    log.info(
        "connected", url="mssql+pyodbc://prop:hunter2@server/db", password="hunter2", arguments=["--database", "x://u:hunter2@h"],
        nested={"secret_key": "hunter2", "count": 3},
    )  # fmt: skip
    log.error("failed", exc_info=ValueError("cannot open mssql://prop:hunter2@server/db"))
    logging.getLogger("library").warning("retrying %s", "duckdb://u:hunter2@h")
    text = (tmp_path / FILE_NAME).read_text(encoding="utf-8")
    assert "hunter2" not in text
    first = entries(tmp_path)[0]
    assert first["url"] == "mssql+pyodbc://prop:***@server/db"
    assert first["nested"] == {"secret_key": "***", "count": 3}
    assert entries(tmp_path)[1]["exception"] == "ValueError: cannot open mssql://prop:***@server/db"
    assert entries(tmp_path)[2]["event"] == "retrying duckdb://u:***@h"


def test_configuring_twice_writes_each_event_once(tmp_path):
    configure()
    configure()
    structlog.get_logger("prop").info("once")
    assert len(entries(tmp_path)) == 1


def test_a_folder_that_cannot_be_written_sends_logs_to_the_terminal(tmp_path, monkeypatch, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    monkeypatch.setenv("PROP_LOG_DIR", str(blocked))
    assert configure() is None
    structlog.get_logger("prop").warning("disk full")
    assert "disk full" in capsys.readouterr().err


def test_references_differ():
    assert len({new_correlation_id() for _ in range(1000)}) == 1000
