"""Refreshing the touched weeks gives what refreshing everything gives."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from etl.weekly_facts import refresh, refresh_all, refresh_kpis
from sql.engine import Database
from tests.kpi.core_rows import open_batch, set_reporting_date, touch
from tests.kpi.firm_in_core import FirmInCore, insert_times
from tests.kpi.made_up_firm import made_up_firm
from tests.reference.worth import recognized

FACTS = {
    "core.timesheet_week": "phase_id, employee_id, work_week_start_date, recognized_week_start_date, is_billable",
    "core.assignment_week": "phase_id, employee_id, week_start_date",
    "core.capacity_week": "employee_id, week_start_date",
    "core.phase_fact_week": "phase_id, week_start_date",
    "core.phase_estimate": "phase_id",
    "kpi.phase_history_week": "phase_id, week_start_date",
}


def facts(database: Database) -> dict[str, list[dict]]:
    """Every row of every fact, without the batch that wrote it."""
    return {
        table: [
            {name: value for name, value in row.items() if name != "batch_id"}
            for row in database.rows(f"SELECT f.* FROM {table} AS f ORDER BY {key}")
        ]
        for table, key in FACTS.items()
    }


def test_a_late_batch_touches_its_weeks_and_gives_the_tables_of_one_load(empty: Database) -> None:
    whole = made_up_firm()
    early = whole.times[: len(whole.times) * 2 // 3]
    late = whole.times[len(early) :]
    core = FirmInCore(whole)
    first = FirmInCore(replace(whole, times=early, reporting_date=date(2025, 3, 12)))
    first.levels = core.levels
    first.load(empty)
    with empty.transaction() as transaction:
        open_batch(transaction, 2)
        insert_times(transaction, core, late, first_id=len(early) + 1, batch_id=2)
        set_reporting_date(transaction, whole.reporting_date, setting_id=2)
        days = {recognized(time) for time in late}
        between = {date(2025, 3, 10) + timedelta(days=7 * i) for i in range(6)}  # of the old and the new reporting date
        for monday in {day - timedelta(days=day.weekday()) for day in days | between}:
            touch(transaction, 2, "timesheet_week", monday, monday)
        for week in range(1, 6):  # the outlook of capacity moves on
            monday = date(2025, 9, 8) + timedelta(days=7 * week)
            touch(transaction, 2, "capacity_week", monday, monday)
        refresh(transaction, 2)
    incremental = facts(empty)
    with empty.transaction() as transaction:
        open_batch(transaction, 3)
        refresh_all(transaction, 3)
    everything = facts(empty)
    for table in FACTS:
        assert incremental[table] == everything[table], table


def test_refreshing_again_changes_nothing_and_counts_the_same_rows(empty: Database) -> None:
    written = FirmInCore(made_up_firm()).load(empty)
    before = facts(empty)
    with empty.transaction() as transaction:
        assert refresh(transaction, 1) == written
    assert facts(empty) == before
    assert {name: len(before[table]) for table, name in zip(FACTS, written, strict=True)} == written


def test_a_batch_that_touches_nothing_keeps_every_week(empty: Database) -> None:
    FirmInCore(made_up_firm()).load(empty)
    before = facts(empty)
    with empty.transaction() as transaction:
        open_batch(transaction, 2)
        written = refresh(transaction, 2)
    assert facts(empty) == before
    assert [written[name] for name in ("timesheet_week", "assignment_week", "capacity_week")] == [0, 0, 0]


def test_a_database_without_rows_has_empty_kpis(empty: Database) -> None:
    with empty.transaction() as transaction:
        open_batch(transaction, 1)
        assert set(refresh_all(transaction, 1).values()) == {0}
    views = ("phase_week", "engagement_week", "client_week", "practice_week", "portfolio_week", "portfolio_latest", "phase_schedule_week",
             "phase_outlook_week", "phase_earned_schedule_week", "consultant_week", "bench_week", "rate_realization", "reporting_lag")  # fmt: skip
    assert [empty.rows(f"SELECT v.* FROM kpi.{view} AS v") for view in views] == [[]] * len(views)
    assert empty.rows("SELECT r.as_of_date FROM ops.reporting_date AS r") == [{"as_of_date": None}]


def test_the_reporting_date_is_the_newest_setting_else_the_latest_posting(empty: Database) -> None:
    firm = made_up_firm()
    FirmInCore(firm).load(empty)
    as_of = "SELECT r.as_of_date FROM ops.reporting_date AS r"
    assert empty.scalar(as_of) == firm.reporting_date
    with empty.transaction() as transaction:
        set_reporting_date(transaction, date(2025, 2, 2), setting_id=2)
        assert transaction.scalar(as_of) == date(2025, 2, 2)
        set_reporting_date(transaction, None, setting_id=3)
        assert transaction.scalar(as_of) == max(time.posted for time in firm.times)


@pytest.mark.parametrize("includes_surcharge", [False, True])
def test_the_surcharge_counts_in_ac_only_where_the_parameter_says_so(empty: Database, includes_surcharge: bool) -> None:
    firm = replace(made_up_firm(), includes_surcharge=includes_surcharge)
    FirmInCore(firm).load(empty)
    counted = [t for t in firm.times if recognized(t) <= firm.reporting_date]
    expected = sum(t.price + (t.surcharge if includes_surcharge else 0) for t in counted)
    row = empty.rows("SELECT l.* FROM kpi.portfolio_latest AS l")[0]
    assert row["ac_amount"] == expected
    assert row["surcharge_amount"] == sum(t.surcharge for t in counted)


def test_a_changed_cpi_proxy_counts_from_its_date_and_after_the_kpis_are_refreshed(empty: Database) -> None:
    FirmInCore(made_up_firm()).load(empty)
    ev = "SELECT SUM(l.ev_amount) AS ev FROM kpi.phase_latest AS l WHERE l.ev_method = 'cpi_proxy'"
    before = empty.scalar(ev)
    columns = [
        "parameter_code",
        "effective_from",
        "parameter_value",
        "unit",
        "description",
        "changed_by",
        "changed_at_utc",
    ]
    stamp = empty.scalar("SELECT MAX(p.changed_at_utc) FROM ops.parameter AS p")
    with empty.transaction() as transaction:
        for day, value in ((date(2025, 4, 1), "0.49"), (date(2025, 5, 1), "0.1")):
            transaction.insert(
                "ops.parameter", columns, [("cpi_proxy", day, value, "ratio", "Half", "somebody", stamp)]
            )
        assert transaction.scalar(ev) == before
        refresh_kpis(transaction, 1)
    assert abs(empty.scalar(ev) - before / 2) < Decimal("0.01")
