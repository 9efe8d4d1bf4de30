"""What runs and people add to a loaded firm: plans, forecasts, alerts, measurements and users, a few rows of each."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sql.engine import Database, Transaction
from tests.kpi.core_rows import HASH, NOW, SOURCE, insert

AS_OF = date(2025, 3, 17)
WEEK, NEXT_WEEK = date(2025, 3, 17), date(2025, 3, 24)
LATER = NOW + timedelta(hours=1)
RAISED = datetime(2025, 3, 17, 23, 59)  # noqa: DTZ001 (UTC without a zone, as everywhere in ops)
BATCH, WEEKLY, FAILED, OLDER = 1, 7, 9, 3


def add_plans(database: Database) -> None:
    """The batch is published, one weekly run too; a later run of the staffing model failed."""
    with database.transaction() as transaction:
        transaction.execute(
            "UPDATE ops.load_batch SET status = 'published', published_at_utc = :now WHERE batch_id = 1", now=LATER
        )
        runs(transaction)
        staffing(transaction)
        budget(transaction)
        funding(transaction)
        refreshes(transaction)
        forecasts(transaction)
        quality(transaction)
        alerts(transaction)
        users(transaction)


def add(transaction: Transaction, table: str, columns: str, rows: Sequence[Sequence[Any]]) -> None:
    transaction.insert(table, columns.split(), rows)


def runs(transaction: Transaction) -> None:
    add(
        transaction,
        "ops.run",
        "run_id run_kind iso_week as_of_date batch_id status publication_key requested_by started_at_utc published_at_utc",
        [
            (OLDER, "weekly", "2025-W11", AS_OF, BATCH, "superseded", "a", "test", NOW, NOW),
            (WEEKLY, "weekly", "2025-W12", AS_OF, BATCH, "published", "b", "test", NOW, LATER),
            (FAILED, "staffing", "2025-W12", AS_OF, BATCH, "failed", "c", "test", LATER, None),
        ],
    )
    add(
        transaction,
        "pred.solve",
        "run_id model solve_status objective_name gap_ratio solve_seconds row_count column_count sentence",
        [
            (run_id, model, "Optimal", "points", Decimal("0.01"), Decimal(1), 10, 20, f"{model} of run {run_id}")
            for run_id in (OLDER, WEEKLY)
            for model in ("staffing", "budget", "funding")
        ],
    )


def staffing(transaction: Transaction) -> None:
    add(
        transaction,
        "pred.staffing_plan",
        "run_id employee_id phase_id week_start_date recommended_hours current_hours is_new_assignment is_pinned",
        [
            (OLDER, 1, 1, WEEK, Decimal(40), Decimal(40), False, False),
            (WEEKLY, 1, 1, WEEK, Decimal(16), Decimal(20), False, True),
            (WEEKLY, 1, 1, NEXT_WEEK, Decimal(8), Decimal(20), False, False),
            (WEEKLY, 2, 2, WEEK, Decimal("7.5"), Decimal(0), True, False),
        ],
    )
    add(
        transaction,
        "pred.staffing_explanation",
        "run_id employee_id phase_id sentence limiting_rule spi_points vec_points cost_points",
        [(WEEKLY, 1, 1, "Because.", "C1", Decimal(1), Decimal(2), Decimal(3))],
    )
    add(
        transaction,
        "pred.staffing_outcome",
        "run_id engagement_id spi_before spi_after recommended_hours current_hours sentence",
        [(WEEKLY, 1, Decimal("0.5"), Decimal("0.75"), Decimal("31.5"), Decimal(40), "Better.")],
    )


def budget(transaction: Transaction) -> None:
    insert(
        transaction,
        "core.initiatives",
        "initiative_id source_system initiative_source_id initiative_name funding_source driver impact budget_amount currency "
        "start_month_date end_month_date row_sha256",
        [
            (1, SOURCE, "i1", "Portal", "Firm", "growth", "high", Decimal(90000), "CAD", date(2025, 1, 1), date(2025, 6, 1), HASH),
            (2, SOURCE, "i2", "Archive", "Firm", "cost", "low", Decimal(0), "EUR", date(2025, 1, 1), date(2025, 3, 1), HASH),
        ],
        BATCH,
    )  # fmt: skip
    add(
        transaction,
        "pred.budget_allocation",
        "run_id employee_id initiative_id month_start_date share_ratio cost_amount",
        [
            (WEEKLY, 1, 1, date(2025, 1, 1), Decimal("0.5"), Decimal("4000.25")),
            (WEEKLY, 2, 1, date(2025, 1, 1), Decimal("0.25"), Decimal("1500.50")),
            (WEEKLY, 2, 2, date(2025, 2, 1), Decimal(1), Decimal(6002)),
        ],
    )
    add(
        transaction,
        "pred.initiative_outcome",
        "run_id initiative_id priority_rank priority_score effort_man_months shortfall_man_months cost_amount budget_amount "
        "sentence",
        [
            (
                WEEKLY,
                1,
                1,
                Decimal(9),
                Decimal("0.75"),
                Decimal("0.25"),
                Decimal("5500.75"),
                Decimal(90000),
                "Most of it.",
            )
        ],
    )


def funding(transaction: Transaction) -> None:
    """One request gets all, one a part, one nothing; two limits of one model and one of another cost something."""
    insert(
        transaction,
        "core.funding_requests",
        "funding_request_id source_system funding_request_source_id service_line requested_amount minimum_viable_amount currency "
        "expected_roi_ratio strategic_priority success_probability_ratio row_sha256",
        [
            (1, SOURCE, "r1", "Audit", Decimal(1000), Decimal(400), "CAD", Decimal("2.5"), 1, Decimal("0.8"), HASH),
            (2, SOURCE, "r2", "Tax", Decimal(600), Decimal(200), "CAD", Decimal(2), 2, Decimal("0.5"), HASH),
            (3, SOURCE, "r3", "Deals", Decimal(300), Decimal(300), "USD", Decimal(1), 3, Decimal("0.4"), HASH),
        ],
        BATCH,
    )
    add(
        transaction,
        "pred.funding_decision",
        "run_id funding_request_id is_funded funded_amount expected_return_amount rank_number sentence",
        [
            (OLDER, 1, False, Decimal(0), Decimal(0), 1, "Not yet."),
            (WEEKLY, 1, True, Decimal(1000), Decimal(2500), 1, "All of it."),
            (WEEKLY, 2, True, Decimal("250.50"), Decimal(501), 2, "A part."),
            (WEEKLY, 3, False, Decimal(0), Decimal(0), 3, "Below the line."),
        ],
    )
    add(
        transaction,
        "pred.shadow_price",
        "run_id model limit_name price unit sentence",
        [
            (OLDER, "funding", "total", Decimal(9), "CAD per CAD", "Old."),
            (WEEKLY, "funding", "total", Decimal("2.5"), "CAD per CAD", "One more dollar."),
            (WEEKLY, "funding", "requests", Decimal(40), "CAD per request", "One more request."),
            (WEEKLY, "budget", "people", Decimal("0.25"), "points per month", "One more month."),
        ],
    )


def refreshes(transaction: Transaction) -> None:
    """The model was refreshed after the older run, failed to be after the newer; other steps are none of it."""
    step = "Power BI refresh"
    add(
        transaction,
        "ops.run_step",
        "run_id step_number step_name status started_at_utc finished_at_utc detail",
        [
            (OLDER, 1, step, "done", NOW, NOW, "Refreshed."),
            (WEEKLY, 1, "verify", "done", LATER, RAISED, "Verified."),
            (WEEKLY, 2, step, "failed", NOW, LATER, "No answer."),
            (WEEKLY, 3, step, "skipped", RAISED, RAISED, "Off."),
            (FAILED, 1, step, "running", RAISED, None, None),
        ],
    )


def forecasts(transaction: Transaction) -> None:
    """One of each grain: the portfolio, a practice, a level, an engagement and a phase."""
    add(
        transaction,
        "pred.forecast",
        "run_id model_code measure_code grain engagement_id phase_id practice_id staff_level_id week_start_date horizon_weeks "
        "point_value lower_value upper_value unit",
        [
            (WEEKLY, "naive", "hours", grain, *keys, NEXT_WEEK, 1, Decimal(10), Decimal(8), None, "hours")
            for grain, keys in (
                ("portfolio", (0, 0, 0, 0)), ("practice", (0, 0, 1, 0)), ("level", (0, 0, 0, 1)),
                ("engagement", (1, 0, 0, 0)), ("phase", (0, 1, 0, 0)),
            )
        ],
    )  # fmt: skip


def quality(transaction: Transaction) -> None:
    """Two days with opportunities, one without, and the causes of one of them."""
    days = [date(2025, 3, day) for day in (10, 11, 12)]
    insert(
        transaction,
        "core.quality_observations",
        "source_system process_name metric_code observed_date observed_value opportunity_count row_sha256",
        [
            (SOURCE, "Release", "defects", days[0], Decimal(3), 100, HASH),
            (SOURCE, "Release", "defects", days[1], Decimal(0), 300, HASH),
            (SOURCE, "Release", "defects", days[2], Decimal(5), None, HASH),
            (SOURCE, "Release", "onboarding_days", days[0], Decimal("4.5"), 100, HASH),
        ],
        BATCH,
    )
    insert(
        transaction,
        "core.defects",
        "source_system process_name defect_category observed_date defect_count row_sha256",
        [(SOURCE, "Release", "scope creep", days[0], 1, HASH), (SOURCE, "Release", "technical", days[0], 2, HASH)],
        BATCH,
    )


def alerts(transaction: Transaction) -> None:
    (engagement,) = transaction.rows(
        "SELECT g.engagement_source_id AS id FROM core.engagements AS g WHERE g.engagement_id = 1"
    )
    (employee,) = transaction.rows("SELECT e.employee_source_id AS id FROM core.employees AS e WHERE e.employee_id = 2")
    add(
        transaction,
        "ops.alert",
        "alert_id run_id batch_id alert_code severity subject_kind subject_source_id message raised_at_utc acknowledged_at_utc",
        [
            (1, WEEKLY, BATCH, "health_critical", "critical", "engagement", engagement["id"], "Look.", RAISED, None),
            (2, WEEKLY, BATCH, "over_booked", "warning", "employee", employee["id"], "Look.", RAISED, LATER),
            (3, None, None, "stale_data", "information", None, None, "Look.", RAISED, None),
            (4, WEEKLY, BATCH, "health_critical", "critical", "engagement", "unknown", "Look.", RAISED, None),
        ],
    )


def users(transaction: Transaction) -> None:
    add(
        transaction,
        "app.user_account",
        "user_id user_name display_name password_hash role_name is_enabled has_all_scope created_at_utc",
        [
            (1, "all@firm.test", "All", "x", "admin", True, True, NOW),
            (2, "some@firm.test", "Some", "x", "partner", True, False, NOW),
            (3, "gone@firm.test", "Gone", "x", "admin", False, True, NOW),
            (4, "none@firm.test", "None", "x", "viewer", True, False, NOW),
        ],
    )
    (practice,) = transaction.rows("SELECT p.practice_source_id AS id FROM core.practices AS p WHERE p.practice_id = 1")
    (client,) = transaction.rows("SELECT c.client_source_id AS id FROM core.clients AS c WHERE c.client_id = 1")
    add(
        transaction,
        "app.user_scope",
        "user_id scope_kind scope_source_id",
        [
            (1, "practice", practice["id"]),
            (2, "practice", practice["id"]),
            (2, "client", client["id"]),
            (3, "client", client["id"]),
            (4, "practice", "unknown"),
        ],
    )
