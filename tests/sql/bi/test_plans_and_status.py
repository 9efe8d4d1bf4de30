"""Plans, forecasts, quality, alerts, freshness and scope: the few rows of ``plans.py``, checked by hand."""

from contextlib import suppress
from decimal import Decimal

from tests.sql.bi.plans import BATCH, FAILED, LATER, NEXT_WEEK, RAISED, WEEKLY, add

WEEKLY_FACTS = ["bi.fact_phase_week", "bi.fact_engagement_week", "bi.fact_consultant_week", "bi.fact_timesheet_week"]


class GiveUpError(Exception):
    """Nothing of the transaction stays."""


def by(rows, key):
    return {row[key]: row for row in rows}


def test_the_plan_is_that_of_the_last_published_run(star):
    rows = star.rows("bi.fact_staffing_plan")
    assert {row["run_id"] for row in rows} == {WEEKLY}
    assert [sum(row[name] for row in rows) for name in ("recommended_hours", "current_hours", "changed_hours")] == [
        Decimal("31.5"), 40, Decimal("-8.5"),
    ]  # fmt: skip
    assert {(row["employee_key"], row["sentence"]) for row in rows} == {(1, "Because."), (2, None)}


def test_a_plan_names_the_practice_of_the_employee_and_of_the_engagement(star):
    practice = {row["employee_key"]: row["practice_key"] for row in star.rows("bi.dim_employee")}
    phase = by(star.rows("bi.dim_phase"), "phase_key")
    for row in star.rows("bi.fact_staffing_plan"):
        assert row["practice_key"] == practice[row["employee_key"]]
        assert row["engagement_practice_key"] == phase[row["phase_key"]]["practice_key"]
        assert row["client_key"] == phase[row["phase_key"]]["client_key"]


def test_cost_is_told_by_initiative_and_month_and_never_by_person(star):
    months = by(star.rows("bi.fact_initiative_month"), "initiative_key")
    assert {key: (row["man_months"], row["employee_count"], row["cost_amount"]) for key, row in months.items()} == {
        1: (Decimal("0.75"), 2, Decimal("5500.75")),
        2: (1, 1, 6002),
    }
    assert {row["currency"] for row in months.values()} == {"CAD", "EUR"}
    assert not any("cost" in name for row in star.rows("bi.fact_budget_allocation") for name in row)
    assert sum(row["man_months"] for row in star.rows("bi.fact_budget_allocation")) == Decimal("1.75")


def test_a_request_gets_all_a_part_or_nothing(star):
    rows = by(star.rows("bi.fact_funding_decision"), "funding_request_key")
    names = (
        "decision_status",
        "requested_amount",
        "approved_amount",
        "cut_amount",
        "expected_return_amount",
        "currency",
    )
    assert {key: tuple(row[name] for name in names) for key, row in rows.items()} == {
        1: ("approved", 1000, 1000, 0, 2500, "CAD"),
        2: ("approved in part", 600, Decimal("250.5"), Decimal("349.5"), 501, "CAD"),
        3: ("declined", 300, 0, 300, 0, "USD"),
    }
    assert {(row["run_id"], row["is_approved"]) for row in rows.values()} == {(WEEKLY, True), (WEEKLY, False)}
    lines = by(star.rows("bi.dim_funding_request"), "funding_request_key")
    assert [lines[key]["service_line"] for key in range(4)] == ["(none)", "Audit", "Tax", "Deals"]


def test_a_limit_has_the_price_of_the_last_published_run(star):
    rows = star.rows("bi.fact_shadow_price")
    assert {(row["model_name"], row["limit_name"], row["price"], row["unit"]) for row in rows} == {
        ("funding", "total", Decimal("2.5"), "CAD per CAD"),
        ("funding", "requests", 40, "CAD per request"),
        ("budget", "people", Decimal("0.25"), "points per month"),
    }


def test_every_row_of_the_status_tells_the_last_refresh_that_ended(star):
    rows = star.rows("bi.run_status")
    assert len(rows) == 5
    assert {(row["refresh_status"], row["refresh_finished_at_utc"], row["refresh_detail"]) for row in rows} == {
        ("failed", LATER, "No answer.")
    }


def test_people_are_on_the_work_that_they_are_booked_on_worked_on_or_recommended_for(star):
    """Of everybody in a plan too: employee 2 is recommended for phase 2 whether or not they worked on it."""
    phase = {row["phase_key"]: row["engagement_key"] for row in star.rows("bi.dim_phase")}
    engagement = by(star.rows("bi.dim_engagement"), "engagement_key")
    expected = {
        (row["employee_id"], phase[row["phase_id"]])
        for name in ("core.assignment_week", "core.timesheet_week", "pred.staffing_plan")
        for row in star.rows(name)
    }
    rows = star.rows("bi.bridge_employee_engagement")
    assert {(row["employee_key"], row["engagement_key"]) for row in rows} == expected
    assert (2, phase[2]) in expected
    for row in rows:
        of = engagement[row["engagement_key"]]
        assert (row["client_key"], row["engagement_practice_key"]) == (of["client_key"], of["practice_key"])


def test_the_lag_adds_up_over_people(star):
    """The sums of the fact are those of the timesheets that were posted by the reporting date."""
    (expected,) = star.database.rows(
        "SELECT timesheet_count = COUNT(*), lag_days = SUM(DATEDIFF(DAY, t.work_date, t.posting_date)) "
        "FROM core.timesheets AS t CROSS JOIN ops.reporting_date AS r WHERE t.is_deleted = 0 AND t.posting_date <= r.as_of_date"
    )
    rows = star.rows("bi.fact_reporting_lag")
    assert sum(row["timesheet_count"] for row in rows) == expected["timesheet_count"] > 0
    assert sum(row["total_lag_days"] for row in rows) == expected["lag_days"]


