import threading
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from config.errors import ModelError
from pipeline import attempt, weekly_run
from pipeline.models.model import Model, NothingToPlanError
from pipeline.order import Order, Watch
from pipeline.weekly_run import RunFailedError, run
from sql.engine import LockHeldError, TransientError

WEEKLY = Order("weekly", requested_by="test")
AGAIN = Order("weekly", is_again=True, requested_by="test")


def steps(database, run_id):
    rows = database.rows(
        "SELECT s.step_name, s.status FROM ops.run_step AS s WHERE s.run_id = :run_id ORDER BY s.step_number",
        run_id=run_id,
    )
    return {row["step_name"]: row["status"] for row in rows}


def statuses(database):
    return [row["status"] for row in database.rows("SELECT r.status FROM ops.run AS r ORDER BY r.run_id")]


def fail(message):
    raise ModelError(message)


def test_a_run_publishes_its_plan_with_its_steps(database, settings, publish_load, planner, latest_hours):
    publish_load()
    report = run(database, WEEKLY, settings, models=[planner(8)])
    assert (report.run_id, report.status, report.run["iso_week"], report.run["batch_id"]) == (
        1,
        "published",
        "2025-W11",
        1,
    )
    assert report.sentence == "staffing: Optimal: 8 h"
    done = dict.fromkeys(("audit", "snapshot", "staffing", "verify", "publish", "alerts"), "done")
    assert steps(database, 1) == done | {"Power BI refresh": "skipped"}, "nobody configured Power BI"
    assert latest_hours() == [8, 8]
    assert report.run["finished_at_utc"] is not None


def test_the_same_week_and_batch_again_is_refused_politely(database, settings, publish_load, planner, latest_hours):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    report = run(database, WEEKLY, settings, models=[planner(16)])
    assert report.is_refused
    assert report.sentence.startswith("weekly 2025-W11 on batch 1 is already published as run 1; nothing was run")
    assert "--again publishes another attempt that supersedes it" in report.sentence
    assert statuses(database) == ["published"]
    assert latest_hours() == [8, 8]


def test_again_publishes_an_attempt_that_supersedes(database, settings, publish_load, planner, latest_hours):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    run(database, AGAIN, settings, models=[planner(16)])
    assert statuses(database) == ["superseded", "published"]
    assert latest_hours() == [16, 16]
    assert database.scalar("SELECT COUNT(*) FROM pred.staffing_plan AS p WHERE p.run_id = 1") == 2


def test_a_newer_batch_is_published_beside_and_is_what_readers_see(
    database, settings, publish_load, planner, latest_hours
):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    publish_load()
    assert database.rows("SELECT r.run_id, r.has_newer_batch FROM pred.latest_run AS r") == [
        {"run_id": 1, "has_newer_batch": True}
    ]
    run(database, WEEKLY, settings, models=[planner(24)])
    assert statuses(database) == ["published", "published"]
    assert latest_hours() == [24, 24]
    latest = database.rows("SELECT r.run_id, r.batch_id, r.has_newer_batch FROM pred.latest_run AS r")
    assert latest == [{"run_id": 2, "batch_id": 2, "has_newer_batch": False}]


def test_each_model_shows_the_last_published_run_that_has_it(database, settings, publish_load, planner):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8), planner_without_rows("budget")])
    run(database, Order("staffing"), settings, models=[planner(16)])
    latest = database.rows("SELECT r.model, r.run_id FROM pred.latest_run AS r ORDER BY r.model")
    assert latest == [{"model": "budget", "run_id": 1}, {"model": "staffing", "run_id": 2}]


def planner_without_rows(name: str) -> Model:
    def nothing(_reader, _as_of, _settings):
        raise NothingToPlanError("No initiatives run in or after this month.")

    unused = pytest.fail
    return Model(name, nothing, unused, unused, unused, unused)


def test_a_model_with_nothing_to_plan_is_skipped_and_replaces_its_older_plan(
    database, settings, publish_load, planner, latest_hours
):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    run(database, AGAIN, settings, models=[planner_without_rows("staffing")])
    assert steps(database, 2)["staffing"] == "skipped"
    assert latest_hours() == []
    solve = database.rows("SELECT s.solve_status, s.sentence FROM pred.latest_solve AS s")
    assert solve == [{"solve_status": "Nothing", "sentence": "No initiatives run in or after this month."}]


