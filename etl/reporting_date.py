"""The reporting date: what ``--as-of`` asks for, else the latest posting date (DESIGN section 5)."""

from datetime import date

from config.errors import UsageError
from etl.ledger import insert_row, next_id, now_utc
from sql.engine import Transaction

FIRST_DATE, LAST_DATE = date(2015, 1, 1), date(2035, 12, 31)
"""The ends of core.calendar."""


def current(transaction: Transaction) -> date | None:
    """The reporting date in force; None before the first load."""
    found = transaction.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r")
    return found if found is None or isinstance(found, date) else date.fromisoformat(str(found)[:10])


def set_reporting_date(transaction: Transaction, as_of: date | None, set_by: str) -> None:
    """Ask for a reporting date from now on; None returns to the latest posting date.

    Raises
    ------
    UsageError
        The calendar does not hold the date.
    """
    if as_of is not None and not FIRST_DATE <= as_of <= LAST_DATE:
        raise UsageError(
            f"The reporting date {as_of} is outside PROP's calendar, {FIRST_DATE} to {LAST_DATE}. Nothing was changed. "
            "Correct --as-of."
        )
    newest = transaction.rows(
        "SELECT s.as_of_date FROM ops.reporting_date_setting AS s "
        "WHERE s.setting_id = (SELECT MAX(m.setting_id) FROM ops.reporting_date_setting AS m)"
    )
    asked_before = newest[0]["as_of_date"] if newest else None
    if asked_before == as_of:
        return
    row = {
        "setting_id": next_id(transaction, "ops.reporting_date_setting", "setting_id"),
        "as_of_date": as_of,
        "set_by": set_by,
        "set_at_utc": now_utc(),
    }
    insert_row(transaction, "ops.reporting_date_setting", row)