def test_a_forecast_has_the_keys_of_its_grain_and_what_they_belong_to(star):
    (engagement,) = [row for row in star.rows("bi.dim_engagement") if row["engagement_key"] == 1]
    rows = by(star.rows("bi.fact_forecast"), "grain")
    keys = ("phase_key", "engagement_key", "client_key", "practice_key", "level_key")
    of_engagement = (1, engagement["client_key"], engagement["practice_key"])
    assert {grain: tuple(row[key] for key in keys) for grain, row in rows.items()} == {
        "portfolio": (0, 0, 0, 0, 0),
        "practice": (0, 0, 0, 1, 0),
        "level": (0, 0, 0, 0, 1),
        "engagement": (0, *of_engagement, 0),
        "phase": (1, *of_engagement, 0),
    }
    assert {(row["week_start_date"], row["lower_value"], row["upper_value"]) for row in rows.values()} == {
        (NEXT_WEEK, 8, None)
    }


def test_defects_are_pooled_over_days_that_count_opportunities(star):
    """3 of 100 and 0 of 300, not the 5 of a day without opportunities: 3 / 400."""
    rows = star.rows("bi.fact_quality")
    total = {name: sum(row[name] or 0 for row in rows) for name in rows[0] if name.endswith("_count")}
    assert total == {
        "opportunity_count": 500, "defect_count": 8, "rated_defect_count": 3, "rated_opportunity_count": 400,
        "cause_defect_count": 3,
    }  # fmt: skip
    causes = {row["measure_code"]: row["cause_defect_count"] for row in rows if row["quality_kind"] == "cause"}
    assert causes == {"scope creep": 1, "technical": 2}


def test_an_alert_names_whom_it_is_about(star):
    rows = by(star.rows("bi.fact_alert"), "alert_key")
    keys = ("engagement_key", "employee_key", "run_id", "batch_id", "severity_rank", "is_open", "subject_kind")
    assert {key: tuple(row[name] for name in keys) for key, row in rows.items()} == {
        1: (1, 0, WEEKLY, BATCH, 1, True, "engagement"),
        2: (0, 2, WEEKLY, BATCH, 2, False, "employee"),
        3: (0, 0, 0, 0, 3, True, "(none)"),
        4: (0, 0, WEEKLY, BATCH, 1, True, "engagement"),
    }
    assert {row["date_key"] for row in rows.values()} == {20250317}


def test_a_failed_run_makes_its_model_stale_and_nothing_else(star):
    rows = by(star.rows("bi.run_status"), "subject_name")
    shown = {name: (row["run_id"], row["batch_id"], row["is_stale"]) for name, row in rows.items()}
    assert shown == {
        "data": (0, BATCH, False),
        "staffing": (WEEKLY, BATCH, True),
        "budget": (WEEKLY, BATCH, False),
        "funding": (WEEKLY, BATCH, False),
        "forecast": (WEEKLY, BATCH, False),
    }
    assert rows["staffing"]["stale_reason"] == f"Run {FAILED} failed; the last good results are shown."
    assert (rows["staffing"]["solve_status"], rows["staffing"]["gap_ratio"]) == ("Optimal", Decimal("0.01"))


def stale_reasons_after_loads(star, outcomes):
    """Why each subject is stale after each further load, in a transaction that is given up."""
    with suppress(GiveUpError), star.database.transaction() as transaction:
        told = []
        for batch_id, outcome in enumerate(outcomes, BATCH + 1):
            add(
                transaction,
                "ops.load_batch",
                "batch_id source_system status requested_by started_at_utc",
                [(batch_id, "test", outcome, "test", RAISED)],
            )
            rows = transaction.rows("SELECT s.subject_name, s.stale_reason FROM bi.run_status AS s")
            told.append({row["subject_name"]: row["stale_reason"] for row in rows})
        raise GiveUpError
    return told


def test_a_newer_load_makes_every_published_model_stale_and_a_held_one_the_data(star):
    newer, held = stale_reasons_after_loads(star, ["published", "held"])
    assert newer["data"] is None
    assert newer["budget"] == "Load 2 came after the run that is shown."
    assert newer["funding"] == newer["budget"]
    assert held["data"] == "Load 3 was held; the data before it is shown."


def test_a_fact_changes_with_its_load_and_what_depends_on_everything_with_any_load_or_parameter(star):
    (newest,) = star.database.rows("SELECT MAX(p.changed_at_utc) AS moment_at_utc FROM ops.parameter AS p")
    moments = {view: {row["changed_at_utc"] for row in star.rows(view)} for view in WEEKLY_FACTS}
    assert moments.pop("bi.fact_timesheet_week") == {LATER}
    assert set.union(*moments.values()) == {max(LATER, newest["moment_at_utc"])}


def test_scope_opens_practices_and_clients_of_enabled_users_alone(star):
    rows = star.rows("bi.dim_security")
    assert {
        (row["user_principal_name"], row["scope_kind"], row["practice_key"], row["client_key"], row["has_all_scope"])
        for row in rows
    } == {
        ("all@firm.test", "all", -1, -1, True),
        ("some@firm.test", "practice", 1, -1, False),
        ("some@firm.test", "client", -1, 1, False),
    }


def test_the_first_load_has_no_stale_model(deployed_database):
    """An empty database: nothing is published, nothing is stale, and every view answers."""
    rows = by(deployed_database.rows("SELECT s.* FROM bi.run_status AS s"), "subject_name")
    assert len(rows) == 5
    assert {row["refresh_status"] for row in rows.values()} == {None}
    assert not any(row["is_stale"] for row in rows.values())
    assert deployed_database.rows("SELECT c.client_name FROM bi.dim_client AS c") == [{"client_name": "(none)"}]
