"""The run's own statements and the views of the newest predictions, on DuckDB and on a server."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from optimizer.planning.files.template import write_template
from pipeline import ledger
from pipeline.catch_up import missed_firings, note_missed
from pipeline.ledger import FencedOffError
from pipeline.models.budget import BUDGET
from pipeline.models.funding import FUNDING
from pipeline.models.planning import PLANNING
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
    "initiative_outcome", "funding_decision", "shadow_price", "budget_tier", "budget_person_month",
    "budget_hire_allocation", "budget_hire_cover", "new_hire", "frontier_point", "funding_strategy",
    "funding_strategy_amount", "funding_period_amount", "funding_move", "funding_chance", "funding_conflict",
    "simulation", "planning_scenario", "planning_driver", "planning_result", "planning_sensitivity", "planning_demand",
    "planning_hire",
)  # fmt: skip
REQUESTS = (
    "funding_request_id", "source_system", "funding_request_source_id", "service_line", "requested_amount",
    "minimum_viable_amount", "currency", "expected_roi_ratio", "strategic_priority", "success_probability_ratio",
    "is_deleted", "row_sha256", "batch_id",
)  # fmt: skip
LIMITS = ("funding_constraint_id", "source_system", "constraint_code", "limit_value", "unit", "row_sha256", "batch_id")
INITIATIVES = (
    "initiative_id", "source_system", "initiative_source_id", "initiative_name", "funding_source", "driver", "impact",
    "budget_amount", "currency", "effort_man_months", "start_month_date", "end_month_date", "row_sha256", "batch_id",
)  # fmt: skip
EMPLOYEES = (
    "employee_id", "source_system", "employee_source_id", "employee_name", "is_external", "monthly_cost_amount",
    "currency", "row_sha256", "batch_id",
)  # fmt: skip
HASH = "0" * 64


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


def test_the_money_models_are_read_planned_and_published(deployed_database, loaded, settings, tmp_path):
    """One person for an initiative that wants two, and a new colleague for what is short; one request of two is funded."""
    day, month = date(2025, 3, 1), date(2025, 9, 30)
    with deployed_database.transaction() as t:
        asked = [
            (
                n,
                "money",
                f"FR-{n}",
                name,
                Decimal(100),
                Decimal(60),
                "CAD",
                Decimal(roi),
                3,
                Decimal("0.8"),
                False,
                HASH,
                loaded,
            )
            for n, name, roi in ((9001, "Cloud", 3), (9002, "Audit", 2))
        ]
        t.insert("core.funding_requests", REQUESTS, asked)
        t.insert(
            "core.funding_constraints", LIMITS, [(9001, "money", "total_budget", Decimal(110), "CAD", HASH, loaded)]
        )
        work = ("Growth", "Product", "High", Decimal(900_000), "CAD", Decimal(12), day, month)
        t.insert("core.initiatives", INITIATIVES, [(9001, "money", "INI-1", "Rebuild", *work, HASH, loaded)])
        t.insert(
            "core.employees", EMPLOYEES, [(9001, "money", "E-1", "Ann", False, Decimal(9000), "CAD", HASH, loaded)]
        )
    write_template(tmp_path / "planning.toml")
    chosen = settings.model_copy(
        update={"planning_assumptions": tmp_path / "planning.toml", "funding_answers_seconds": 20.0}
    )
    models = [BUDGET, FUNDING, PLANNING]
    order = Order("weekly", as_of=SUNDAY, is_again=True, requested_by="test")
    report = run(deployed_database, order, chosen, models=models)
    assert report.status == "published"
    assert "Not answered" not in report.sentence
    filled = {
        view: deployed_database.scalar(f"SELECT COUNT(*) FROM pred.latest_{view}")
        for view in VIEWS
        if not view.startswith("staffing") and view not in {"funding_move", "funding_conflict", "funding_period_amount"}
    }
    assert [view for view, rows in filled.items() if not rows] == []
    free = deployed_database.rows(
        "SELECT b.month_start_date, b.planned_ratio, b.free_ratio, b.idle_cost_amount "
        "FROM pred.latest_budget_person_month AS b WHERE b.employee_id = 9001 ORDER BY b.month_start_date"
    )
    assert len(free) == 7
    assert all(row["planned_ratio"] + row["free_ratio"] == 1 for row in free)
    assert (
        deployed_database.scalar("SELECT SUM(h.head_count) FROM pred.latest_new_hire AS h WHERE h.model = 'budget'")
        >= 1
    )
    funded = deployed_database.rows(
        "SELECT d.funding_request_id FROM pred.latest_funding_decision AS d WHERE d.is_funded = 1"
    )
    assert [row["funding_request_id"] for row in funded] == [9001]
