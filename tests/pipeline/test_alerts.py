from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from pipeline import ledger
from pipeline.alerts import raise_alerts
from tests.kpi.firm_in_core import FirmInCore
from tests.reference.firm import Absence, Assignment, Contract, Employee, Engagement, Firm, Phase, Time

MONDAY = date(2025, 3, 3)
SUNDAY = MONDAY + timedelta(days=6)
NEXT = MONDAY + timedelta(days=7)
NOW = datetime(2025, 3, 10, 9, tzinfo=UTC).replace(tzinfo=None)


def worked(engagement, hours):
    price = Decimal(hours) * 100
    return Time(
        engagement,
        "10",
        "busy",
        None,
        MONDAY,
        entered=SUNDAY,
        posted=SUNDAY,
        hours=Decimal(hours),
        rate=Decimal(100),
        price=price,
    )


def phase(engagement, budget):
    """Six of its twenty days are over on Sunday: 30 % of the budget should be earned."""
    return Phase(engagement, "10", "Phase", Decimal(budget), MONDAY, MONDAY + timedelta(days=20), baseline="calendar")


FIRM = Firm(
    reporting_date=SUNDAY,
    clients={"c": "Client"},
    employees=[Employee("busy", "Ana Busy", "senior", "p"), Employee("away", "Bo Away", "senior", "p"), Employee("free", "Cy Free", "senior", "p")],
    contracts=[Contract(number, Decimal(40)) for number in ("busy", "away", "free")],
    engagements=[Engagement(n, name, "c", "p") for n, name in (("s", "Slow"), ("c", "Costly"), ("o", "Fine"))],
    phases=[phase("s", 1000), phase("c", 100), phase("o", 1000)],
    # EV is 0.98 x AC: 196 of 300 due on Slow, 294 of 300 on Fine; Costly has spent 200 of 100 at standard rates
    times=[worked("s", 2), worked("c", 2), worked("o", 3)],
    assignments=[
        Assignment("s", "10", "busy", NEXT, Decimal(30)),
        Assignment("o", "10", "busy", NEXT, Decimal(20)),
        Assignment("o", "10", "busy", NEXT + timedelta(days=7), Decimal(44)),
        Assignment("s", "10", "busy", MONDAY - timedelta(days=7), Decimal(60)),
        Assignment("s", "10", "away", NEXT, Decimal(8)),
        Assignment("s", "10", "free", NEXT, Decimal(40)),
    ],
    absences=[Absence("away", NEXT, NEXT + timedelta(days=4))],
)  # fmt: skip


@pytest.fixture
def loaded(database):
    FirmInCore(FIRM).load(database)
    with database.transaction() as t:
        t.execute("UPDATE ops.load_batch SET status = 'published', published_at_utc = :now", now=NOW)
    return database


def alerts_of(database, now=NOW):
    with database.transaction() as t:
        run = ledger.start(t, "weekly", as_of_date=SUNDAY, batch_id=1, requested_by="test", now=NOW)
        raise_alerts(t, run, now=now, horizon_weeks=4)
        assert raise_alerts(t, run, now=now, horizon_weeks=4) == 0, "once per run"
    rows = database.rows(
        "SELECT a.* FROM ops.alert AS a WHERE a.run_id = :run_id ORDER BY a.alert_id", run_id=run.run_id
    )
    return {(row["alert_code"], row["subject_source_id"]): row for row in rows}


def test_what_needs_a_look_is_named_once_with_its_numbers(loaded):
    found = alerts_of(loaded)
    assert set(found) == {
        ("spi_below_floor", "s"), ("health_critical", "c"), ("over_booked", "busy"), ("vacation_conflict", "away"),
    }  # fmt: skip
    assert found["spi_below_floor", "s"]["message"] == (
        "Slow is behind schedule: SPI 0.65 as of 2025-03-09, below the floor of 0.85."
    )
    assert found["health_critical", "c"]["severity"] == "critical"
    assert found["health_critical", "c"]["message"].startswith("Costly is critical as of 2025-03-09: VEC 200.00 %")
    assert found["over_booked", "busy"]["message"] == (
        "Ana Busy is booked for 50.0 h and has 40.0 h in the week of 2025-03-10, and in 1 more week. "
        "Move hours to somebody else, or correct the booking."
    )
    assert found["vacation_conflict", "away"]["message"].startswith(
        "Bo Away is away for 40.0 h and booked for 8.0 h in the week of 2025-03-10."
    )


def test_the_firm_s_own_floor_counts(loaded):
    with loaded.transaction() as t:
        t.execute("DELETE FROM ops.parameter WHERE parameter_code = 'staffing_spi_floor'")
        t.insert(
            "ops.parameter",
            (
                "parameter_code",
                "effective_from",
                "parameter_value",
                "unit",
                "description",
                "changed_by",
                "changed_at_utc",
            ),
            [("staffing_spi_floor", date(2020, 1, 1), "0.6", "ratio", "lowest SPI", "test", NOW)],
        )
    assert ("spi_below_floor", "s") not in alerts_of(loaded)


@pytest.mark.parametrize(("days", "severity"), [(8, None), (9, "warning"), (22, "critical")])
def test_data_that_nobody_renews_becomes_stale(loaded, days, severity):
    stale = alerts_of(loaded, NOW + timedelta(days=days)).get(("stale_data", None))
    assert (stale["severity"] if stale else None) == severity
    if stale:
        assert f"The newest load is {days} days old" in stale["message"]


def test_the_next_run_raises_what_is_still_so_again(loaded):
    assert set(alerts_of(loaded)) == set(alerts_of(loaded))
    assert loaded.scalar("SELECT COUNT(*) FROM ops.alert AS a") == 8


def test_a_plan_without_all_of_its_answers_is_told(loaded):
    with loaded.transaction() as t:
        run = ledger.start(t, "staffing", as_of_date=SUNDAY, batch_id=1, requested_by="test", now=NOW)
        columns = ("run_id", "step_number", "step_name", "status", "started_at_utc", "detail")
        detail = "Optimal: 80 h in 4 weeks. Not answered: worths (no time was left)"
        t.insert("ops.run_step", columns, [(run.run_id, 3, "staffing", "done", NOW, detail)])
        raise_alerts(t, run, now=NOW, horizon_weeks=4)
    (alert,) = loaded.rows("SELECT a.severity, a.message FROM ops.alert AS a WHERE a.alert_code = 'not_answered'")
    assert alert["severity"] == "information"
    assert "not all that it should answer: worths (no time was left). Run it again" in alert["message"]
