"""The run's own statements and the views of the newest predictions, on DuckDB and on a server."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from pipeline import ledger
from pipeline.catch_up import missed_firings, note_missed
from pipeline.ledger import FencedOffError
from pipeline.order import Order
from pipeline.run_report import list_runs, read_report
from pipeline.run_requests import ask, open_requests
from pipeline.timetable import weekly_trigger
from pipeline.weekly_run import run
from sql.engine import Database, LockHeldError
from tests.server.own_locks import name_locks_by_database

SUNDAY = date(2025, 3, 16)
NOW = datetime(2025, 3, 17, 9, tzinfo=UTC).replace(tzinfo=None)
VIEWS = (
    "run", "solve", "staffing_plan", "staffing_explanation", "staffing_outcome", "staffing_violation", "budget_allocation",
    "initiative_outcome", "funding_decision", "shadow_price",
)  # fmt: skip


@pytest.fixture(autouse=True)
def own_locks() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        name_locks_by_database(patch)
        yield


@pytest.fixture
def loaded(deployed_database: Database) -> int:
    """A batch of this test's own, as of 2025-03-16."""
    with deployed_database.transaction() as t:
        batch_id = int(t.scalar("SELECT COALESCE(MAX(b.batch_id), 0) + 1 FROM ops.load_batch AS b"))
        t.insert(
            "ops.load_batch",
            ("batch_id", "source_system", "status", "requested_by", "started_at_utc", "published_at_utc"),
            [(batch_id, "test", "published", "test", NOW, NOW)],
        )
    return batch_id


def test_runs_are_published_superseded_listed_and_shown(deployed_database, loaded, settings, planner):
    order = Order("weekly", as_of=SUNDAY, requested_by="test")
    first = run(deployed_database, order, settings, models=[planner(8)])
    assert run(deployed_database, order, settings, models=[planner(8)]).is_refused
    again = Order("weekly", as_of=SUNDAY, is_again=True, requested_by="test")
    second = run(deployed_database, again, settings, models=[planner(16)])
    assert (first.status, read_report(deployed_database, first.run_id).status) == ("published", "superseded")
    assert [row["run_id"] for row in list_runs(deployed_database, 2)] == [second.run_id, first.run_id]
    plan = deployed_database.rows(
        "SELECT p.run_id, p.recommended_hours, p.as_of_date, p.batch_id FROM pred.latest_staffing_plan AS p"
    )
    assert [tuple(row.values()) for row in plan] == [(second.run_id, 16, SUNDAY, loaded)] * 2
    newest = deployed_database.rows("SELECT r.model, r.has_newer_batch, r.solve_status FROM pred.latest_run AS r")
    assert newest == [{"model": "staffing", "has_newer_batch": False, "solve_status": "Optimal"}]
    for view in VIEWS:
        deployed_database.rows(f"SELECT COUNT(*) AS row_count FROM pred.latest_{view} AS v")


def test_a_run_taken_for_dead_is_fenced_off(deployed_database, loaded):
    def start():
        with deployed_database.transaction() as t:
            return ledger.start(t, "budget", as_of_date=SUNDAY, batch_id=loaded, requested_by="test", now=NOW)

    sleeper, successor = start(), start()
    with pytest.raises(FencedOffError), deployed_database.transaction() as t:
        ledger.publish(t, sleeper, now=NOW, is_superseding=False)
    with deployed_database.transaction() as t:
        ledger.publish(t, successor, now=NOW, is_superseding=False)
    assert ledger.published_run_id(deployed_database, "budget", "2025-W11", loaded) == successor.run_id


def test_the_run_lock_has_one_holder(deployed_database, loaded, settings, planner):
    with deployed_database.lock(ledger.RUN_LOCK), pytest.raises(LockHeldError):
        run(deployed_database, Order("weekly"), settings, models=[planner(8)])


def test_requests_and_missed_weeks_are_kept(deployed_database, loaded, settings):
    request_id = ask(deployed_database, "funding", requested_by="ana", now=NOW)
    run(deployed_database, Order("funding", as_of=SUNDAY, is_again=True, request_id=request_id), settings)
    assert open_requests(deployed_database) == []
    trigger = weekly_trigger(settings.weekly_cron, settings.time_zone)
    missed_firings(deployed_database, trigger, NOW)
    due = trigger.get_next_fire_time(None, datetime(2025, 3, 20, tzinfo=UTC))
    for _ in range(2):
        note_missed(deployed_database, [due], NOW)
    assert deployed_database.scalar("SELECT COUNT(*) FROM ops.run AS r WHERE r.message LIKE 'Missed:%'") == 1
