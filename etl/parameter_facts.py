"""What parameters do to the weekly facts: kept rows hold those that enter KPIs, and follow when they change."""

from etl import weekly_facts
from etl.publish.weeks import touch_all_weeks
from sql.engine import Reader, Row, Transaction

VALUING = ("external_discount", "onboarding_discount", "onboarding_weeks", "ac_includes_surcharge")
"""They value timesheets (core.timesheet_terms): every week is recomputed."""
KPI_ONLY = ("health_tolerance", "cpi_proxy")
"""They enter measures alone: what the KPI views keep is recomputed."""


def kpi_parameters(reader: Reader) -> Row:
    """The parameters that enter KPIs, as they are in force at the reporting date."""
    names = ", ".join(f"k.{name}" for name in (*VALUING, *KPI_ONLY))
    return reader.rows(f"SELECT {names} FROM ops.kpi_parameter AS k")[0]


def touch_changed(transaction: Transaction, before: Row, *, batch_id: int) -> None:
    """Note every week of timesheets where the reporting date moved past a change of what values them."""
    if _differ(before, kpi_parameters(transaction), VALUING):
        touch_all_weeks(transaction, "timesheet_week", batch_id=batch_id)


def refresh_changed(transaction: Transaction, before: Row, batch_id: int) -> int:
    """Bring the facts up to date after a parameter was set without a load; rows written."""
    now = kpi_parameters(transaction)
    if _differ(before, now, VALUING):
        written = sum(weekly_facts.refresh_all(transaction, batch_id).values())
        transaction.execute("DELETE FROM stg.touched_week WHERE batch_id = :batch_id", batch_id=batch_id)
        return written
    return weekly_facts.refresh_kpis(transaction, batch_id) if _differ(before, now, KPI_ONLY) else 0


def _differ(before: Row, now: Row, names: tuple[str, ...]) -> bool:
    return any(before[name] != now[name] for name in names)
