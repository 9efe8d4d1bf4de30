import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.catch_up import missed_firings
from pipeline.order import Order
from pipeline.run_requests import ask
from pipeline.scheduler import Scheduler, start_background
from pipeline.timetable import weekly_trigger
from pipeline.weekly_run import run
from sql.engine import open_database

ROOT = Path(__file__).resolve().parents[2]


def utc(*parts):
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


MONDAY = utc(2025, 3, 17, 9, 0)  # 05:00 in Montreal
WEEK = timedelta(weeks=1)


def ledger(database):
    rows = database.rows("SELECT r.iso_week, r.status, r.batch_id, r.requested_by FROM ops.run AS r ORDER BY r.run_id")
    return [(row["iso_week"], row["status"], row["batch_id"]) for row in rows]


@pytest.fixture
def scheduler(database, settings, planner):
    def make(now=MONDAY, **options):
        return Scheduler(database, settings, models=[planner(8)], clock=lambda: now, poll_seconds=0.05, **options)

    return make


def test_the_weekly_job_runs_the_week_and_a_second_firing_changes_nothing(database, publish_load, scheduler):
    publish_load(published_at=MONDAY)
    scheduler().run_week()
    scheduler().run_week()
    assert ledger(database) == [("2025-W11", "published", 1)]


def test_a_job_that_fails_leaves_the_next_week_alone(database, scheduler, publish_load):
    scheduler().run_week()
    assert [state[1] for state in ledger(database)] == ["failed"]
    publish_load(published_at=MONDAY)
    scheduler(MONDAY + WEEK).run_week()
    assert [state[1] for state in ledger(database)] == ["failed", "published"]


@pytest.mark.parametrize(
    ("away", "missed"),
    [
        (timedelta(minutes=1), 0),
        (timedelta(days=1), 0),
        (timedelta(days=7, minutes=1), 1),
        (timedelta(weeks=3, hours=1), 3),
    ],
)
def test_runs_that_were_due_while_nobody_was_there_are_counted(
    database, settings, scheduler, publish_load, away, missed
):
    publish_load(published_at=MONDAY)
    scheduler(MONDAY + timedelta(seconds=5)).run_week()
    publish_load(published_at=MONDAY + timedelta(minutes=1))
    trigger = weekly_trigger(settings.weekly_cron, settings.time_zone)
    assert len(missed_firings(database, trigger, MONDAY + timedelta(seconds=5) + away)) == missed


def test_three_missed_weeks_are_visible_and_the_newest_is_caught_up(database, scheduler, publish_load):
    publish_load(published_at=MONDAY)
    scheduler().run_week()
    publish_load(date(2025, 4, 6), published_at=MONDAY + timedelta(hours=1))
    scheduler(MONDAY + 3 * WEEK + timedelta(hours=2)).catch_up()
    assert ledger(database) == [
        ("2025-W11", "published", 1),
        ("2025-W12", "failed", None),
        ("2025-W13", "failed", None),
        ("2025-W14", "published", 2),
    ]
    rows = database.rows("SELECT r.requested_by, r.message FROM ops.run AS r ORDER BY r.run_id")
    assert rows[1]["message"].startswith("Missed: it was due on 2025-03-24 at 05:00 (EDT), and did not take place.")
    assert rows[3]["requested_by"] == "scheduler, catching up 2025-04-07 05:00"
    scheduler(MONDAY + 3 * WEEK + timedelta(hours=3)).catch_up()
    assert len(ledger(database)) == 4


def test_weeks_without_new_data_are_not_missed(database, settings, scheduler, publish_load):
    publish_load(published_at=MONDAY)
    scheduler().run_week()
    scheduler(MONDAY + 8 * WEEK).catch_up()
    assert len(ledger(database)) == 1


