"""Small firms whose figures are worked out by hand in the test."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from sql.engine import Database
from sql.files import SqlTree
from tests.kpi.firm_in_core import FirmInCore
from tests.reference.firm import Absence, Assignment, Contract, Employee, Engagement, Firm, Phase, Time

MONDAY = date(2025, 3, 3)


def hours(day: date, amount: str, rate: int = 100, **changes: object) -> Time:
    price = Decimal(amount) * rate
    fields = {"entered": day, "posted": day} | changes
    return Time("g", "10", "e", None, day, hours=Decimal(amount), rate=Decimal(rate), price=price, **fields)  # type: ignore[arg-type]


def firm(
    times: list[Time], *, as_of: date = MONDAY + timedelta(days=6), phase: Phase | None = None, **more: object
) -> Firm:
    return Firm(
        reporting_date=as_of,
        clients={"c": "Client"},
        employees=[Employee("e", "Somebody", "senior", "p")],
        contracts=[Contract("e", Decimal(40))],
        engagements=[Engagement("g", "Work", "c", "p")],
        phases=[phase or Phase("g", "10", "Phase", Decimal(10000), MONDAY, MONDAY + timedelta(days=20))],
        times=times,
        assignments=more.pop("assignments", []),  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def latest(database: Database) -> dict:
    rows = database.rows("SELECT l.* FROM kpi.phase_latest AS l")
    assert len(rows) == 1
    return rows[0]


def test_a_reversed_timesheet_leaves_no_cost(empty: Database) -> None:
    FirmInCore(firm([hours(MONDAY, "8"), hours(MONDAY, "-8"), hours(MONDAY, "2")])).load(empty)
    row = latest(empty)
    assert (row["hours"], row["ac_amount"], row["burn"]) == (2, 200, Decimal("0.02"))


def test_work_entered_after_the_reporting_date_waits(empty: Database) -> None:
    late = hours(MONDAY, "8", entered=MONDAY + timedelta(days=7))
    FirmInCore(firm([hours(MONDAY, "1"), late])).load(empty)
    assert latest(empty)["ac_amount"] == 100
    assert empty.scalar("SELECT SUM(t.timesheet_count) FROM core.timesheet_week AS t") == 1


@pytest.mark.parametrize(
    ("rates", "bac", "health"),
    [
        ([100, 100], 10000, "On Track"),  # burn 0.04, VEC 0.04
        ([100, 100, 100, 80], 10000, "On Track"),  # AC 1,520, extracted 1,200 + 320·0.8 = 1,456: 4.2 % less
        ([100, 100, 130], 10000, "Excellent"),  # AC 1,320, extracted 800 + 520·1.3 = 1,476
        ([100, 100], 800, "On Track"),  # burn 1
        ([100, 100], 700, "Critical"),  # burn 1.143
        ([100, 100, 130], 1200, "Ambiguous"),  # burn 1.1, VEC 1.23
        ([100, 100, 50], 900, "Critical"),  # burn 1.11, VEC 1.0
        ([100, 100, 60], 10000, "Warning"),  # AC 1,040, extracted 800 + 240·0.6 = 944
    ],
)
def test_the_cells_of_the_health_matrix(empty: Database, rates: list[int], bac: int, health: str) -> None:
    """Four hours at each rate; 100 is the most frequent one and so the standard. 5 % counts as about."""
    phase = Phase("g", "10", "Phase", Decimal(bac), MONDAY, MONDAY + timedelta(days=20))
    FirmInCore(firm([hours(MONDAY, "4", rate) for rate in rates], phase=phase)).load(empty)
    row = latest(empty)
    assert row["health"] == health
    assert ("the budget is exceeded" in row["health_sentence"]) == (row["burn"] > Decimal("1.05"))


def test_spi_t_of_a_plan_that_is_earned_half_a_week_late(empty: Database) -> None:
    """Two planned weeks of 10 h; at the end of the first, EV is a quarter of the budget: earned 3.5 of 7 elapsed days."""
    assignments = [Assignment("g", "10", "e", MONDAY + timedelta(days=7 * i), Decimal(10)) for i in range(2)]
    phase = Phase("g", "10", "Phase", Decimal(3920))  # no dates: by plan
    FirmInCore(firm([hours(MONDAY, "10")], phase=phase, assignments=assignments)).load(empty)  # EV = 0.98 · 1,000 = 980
    row = empty.rows("SELECT s.* FROM kpi.phase_earned_schedule_week AS s WHERE s.is_current = 1")[0]
    assert (row["schedule_baseline"], row["earned_schedule_days"], row["elapsed_days"], row["spi_t"]) == (
        "plan", Decimal("3.5"), 7, Decimal("0.5"),
    )  # fmt: skip
    assert latest(empty)["spi"] == Decimal("0.5")  # PV = 3,920 · 10 / 20


def test_spi_t_still_tells_lateness_after_the_baseline_has_ended(empty: Database) -> None:
    """BAC 980 over 10 days; all earned on day 20: SPI is 1 again, SPI(t) is a half."""
    phase = Phase("g", "10", "Phase", Decimal(980), MONDAY, MONDAY + timedelta(days=10))
    FirmInCore(firm([hours(MONDAY, "10")], phase=phase, as_of=MONDAY + timedelta(days=20))).load(empty)
    row = empty.rows("SELECT s.* FROM kpi.phase_earned_schedule_week AS s WHERE s.is_current = 1")[0]
    assert (latest(empty)["spi"], row["spi_t"]) == (1, Decimal("0.5"))


def test_leave_is_counted_by_day_and_once(empty: Database) -> None:
    absences = [
        Absence("e", MONDAY, MONDAY + timedelta(days=2)),  # Monday to Wednesday
        Absence(
            "e", MONDAY + timedelta(days=1), MONDAY + timedelta(days=3), Decimal(3)
        ),  # 3 h on Thursday, the rest overlaps
    ]
    holiday = {MONDAY + timedelta(days=2)}
    FirmInCore(firm([hours(MONDAY, "1")], absences=absences, holidays=holiday)).load(empty)
    row = empty.rows("SELECT c.* FROM kpi.consultant_week AS c WHERE c.week_start_date = :monday", monday=MONDAY)[0]
    assert [row[n] for n in ("contracted_hours", "vacation_hours", "holiday_hours", "capacity_hours")] == [
        40,
        19,
        8,
        13,
    ]


def test_nobody_with_no_capacity_has_a_bench_and_overbooking_is_negative(empty: Database) -> None:
    absences = [Absence("e", MONDAY, MONDAY + timedelta(days=4))]
    assignments = [Assignment("g", "10", "e", MONDAY + timedelta(days=7 * i), Decimal(50)) for i in range(2)]
    FirmInCore(firm([hours(MONDAY, "1")], absences=absences, assignments=assignments)).load(empty)
    away, over = empty.rows("SELECT TOP (2) c.* FROM kpi.consultant_week AS c ORDER BY c.week_start_date")
    assert (away["bench_ratio"], away["bench_reason"]) == (None, "On leave or holiday all week.")
    assert (away["has_vacation_conflict"], over["has_vacation_conflict"]) == (True, False)
    assert (over["bench_ratio"], over["bench_hours"], over["is_overbooked"]) == (Decimal("-0.25"), -10, True)


def test_someone_without_hr_status_who_reports_at_once_is_provisionally_external(empty: Database) -> None:
    FirmInCore(firm([hours(MONDAY, "1"), hours(MONDAY, "1", posted=MONDAY + timedelta(days=5))])).load(empty)
    with empty.transaction() as transaction:
        transaction.execute("UPDATE core.employees SET is_external_estimated = CAST(1 AS bit)")
    row = empty.rows("SELECT l.* FROM kpi.reporting_lag AS l")[0]
    assert (row["mean_lag_days"], row["p90_lag_days"], row["is_provisionally_external"]) == (Decimal("2.5"), 5, True)


def test_a_seed_applied_again_keeps_what_somebody_changed(empty: Database) -> None:
    with empty.transaction() as transaction:
        transaction.execute(
            "UPDATE ops.parameter SET parameter_value = '0.07' WHERE parameter_code = 'health_tolerance'"
        )
        transaction.execute("DELETE FROM ops.parameter WHERE parameter_code = 'cpi_proxy'")
        transaction.execute("UPDATE kpi.definition SET sentence = 'Old', red_threshold = 0.5 WHERE kpi_code = 'spi'")
        for path in ("ops/ops.parameter.seed.sql", "kpi/kpi.definition.seed.sql"):
            transaction.run_script(SqlTree().file(path).text)
    values = {
        p["parameter_code"]: p["parameter_value"] for p in empty.rows("SELECT p.* FROM ops.parameter_current AS p")
    }
    assert (values["health_tolerance"], values["cpi_proxy"]) == ("0.07", "0.98")
    spi = empty.rows("SELECT d.* FROM kpi.definition AS d WHERE d.kpi_code = 'spi'")[0]
    assert (spi["sentence"], spi["red_threshold"]) == ("Below 1, less is earned than was due.", Decimal("0.5"))


def test_every_definition_names_a_column_that_exists(empty: Database) -> None:
    for row in empty.rows("SELECT d.* FROM kpi.definition AS d"):
        view, column = row["source"].rsplit(".", 1)
        assert empty.rows(f"SELECT TOP (1) v.{column} FROM {view} AS v ORDER BY v.{column}") == []
