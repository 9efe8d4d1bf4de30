"""A firm of eight people, two practices and two clients, with canary names that no stranger may ever see."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from etl.publish.weeks import touch_all_weeks
from etl.weekly_facts import refresh
from sql.deployment.deploy import deploy
from sql.engine import Database, Transaction
from sql.files import SqlTree

AS_OF = date(2026, 3, 15)
THIS_WEEK = date(2026, 3, 9)
HISTORY = [THIS_WEEK - timedelta(weeks=back) for back in range(11, -1, -1)]
AHEAD = [THIS_WEEK + timedelta(weeks=step) for step in range(1, 7)]
PLAN_WEEKS = AHEAD[:4]
NOW = datetime(2026, 3, 16, 9, 0)  # noqa: DTZ001 - UTC, as the database holds it
PRACTICES = {1: ("P-NORTH", "North practice"), 2: ("P-SOUTH", "South practice")}
CLIENTS = {1: ("C-ALFA", "Client canary-alfa"), 2: ("C-BETA", "Client canary-beta")}
ENGAGEMENTS = {
    1: ("E-1", "Engagement canary-one", 1, 1),
    2: ("E-2", "Engagement canary-two", 2, 2),
    3: ("E-3", "Engagement canary-three", 1, 2),
}
PEOPLE = {n: (f"M-{n}", f"Person canary-{n}", 1 if n <= 4 else 2, n in {4, 8}) for n in range(1, 9)}
PHASES = {n: (f"F-{n}", f"Phase {n}", (n + 1) // 2) for n in range(1, 7)}
RATE = Decimal(150)


def build(database: Database, tree: SqlTree | None = None) -> None:
    """Deploy the schema and fill it: master data, weeks of work, a published run, rows set aside."""
    deploy(database, tree)
    database.unit_of_work(_fill)


def _fill(transaction: Transaction) -> None:
    _put(
        transaction,
        "ops.load_batch",
        [
            {
                "batch_id": 1,
                "source_system": "test",
                "status": "published",
                "as_of_date": AS_OF,
                "requested_by": "test",
                "started_at_utc": NOW,
                "published_at_utc": NOW,
            }
        ],
        keys=(),
    )
    _put(
        transaction,
        "ops.reporting_date_setting",
        [{"setting_id": 1, "as_of_date": AS_OF, "set_by": "test", "set_at_utc": NOW}],
        keys=(),
    )
    _master_data(transaction)
    _work(transaction)
    for fact in ("timesheet_week", "assignment_week", "capacity_week"):
        touch_all_weeks(transaction, fact, batch_id=1)
    refresh(transaction, 1)
    _ledger(transaction)
    _predictions(transaction)


def _put(
    transaction: Transaction,
    table: str,
    rows: Iterable[dict[str, Any]],
    keys: tuple[str, ...] = ("source_system", "row_sha256", "batch_id"),
) -> None:
    """Insert rows with what every loaded row carries."""
    carried = {"source_system": "test", "row_sha256": "0" * 64, "batch_id": 1}
    full = [row | {key: carried[key] for key in keys} for row in rows]
    transaction.insert(table, list(full[0]), [list(row.values()) for row in full])


def _master_data(transaction: Transaction) -> None:
    _put(
        transaction,
        "core.clients",
        [{"client_id": n, "client_source_id": code, "client_name": name} for n, (code, name) in CLIENTS.items()],
    )
    _put(
        transaction,
        "core.practices",
        [
            {"practice_id": n, "practice_source_id": code, "practice_name": name}
            for n, (code, name) in PRACTICES.items()
        ],
    )
    _put(
        transaction,
        "core.staff_levels",
        [
            {
                "staff_level_id": 1,
                "staff_level_code": "CON",
                "staff_level_name": "Consultant",
                "seniority_rank": 1,
                "is_manager_or_above": False,
            }
        ],
        keys=("batch_id",),
    )
    _put(
        transaction,
        "core.employees",
        [
            {
                "employee_id": n,
                "employee_source_id": code,
                "employee_name": name,
                "practice_id": practice,
                "staff_level_id": 1,
                "is_external": is_external,
                "hire_date": date(2020, 1, 6),
                "monthly_cost_amount": Decimal(9000),
                "currency": "CAD",
            }
            for n, (code, name, practice, is_external) in PEOPLE.items()
        ],
    )
    _put(
        transaction,
        "core.employment",
        [
            {
                "employee_id": n,
                "effective_from": date(2020, 1, 6),
                "contracted_hours": Decimal(40),
                "practice_id": practice,
                "staff_level_id": 1,
            }
            for n, (_, _, practice, _) in PEOPLE.items()
        ],
        keys=("row_sha256", "batch_id"),
    )
    _put(
        transaction,
        "core.rate_cards",
        [
            {
                "rate_card_id": n,
                "practice_id": n,
                "staff_level_id": 1,
                "effective_from": date(2020, 1, 1),
                "standard_rate_per_hour": RATE,
                "currency": "CAD",
            }
            for n in PRACTICES
        ],
        keys=("row_sha256", "batch_id"),
    )
    _put(
        transaction,
        "core.engagements",
        [
            {
                "engagement_id": n,
                "engagement_source_id": code,
                "engagement_name": name,
                "client_id": client,
                "practice_id": practice,
                "engagement_status": "active",
                "start_date": HISTORY[0],
                "end_date": AHEAD[-1],
                "partner_name": f"Partner {practice}",
                "currency": "CAD",
            }
            for n, (code, name, client, practice) in ENGAGEMENTS.items()
        ],
    )
    _put(
        transaction,
        "core.phases",
        [
            {
                "phase_id": n,
                "engagement_id": engagement,
                "phase_source_id": code,
                "phase_name": name,
                "bac_amount": Decimal(60_000),
                "currency": "CAD",
                "planned_hours": Decimal(400),
                "baseline_start_date": HISTORY[0],
                "baseline_end_date": AHEAD[-1],
            }
            for n, (code, name, engagement) in PHASES.items()
        ],
    )


def _work(transaction: Transaction) -> None:
    """Person n works on phases 1 to 6 in turn, 24 hours a week, at a rate of 150, and is booked for 32."""
    pairs = [(n, (n - 1) % 6 + 1) for n in PEOPLE]
    sheets = [
        {
            "timesheet_source_id": f"T-{person}-{week}",
            "phase_id": phase,
            "employee_id": person,
            "work_date": week,
            "entry_date": week,
            "posting_date": week,
            "hours": Decimal(24),
            "charge_out_rate_per_hour": RATE,
            "standard_price_amount": 24 * RATE,
            "currency": "CAD",
        }
        for person, phase in pairs
        for week in HISTORY
    ]
    _put(transaction, "core.timesheets", [{"timesheet_id": n} | row for n, row in enumerate(sheets, start=1)])
    bookings = [
        {
            "assignment_source_id": f"A-{person}",
            "phase_id": phase,
            "employee_id": person,
            "week_start_date": week,
            "planned_hours": Decimal(32),
        }
        for person, phase in pairs
        for week in (*HISTORY, *AHEAD)
    ]
    _put(transaction, "core.assignments", [{"assignment_id": n} | row for n, row in enumerate(bookings, start=1)])
    _put(
        transaction,
        "core.vacations",
        [
            {
                "vacation_id": 1,
                "vacation_source_id": "V-1",
                "employee_id": 1,
                "start_date": AHEAD[1],
                "end_date": AHEAD[1] + timedelta(days=4),
            }
        ],
    )


def _ledger(transaction: Transaction) -> None:
    _put(
        transaction,
        "ops.load_file",
        [
            {
                "file_id": 1,
                "file_name": "time.csv",
                "entity": "timesheets",
                "sha256": "0" * 64,
                "contract_sha256": "0" * 64,
                "size_bytes": 10,
                "status": "published",
                "physical_record_count": 97,
                "header_count": 1,
                "inserted_count": 95,
                "quarantined_count": 1,
            }
        ],
        keys=("batch_id",),
    )
    _put(
        transaction,
        "ops.quarantine",
        [
            {
                "quarantine_id": 1,
                "file_id": 1,
                "entity": "timesheets",
                "line_number": 12,
                "column_name": "hours",
                "reason_code": "hours_above_24",
                "message": "time.csv, line 12: 25 hours canary-row",
                "row_json": "{}",
                "quarantined_at_utc": NOW,
            }
        ],
        keys=("batch_id",),
    )
    _put(
        transaction,
        "ops.run",
        [
            {
                "run_id": 1,
                "run_kind": "weekly",
                "iso_week": "2026-W11",
                "as_of_date": AS_OF,
                "status": "published",
                "publication_key": "weekly|2026-W11|1",
                "requested_by": "test",
                "started_at_utc": NOW,
                "finished_at_utc": NOW,
                "published_at_utc": NOW,
                "message": "message canary-run",
            }
        ],
        keys=("batch_id",),
    )
    _put(
        transaction,
        "ops.run_step",
        [
            {
                "run_id": 1,
                "step_number": 1,
                "step_name": "staffing",
                "status": "done",
                "started_at_utc": NOW,
                "finished_at_utc": NOW,
                "detail": "detail canary-step",
            }
        ],
        keys=(),
    )
    _put(
        transaction,
        "ops.alert",
        [
            {
                "alert_id": 1,
                "alert_code": "overbooked",
                "severity": "critical",
                "message": "alert canary-alert",
                "raised_at_utc": NOW,
            }
        ],
        keys=("batch_id",),
    )


def _predictions(transaction: Transaction) -> None:
    solve = {
        "run_id": 1,
        "objective_name": "points",
        "objective_value": Decimal(98),
        "bound_value": Decimal(100),
        "gap_ratio": Decimal("0.02"),
        "solve_seconds": Decimal(1),
        "row_count": 1,
        "column_count": 1,
    }
    _put(
        transaction,
        "pred.solve",
        [
            solve | {"model": "staffing", "solve_status": "Feasible", "sentence": "Kept every hard rule."},
            *(
                solve | {"model": model, "solve_status": "Optimal", "sentence": "Proven."}
                for model in ("budget", "funding")
            ),
        ],
        keys=(),
    )
    plan = [
        {
            "run_id": 1,
            "employee_id": n,
            "phase_id": (n - 1) % 6 + 1,
            "week_start_date": week,
            "recommended_hours": Decimal(40 if n % 2 else 32),
            "current_hours": Decimal(32),
            "is_new_assignment": False,
            "is_pinned": False,
        }
        for n in PEOPLE
        for week in PLAN_WEEKS
    ]
    _put(transaction, "pred.staffing_plan", plan, keys=())
    _put(
        transaction,
        "pred.staffing_explanation",
        [
            {
                "run_id": 1,
                "employee_id": n,
                "phase_id": (n - 1) % 6 + 1,
                "sentence": f"because canary-why-{n}",
                "limiting_rule": "C5",
                "spi_points": Decimal(1),
                "vec_points": Decimal(1),
                "cost_points": Decimal(0),
            }
            for n in PEOPLE
        ],
        keys=(),
    )
    _put(
        transaction,
        "pred.staffing_outcome",
        [
            {
                "run_id": 1,
                "engagement_id": n,
                "spi_before": Decimal("0.5"),
                "spi_after": Decimal("0.8") + n / Decimal(20),
                "recommended_hours": Decimal(300),
                "current_hours": Decimal(256),
                "sentence": f"outcome canary-outcome-{n}",
            }
            for n in ENGAGEMENTS
        ],
        keys=(),
    )
    _put(
        transaction,
        "pred.staffing_violation",
        [
            {
                "run_id": 1,
                "violation_number": n,
                "rule_code": "C5",
                "engagement_id": n,
                "violation_amount": Decimal("0.05"),
                "unit": "SPI",
                "sentence": f"bent canary-bent-{n}",
                "repair_sentence": "12 h more.",
            }
            for n in ENGAGEMENTS
        ],
        keys=(),
    )
    _staffing_answers(transaction)
    _put(
        transaction,
        "core.initiatives",
        [
            {
                "initiative_id": 1,
                "initiative_source_id": "I-1",
                "initiative_name": "Initiative canary-initiative",
                "funding_source": "Firm",
                "driver": "Growth",
                "impact": "High",
                "budget_amount": Decimal(100_000),
                "currency": "CAD",
                "start_month_date": date(2026, 3, 1),
                "end_month_date": date(2026, 5, 1),
            }
        ],
    )
    _put(
        transaction,
        "pred.initiative_outcome",
        [
            {
                "run_id": 1,
                "initiative_id": 1,
                "priority_rank": 1,
                "priority_score": Decimal(1),
                "effort_target_man_months": Decimal(3),
                "effort_man_months": Decimal(2),
                "shortfall_man_months": Decimal(1),
                "cost_amount": Decimal(18_000),
                "budget_amount": Decimal(100_000),
                "sentence": "Two of three.",
            }
        ],
        keys=(),
    )
    _put(
        transaction,
        "pred.budget_allocation",
        [
            {
                "run_id": 1,
                "employee_id": n,
                "initiative_id": 1,
                "month_start_date": date(2026, 3, 1),
                "share_ratio": Decimal(1),
                "cost_amount": Decimal(9000),
            }
            for n in (1, 2)
        ],
        keys=(),
    )
    _put(
        transaction,
        "core.funding_requests",
        [
            {
                "funding_request_id": 1,
                "funding_request_source_id": "R-1",
                "service_line": "Line canary-line",
                "requested_amount": Decimal(500_000),
                "minimum_viable_amount": Decimal(100_000),
                "currency": "CAD",
                "expected_roi_ratio": Decimal(2),
                "strategic_priority": 4,
                "success_probability_ratio": Decimal("0.8"),
            }
        ],
    )
    _put(
        transaction,
        "pred.funding_decision",
        [
            {
                "run_id": 1,
                "funding_request_id": 1,
                "is_funded": True,
                "funded_amount": Decimal(300_000),
                "expected_return_amount": Decimal(600_000),
                "rank_number": 1,
                "sentence": "In part.",
            }
        ],
        keys=(),
    )
    _put(
        transaction,
        "pred.shadow_price",
        [
            {
                "run_id": 1,
                "model": "funding",
                "limit_name": "Total budget",
                "price": Decimal(2),
                "unit": "return per unit",
                "sentence": "One more unit returns 2.",
            }
        ],
        keys=(),
    )


def _staffing_answers(transaction: Transaction) -> None:
    """Alternatives within engagements and across them, hires and shortages of each practice, and what more is worth."""
    kept = {
        "run_id": 1,
        "regret_points": Decimal(2),
        "regret_amount": Decimal(900),
        "currency": "CAD",
        "hours": Decimal(8),
    }
    alone = [
        {**kept, "alternative_number": n, "employee_id": n, "phase_id": (n - 1) % 6 + 1, "rank_number": 1,
         "alternative_kind": "nobody", "sentence": f"instead canary-alternative-{n}"}
        for n in PEOPLE
    ]  # fmt: skip
    across = {
        **kept,
        "alternative_number": 90,
        "employee_id": 1,
        "phase_id": 1,
        "rank_number": 2,
        "alternative_kind": "phase",
    }
    across |= {"other_phase_id": 3, "sentence": "instead canary-across"}
    _put(transaction, "pred.staffing_alternative", alone, keys=())
    _put(transaction, "pred.staffing_alternative", [across], keys=())
    hire = {
        "run_id": 1,
        "model": "staffing",
        "staff_level_id": 1,
        "start_date": AHEAD[0],
        "head_count": 1,
        "currency": "CAD",
    }
    hire |= {"monthly_cost_amount": Decimal(9000), "cost_amount": Decimal(9000)}
    _put(
        transaction,
        "pred.new_hire",
        [{**hire, "hire_number": n, "practice_id": n, "sentence": f"hire canary-hire-{n}"} for n in (1, 2)],
        keys=(),
    )
    missing = {
        "run_id": 1,
        "staff_level_id": 1,
        "week_start_date": AHEAD[0],
        "demand_hours": Decimal(40),
        "planned_hours": Decimal(0),
    }
    missing |= {"unmet_hours": Decimal(40), "missing_head_count": Decimal(1)}
    _put(
        transaction,
        "pred.staffing_shortage",
        [{**missing, "practice_id": n, "sentence": "short"} for n in (1, 2)],
        keys=(),
    )
    worth = {
        "run_id": 1,
        "sensitivity_number": 1,
        "sensitivity_kind": "week",
        "change_value": Decimal(1),
        "unit": "week",
    }
    worth |= {"worth_points": Decimal(3), "sentence": "more canary-worth"}
    _put(transaction, "pred.staffing_sensitivity", [worth], keys=())