def test_a_run_that_died_half_way_is_caught_up_at_the_next_start(database, settings, scheduler, publish_load, planner):
    publish_load(published_at=MONDAY)
    scheduler().run_week()
    publish_load(date(2025, 3, 23), published_at=MONDAY + timedelta(days=6))
    with database.transaction() as t:
        t.insert(
            "ops.run",
            (
                "run_id",
                "run_kind",
                "iso_week",
                "as_of_date",
                "batch_id",
                "status",
                "publication_key",
                "fencing_token",
                "requested_by",
                "started_at_utc",
            ),
            [
                (
                    2,
                    "weekly",
                    "2025-W12",
                    date(2025, 3, 23),
                    2,
                    "running",
                    "weekly|attempt|2",
                    2,
                    "scheduler",
                    MONDAY + WEEK,
                )
            ],
        )
    scheduler(MONDAY + WEEK + timedelta(minutes=20)).catch_up()
    assert ledger(database)[1:] == [("2025-W12", "failed", 2), ("2025-W12", "published", 2)]


def test_a_fresh_installation_has_missed_nothing(database, scheduler, publish_load):
    scheduler().catch_up()
    publish_load(published_at=MONDAY)
    scheduler(MONDAY + 5 * WEEK).catch_up()
    assert ledger(database) == []


def test_a_clock_set_back_finds_nothing_missed(database, scheduler, publish_load):
    publish_load(published_at=MONDAY)
    scheduler().run_week()
    publish_load(published_at=MONDAY)
    scheduler(MONDAY - 2 * WEEK).catch_up()
    assert len(ledger(database)) == 1


def test_run_now_is_answered_once_by_two_schedulers(database, scheduler, publish_load):
    publish_load(published_at=MONDAY)
    request_id = ask(database, "weekly", requested_by="ana", now=MONDAY)
    both = [threading.Thread(target=scheduler().answer_requests) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(60)
    assert ledger(database) == [("2025-W11", "published", 1)]
    request = database.rows("SELECT q.request_id, q.run_id, q.claimed_at_utc FROM ops.run_request AS q")
    assert request == [{"request_id": request_id, "run_id": 1, "claimed_at_utc": MONDAY}]
    assert database.scalar("SELECT r.requested_by FROM ops.run AS r") == "ana"


def test_run_now_on_a_published_week_supersedes_it(database, settings, scheduler, publish_load, planner):
    publish_load(published_at=MONDAY)
    run(database, Order("weekly"), settings, models=[planner(8)])
    ask(database, "weekly", requested_by="ana", now=MONDAY)
    scheduler().answer_requests()
    assert [state[1] for state in ledger(database)] == ["superseded", "published"]


def test_a_request_that_fails_is_answered_with_a_failed_run(database, scheduler):
    ask(database, "weekly", requested_by="ana", now=MONDAY)
    scheduler().answer_requests()
    scheduler().answer_requests()
    assert [state[1] for state in ledger(database)] == ["failed"]
    assert database.scalar("SELECT q.run_id FROM ops.run_request AS q") == 1


def test_the_second_scheduler_stands_by_and_takes_over(scheduler):
    first, second = scheduler(stand_by_seconds=0.05), scheduler(stand_by_seconds=0.05)
    threads = [threading.Thread(target=s.serve) for s in (first, second)]
    threads[0].start()
    assert first.leading.wait(30)
    threads[1].start()
    assert not second.leading.wait(0.3)
    first.stop()
    assert second.leading.wait(30)
    second.stop()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


def test_the_background_scheduler_answers_and_stops(database, settings, publish_load):
    """The demo's way: the real models, which have nothing to plan here."""
    publish_load()
    handle = start_background(database, settings)
    assert handle.scheduler.leading.wait(30)
    ask(database, "funding", requested_by="ana", now=MONDAY)
    for _ in range(200):
        if ledger(database) and ledger(database)[0][1] == "published":
            break
        threading.Event().wait(0.1)
    assert ledger(database) == [("2025-W11", "published", 1)]
    assert handle.stop()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM for other processes")
def test_prop_schedule_ends_cleanly_when_it_is_told_to(database_file, tmp_path, number):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PROP_LOG_DIR": str(tmp_path), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "schedule", "--database", f"duckdb:///{database_file}"],
        cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    lines = []
    for line in process.stderr:
        lines.append(line)
        if "leading" in line:
            process.send_signal(number)
            break
    rest = process.communicate(timeout=60)[1]
    assert process.returncode == 0, "".join(lines) + rest
    assert "stopped" in rest
    open_database(f"duckdb:///{database_file}").close()
