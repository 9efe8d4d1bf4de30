"""The reporting date: what ``--as-of`` asks for, else the latest posting date (DESIGN section 5)."""

from datetime import date

from etl.ledger import insert_row, next_id, now_utc
from sql.engine import Transaction


def current(transaction: Transaction) -> date | None:
    """The reporting date in force; None before the first load."""
    found = transaction.scalar("SELECT r.as_of_date FROM ops.reporting_date AS r")
    return found if found is None or isinstance(found, date) else date.fromisoformat(str(found)[:10])


def set_reporting_date(transaction: Transaction, as_of: date | None, set_by: str) -> None:
    """Ask for a reporting date from now on; None returns to the latest posting date."""
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
