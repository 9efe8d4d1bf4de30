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
        "funding": (0, 0, False),
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
    assert newer["funding"] is None
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
    assert not any(row["is_stale"] for row in rows.values())
    assert deployed_database.rows("SELECT c.client_name FROM bi.dim_client AS c") == [{"client_name": "(none)"}]