def test_a_failed_step_leaves_the_last_good_plan_and_says_which_step_and_why(
    database, settings, publish_load, planner, latest_hours
):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    broken = planner(16, name="budget", solve=lambda: fail("Initiatives: two currencies meet."))
    with pytest.raises(
        RunFailedError, match=r"two currencies meet\. Run 2 failed in its step 'budget': it published nothing"
    ):
        run(database, AGAIN, settings, models=[broken, planner(24)])
    assert statuses(database) == ["published", "failed"]
    assert steps(database, 2) == {
        "audit": "done", "snapshot": "done", "budget": "failed", "staffing": "skipped", "verify": "skipped",
        "publish": "skipped", "alerts": "skipped", "Power BI refresh": "skipped",
    }  # fmt: skip
    assert latest_hours() == [8, 8]


def test_an_unforeseen_error_fails_the_run_without_its_details(database, settings, publish_load, planner, latest_hours):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])

    def divide():
        raise ZeroDivisionError("secret detail")

    with pytest.raises(ZeroDivisionError):
        run(database, AGAIN, settings, models=[planner(16, solve=divide)])
    message = database.scalar("SELECT r.message FROM ops.run AS r WHERE r.run_id = 2")
    assert message.startswith(
        "An unexpected error (ZeroDivisionError) stopped it; the log has the details. Run 2 failed"
    )
    assert "secret detail" not in message
    assert latest_hours() == [8, 8]


def test_ctrl_c_leaves_no_run_behind_that_counts_as_running(database, settings, publish_load, planner):
    publish_load()

    def press_ctrl_c():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(database, WEEKLY, settings, models=[planner(8, solve=press_ctrl_c)])
    assert statuses(database) == ["failed"]


def test_a_plan_that_breaks_a_hard_rule_is_never_published(database, settings, publish_load, planner, latest_hours):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    rules = tuple(f"Employee {number} is booked twice." for number in range(12))
    with pytest.raises(RunFailedError, match=r"breaks 12 hard rules: Employee 0 .*\(and 2 more\)"):
        run(database, AGAIN, settings, models=[planner(16, broken=rules)])
    assert steps(database, 2)["verify"] == "failed"
    assert latest_hours() == [8, 8]


def test_an_error_while_saving_undoes_the_whole_publication(database, settings, publish_load, planner, latest_hours):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    with pytest.raises(RunFailedError, match="step 'publish'"):
        run(database, AGAIN, settings, models=[planner(16, half_way=lambda: fail("disk full"))])
    assert statuses(database) == ["published", "failed"]
    assert database.scalar("SELECT COUNT(*) FROM pred.staffing_plan AS p WHERE p.run_id = 2") == 0
    assert latest_hours() == [8, 8]


def test_nothing_loaded_is_a_failed_run_that_says_what_to_do(database, settings, planner):
    with pytest.raises(RunFailedError, match=r"No load was published yet.*prop load.*step 'audit'"):
        run(database, WEEKLY, settings, models=[planner(8)])
    assert steps(database, 1)["audit"] == "failed"


def test_two_runners_at_once_publish_once(database, settings, publish_load, planner):
    publish_load()
    is_planning, may_go_on = threading.Event(), threading.Event()

    def wait():
        is_planning.set()
        assert may_go_on.wait(30)

    first = threading.Thread(target=run, args=(database, WEEKLY, settings), kwargs={"models": [planner(8, solve=wait)]})
    first.start()
    assert is_planning.wait(30)
    with pytest.raises(LockHeldError):
        run(database, WEEKLY, settings, models=[planner(16)])
    reports = []
    second = threading.Thread(
        target=lambda: reports.append(run(database, WEEKLY, settings, models=[planner(16)], wait_seconds=30))
    )
    second.start()
    may_go_on.set()
    first.join(30)
    second.join(30)
    assert statuses(database) == ["published"]
    assert reports[0].is_refused
    assert reports[0].run_id == 1


def test_a_load_published_while_the_run_reads_makes_it_read_again(
    database, settings, publish_load, planner, latest_hours
):
    publish_load()
    readings = []

    def load():
        readings.append(1)
        if len(readings) == 1:
            publish_load(date(2025, 3, 23))

    report = run(database, WEEKLY, settings, models=[planner(8, load=load)])
    assert len(readings) == 2
    assert (report.run["batch_id"], report.run["iso_week"], str(report.run["as_of_date"])) == (
        2,
        "2025-W12",
        "2025-03-23",
    )
    assert database.scalar("SELECT r.publication_key FROM ops.run AS r") == "weekly|2025-W12|2"
    assert latest_hours() == [8, 8]


