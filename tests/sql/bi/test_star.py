"""Relationships never meet a blank: keys are unique, found, and facts have one row per grain."""

from collections import Counter
from datetime import date, timedelta

import pytest

from sql.contract.columns import current_contract
from tests.sql.bi.conftest import BI_VIEWS

DIMENSIONS = {
    "date_key": "bi.dim_date",
    "work_date_key": "bi.dim_date",
    "phase_key": "bi.dim_phase",
    "engagement_key": "bi.dim_engagement",
    "client_key": "bi.dim_client",
    "practice_key": "bi.dim_practice",
    "engagement_practice_key": "bi.dim_practice",
    "employee_key": "bi.dim_employee",
    "level_key": "bi.dim_level",
    "initiative_key": "bi.dim_initiative",
    "funding_request_key": "bi.dim_funding_request",
    "currency_key": "bi.dim_currency",
}
OWN_KEYS = {"alert_key", "status_key", "month_key", "quarter_key"}
GRAINS = {
    "bi.fact_phase_week": "phase_key week_start_date",
    "bi.fact_engagement_week": "engagement_key currency_key week_start_date",
    "bi.fact_consultant_week": "employee_key week_start_date",
    "bi.fact_timesheet_week": "phase_key employee_key work_week_start_date week_start_date is_billable",
    "bi.fact_staffing_plan": "employee_key phase_key week_start_date",
    "bi.fact_staffing_outcome": "engagement_key",
    "bi.fact_budget_allocation": "employee_key initiative_key month_start_date",
    "bi.fact_initiative_month": "initiative_key month_start_date",
    "bi.fact_initiative_outcome": "initiative_key",
    "bi.fact_funding_decision": "funding_request_key",
    "bi.fact_shadow_price": "model_name limit_name",
    "bi.fact_reporting_lag": "employee_key",
    "bi.bridge_employee_engagement": "employee_key engagement_key",
    "bi.fact_forecast": "model_code measure_code grain phase_key engagement_key practice_key level_key week_start_date interval_level_ratio",
    "bi.fact_quality": "source_system quality_kind process_name measure_code observed_date",
    "bi.fact_alert": "alert_key",
    "bi.run_status": "status_key",
    "bi.dim_security": "user_principal_name practice_key client_key",
    "bi.dim_kpi": "kpi_code",
}


def test_every_key_belongs_to_a_dimension():
    names = {
        column.name for view in current_contract().views for column in view.columns if column.name.endswith("_key")
    }
    assert names == {*DIMENSIONS, *OWN_KEYS}


@pytest.mark.parametrize("view", [view for view in BI_VIEWS if view != "bi.dim_security"])
def test_every_key_finds_its_row(star, view):
    """The scope's own table is not related to anything, and says -1 where a row opens nothing."""
    rows = star.rows(view)
    assert rows
    for name in DIMENSIONS.keys() & rows[0].keys():
        home = {"work_date_key": "date_key", "engagement_practice_key": "practice_key"}.get(name, name)
        assert {row[name] for row in rows} <= {row[home] for row in star.rows(DIMENSIONS[name])}, name


@pytest.mark.parametrize(
    "key",
    [
        "date_key",
        "phase_key",
        "engagement_key",
        "client_key",
        "practice_key",
        "employee_key",
        "level_key",
        "initiative_key",
        "funding_request_key",
        "currency_key",
    ],
)
def test_a_dimension_has_every_key_once_and_a_member_for_none(star, key):
    keys = [row[key] for row in star.rows(DIMENSIONS[key])]
    assert len(set(keys)) == len(keys)
    assert (0 in keys) == (key != "date_key")


def test_every_fact_says_its_grain():
    assert {*GRAINS, *DIMENSIONS.values()} == set(BI_VIEWS)


@pytest.mark.parametrize("view", GRAINS)
def test_no_two_rows_of_one_grain(star, view):
    counts = Counter(tuple(row[name] for name in GRAINS[view].split()) for row in star.rows(view))
    assert [grain for grain, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("view", BI_VIEWS)
def test_only_what_the_contract_says_is_ever_null(star, view):
    (promise,) = [promise for promise in current_contract().views if promise.name == view]
    never_null = [column.name for column in promise.columns if not column.is_nullable]
    assert {name for row in star.rows(view) for name in never_null if row[name] is None} == set()


def test_the_calendar_has_every_day_of_whole_years_once(star):
    days = sorted(row["calendar_date"] for row in star.rows("bi.dim_date"))
    assert days[0] == date(2015, 1, 1)
    assert days == [date(2015, 1, 1) + timedelta(days=n) for n in range((date(2036, 1, 1) - date(2015, 1, 1)).days)]


def test_a_day_knows_its_week_month_and_quarter(star):
    """2026-12-31 is a Thursday of ISO week 53."""
    (day,) = [row for row in star.rows("bi.dim_date") if row["calendar_date"] == date(2026, 12, 31)]
    expected = {
        "date_key": 20261231, "week_start_date": date(2026, 12, 28), "iso_week": "2026-W53", "month_key": 202612,
        "month_name": "December", "month_label": "2026-12", "quarter_key": 20264, "quarter_label": "2026 Q4",
        "calendar_year": 2026, "day_of_week": 4, "day_name": "Thursday", "is_weekday": True, "is_week_start": False,
        "is_future": True, "is_current_week": False,
    }  # fmt: skip
    assert {name: day[name] for name in expected} == expected


def test_weeks_are_counted_from_the_reporting_date(star):
    (status,) = [row for row in star.rows("bi.run_status") if row["subject_name"] == "data"]
    for row in star.rows("bi.dim_date"):
        monday = status["as_of_date"] - timedelta(days=status["as_of_date"].weekday())
        assert row["week_offset"] == (row["week_start_date"] - monday).days / 7
        assert row["is_current_week"] == (row["week_offset"] == 0)
        assert row["is_future"] == (row["calendar_date"] > status["as_of_date"])


def test_the_days_of_the_facts_are_in_the_data(star):
    shown = {row["date_key"] for row in star.rows("bi.dim_date") if row["is_in_data"]}
    for view in ("bi.fact_phase_week", "bi.fact_consultant_week", "bi.fact_timesheet_week"):
        assert {row["date_key"] for row in star.rows(view)} <= shown


def test_every_view_says_how_fresh_it_is():
    for view in current_contract().views:
        assert {"as_of_date", "batch_id", "run_id"} & {column.name for column in view.columns}, view.name


def test_currencies_have_keys_of_their_letters(star):
    keys = {row["currency"]: row["currency_key"] for row in star.rows("bi.dim_currency")}
    assert keys == {"CAD": 30104, "EUR": 52118, "USD": 211904, "XXX": 0}


def test_nothing_private_is_told_of_people():
    (employee,) = [view for view in current_contract().views if view.name == "bi.dim_employee"]
    told = {column.name for column in employee.columns}
    assert not {
        name
        for name in told
        if any(word in name for word in ("cost", "email", "hire", "termination", "salary", "hours"))
    }
