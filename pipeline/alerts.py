"""What somebody should look at after a run: one row of ``ops.alert`` per run, kind of alert and subject."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from etl.ledger import next_id
from optimizer.staffing.explanation.words import below
from pipeline import alert_queries, freshness
from pipeline.ledger import LONGEST_MESSAGE, Run
from pipeline.models.model import NOT_ANSWERED
from sql.engine import Reader, Row, Transaction

SPI_FLOOR = 0.85  # STAFFING C5, where the firm has set no staffing_spi_floor
STALE_CRITICAL_DAYS = 21


@dataclass(frozen=True)
class Alert:
    """One thing to look at; ``subject_source_id`` is its id in the source."""

    code: str
    severity: Literal["information", "warning", "critical"]
    message: str
    subject_kind: str | None = None
    subject_source_id: str | None = None


@dataclass(frozen=True)
class Scope:
    """What the alerts of a run look at: the reporting week and the weeks of the plan."""

    run: Run
    first_week: date
    last_week: date
    now: datetime


def raise_alerts(transaction: Transaction, run: Run, *, now: datetime, horizon_weeks: int) -> int:
    """Write the run's alerts, those that it has already left out; how many were added.

    Parameters
    ----------
    now
        UTC without a zone.
    horizon_weeks
        Weeks after the reporting week in which a booking is looked at.
    """
    first_week = run.as_of_date - timedelta(days=run.as_of_date.weekday())
    scope = Scope(run, first_week, first_week + timedelta(weeks=horizon_weeks), now)
    known = {
        (row["alert_code"], row["subject_kind"], row["subject_source_id"])
        for row in transaction.rows(
            "SELECT a.alert_code, a.subject_kind, a.subject_source_id FROM ops.alert AS a WHERE a.run_id = :run_id",
            run_id=run.run_id,
        )
    }
    fresh: dict[tuple[str, str | None, str | None], Alert] = {}
    for find in FINDERS:
        for alert in find(transaction, scope):
            key = (alert.code, alert.subject_kind, alert.subject_source_id)
            if key not in known:
                fresh.setdefault(key, alert)
    _close_earlier(transaction, run, now)
    _insert(transaction, run, list(fresh.values()), now)
    return len(fresh)


def raise_alert(transaction: Transaction, run: Run, alert: Alert, now: datetime) -> None:
    """Write one alert of a run, unless an open one of the run says it already."""
    is_known = transaction.scalar(
        "SELECT COUNT(*) FROM ops.alert AS a WHERE a.run_id = :run_id AND a.alert_code = :code "
        "AND a.acknowledged_at_utc IS NULL AND a.message = :message",
        run_id=run.run_id,
        code=alert.code,
        message=alert.message[:LONGEST_MESSAGE],
    )
    if not is_known:
        _insert(transaction, run, [alert], now)


def settle_alerts(transaction: Transaction, code: str, closed_by: str, now: datetime) -> None:
    """Close the open alerts of a kind, whatever run raised them."""
    transaction.execute(
        "UPDATE ops.alert SET acknowledged_by = :closed_by, acknowledged_at_utc = :now "
        "WHERE acknowledged_at_utc IS NULL AND alert_code = :code",
        closed_by=closed_by,
        now=now,
        code=code,
    )


def _close_earlier(transaction: Transaction, run: Run, now: datetime) -> None:
    """What earlier runs of the kind raised is settled by this one: what still holds is raised again."""
    transaction.execute(
        "UPDATE ops.alert SET acknowledged_by = :closed_by, acknowledged_at_utc = :now "
        "WHERE acknowledged_at_utc IS NULL AND run_id < :run_id "
        "AND run_id IN (SELECT r.run_id FROM ops.run AS r WHERE r.run_kind = :run_kind)",
        closed_by=f"run {run.run_id}",
        now=now,
        run_id=run.run_id,
        run_kind=run.kind,
    )


def _insert(transaction: Transaction, run: Run, alerts: list[Alert], now: datetime) -> None:
    first_id = next_id(transaction, "ops.alert", "alert_id")
    columns = (
        "alert_id", "run_id", "batch_id", "alert_code", "severity", "subject_kind", "subject_source_id", "message",
        "raised_at_utc",
    )  # fmt: skip
    rows = [
        (first_id + i, run.run_id, run.batch_id, a.code, a.severity, a.subject_kind, a.subject_source_id,
         a.message[:LONGEST_MESSAGE], now)
        for i, a in enumerate(alerts)
    ]  # fmt: skip
    transaction.insert("ops.alert", columns, rows)


def over_booked(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """People who are booked beyond the hours they have, in the weeks of the plan; leave is an alert of its own."""
    for weeks in _by_employee(
        reader.rows(alert_queries.OVER_BOOKED, first_week=scope.first_week, last_week=scope.last_week)
    ):
        worst = max(weeks, key=lambda row: row["assigned_hours"] - row["capacity_hours"])
        yield _about_employee(
            "over_booked",
            worst,
            f"{worst['employee_name']} is booked for {worst['assigned_hours']:.1f} h and has "
            f"{worst['capacity_hours']:.1f} h in the week of {worst['week_start_date']}{_more(weeks)}. "
            "Move hours to somebody else, or correct the booking.",
        )


def vacation_conflicts(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """People who are booked while they are away."""
    for weeks in _by_employee(
        reader.rows(alert_queries.VACATION_CONFLICTS, first_week=scope.first_week, last_week=scope.last_week)
    ):
        first = weeks[0]
        yield _about_employee(
            "vacation_conflict",
            first,
            f"{first['employee_name']} is away for {first['vacation_hours']:.1f} h and booked for "
            f"{first['assigned_hours']:.1f} h in the week of {first['week_start_date']}{_more(weeks)}. "
            "Move the booking or the leave.",
        )


def spi_below_floor(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """Open engagements that are further behind schedule than the firm accepts."""
    text = reader.scalar(
        "SELECT p.parameter_value FROM ops.parameter_current AS p WHERE p.parameter_code = 'staffing_spi_floor'"
    )
    floor = float(text) if text is not None else SPI_FLOOR
    for row in reader.rows(alert_queries.BEHIND, floor=floor):
        yield _about_engagement(
            "spi_below_floor",
            "warning",
            row,
            f"{row['engagement_name']} is behind schedule: SPI {below(float(row['spi']), floor)} as of "
            f"{scope.run.as_of_date}, below the floor of {floor:.2f}.",
        )


def health_critical(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """Open engagements in the Critical cell of the VEC x burn matrix."""
    for row in reader.rows(alert_queries.CRITICAL):
        yield _about_engagement(
            "health_critical",
            "critical",
            row,
            f"{row['engagement_name']} is critical as of {scope.run.as_of_date}: {row['health_sentence']}",
        )


def stale_data(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """The data is older than a weekly plan should rest on."""
    found = freshness.measure(reader, scope.run.as_of_date, scope.now)
    if found.concerns():
        oldest = max(found.load_days, found.posting_days or 0)
        severity: Literal["warning", "critical"] = "critical" if oldest > STALE_CRITICAL_DAYS else "warning"
        yield Alert("stale_data", severity, " ".join([*found.concerns(), "Load the newest extracts."]))


def no_plan_possible(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """Models of this run whose limits contradict each other."""
    for row in reader.rows(alert_queries.INFEASIBLE, run_id=scope.run.run_id):
        yield Alert("infeasible", "critical", str(row["sentence"]), "model", str(row["model"]))


def not_answered(reader: Reader, scope: Scope) -> Iterator[Alert]:
    """Plans of this run that are published without all of their explanations."""
    for row in reader.rows(alert_queries.NOT_ANSWERED, run_id=scope.run.run_id, words=f"%{NOT_ANSWERED}%"):
        missing = row["detail"].partition(NOT_ANSWERED)[2].strip()
        yield Alert(
            "not_answered",
            "information",
            f"The plan of {row['step_name']} is published, but not all that it should answer: {missing}. Run it again "
            f"with more time, PROP_{row['step_name'].upper()}_ANSWERS_SECONDS.",
            "model",
            row["step_name"],
        )


FINDERS: tuple[Callable[[Reader, Scope], Iterator[Alert]], ...] = (
    stale_data,
    no_plan_possible,
    not_answered,
    health_critical,
    spi_below_floor,
    over_booked,
    vacation_conflicts,
)


def _by_employee(rows: list[Row]) -> list[list[Row]]:
    """The weeks of each employee, in order."""
    weeks: dict[int, list[Row]] = {}
    for row in rows:
        weeks.setdefault(row["employee_id"], []).append(row)
    return list(weeks.values())


def _more(weeks: list[Row]) -> str:
    others = len(weeks) - 1
    return f", and in {others} more {'week' if others == 1 else 'weeks'}" if others else ""


def _about_employee(code: str, row: Row, message: str) -> Alert:
    return Alert(code, "warning", message, "employee", row["employee_source_id"])


def _about_engagement(code: str, severity: Literal["warning", "critical"], row: Row, message: str) -> Alert:
    return Alert(code, severity, message, "engagement", row["engagement_source_id"])