def test_loads_that_never_pause_stop_the_run_before_it_mixes_batches(database, settings, publish_load, planner):
    publish_load()
    with pytest.raises(RunFailedError, match="each time a load was published meanwhile"):
        run(database, WEEKLY, settings, models=[planner(8, load=publish_load)])
    assert steps(database, 1)["snapshot"] == "failed"


def test_a_run_asked_to_stop_ends_before_its_next_step(database, settings, publish_load, planner):
    publish_load()
    is_asked = threading.Event()
    watch = Watch(should_stop=is_asked.is_set)
    with pytest.raises(RunFailedError, match="stopped before its step 'verify'"):
        run(database, WEEKLY, settings, models=[planner(8, solve=is_asked.set)], watch=watch)
    assert statuses(database) == ["failed"]


def test_alerts_that_a_dead_process_left_out_are_written_by_the_next_start(
    database, settings, publish_load, planner, monkeypatch
):
    publish_load(published_at=datetime(2020, 3, 16, tzinfo=UTC))
    with monkeypatch.context() as patched:
        patched.setattr(attempt, "raise_alerts", lambda *_a, **_k: fail("the view is gone"))
        with pytest.raises(RunFailedError, match="its predictions are published; the next run writes its alerts"):
            run(database, WEEKLY, settings, models=[planner(8)])
    assert statuses(database) == ["published"]
    assert run(database, WEEKLY, settings, models=[planner(8)]).is_refused
    assert steps(database, 1)["alerts"] == "done"
    assert (
        database.scalar("SELECT COUNT(*) FROM ops.alert AS a WHERE a.run_id = 1 AND a.alert_code = 'stale_data'") == 1
    )


def test_an_answer_to_commit_that_is_lost_does_not_unpublish(
    database, settings, publish_load, planner, latest_hours, monkeypatch
):
    publish_load()
    commit = database.unit_of_work

    def commit_and_lose_the_answer(work):
        commit(work)
        raise TransientError("connection reset")

    monkeypatch.setattr(database, "unit_of_work", commit_and_lose_the_answer)
    monkeypatch.setattr(attempt, "write_alerts", lambda *_a, **_k: None)
    monkeypatch.setattr(attempt, "refresh_model", lambda *_a, **_k: None)
    report = run(database, WEEKLY, settings, models=[planner(8)])
    assert report.status == "published"
    assert latest_hours() == [8, 8]


def test_as_of_moves_the_reporting_date_and_the_week(database, settings, publish_load, planner):
    publish_load()
    order = replace(WEEKLY, as_of=date(2024, 12, 30))
    report = run(database, order, settings, models=[planner(8)])
    assert report.run["iso_week"] == "2025-W01"
    assert database.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r") == date(2024, 12, 30)
    assert database.scalar("SELECT COUNT(*) FROM stg.touched_week AS w") == 0
    again = run(database, order, settings, models=[planner(8)])
    assert again.is_refused


def test_a_refused_as_of_changes_nothing(database, settings, publish_load, planner):
    publish_load()
    run(database, WEEKLY, settings, models=[planner(8)])
    before = database.scalar("SELECT COUNT(*) FROM ops.reporting_date_setting AS s")
    assert run(database, replace(WEEKLY, as_of=date(2025, 3, 12)), settings, models=[planner(8)]).is_refused
    assert database.scalar("SELECT COUNT(*) FROM ops.reporting_date_setting AS s") == before


def test_every_kind_of_run_has_its_models():
    names = {kind: [model.name for model in models] for kind, models in weekly_run.MODELS_OF.items()}
    assert names == {
        "weekly": ["staffing", "budget", "funding"], "staffing": ["staffing"], "budget": ["budget"], "funding": ["funding"],
        "planning": ["planning"],
    }  # fmt: skip


def test_the_alerts_of_an_earlier_run_are_settled_by_the_next(database, settings, publish_load, planner):
    publish_load(published_at=datetime(2020, 3, 16, tzinfo=UTC))
    run(database, WEEKLY, settings, models=[planner(8)])
    run(database, AGAIN, settings, models=[planner(8)])
    stale = database.rows(
        "SELECT a.run_id, a.acknowledged_by FROM ops.alert AS a WHERE a.alert_code = 'stale_data' ORDER BY a.run_id"
    )
    assert [(row["run_id"], row["acknowledged_by"]) for row in stale] == [(1, "run 2"), (2, None)]
