"""The weekly facts that the KPIs are summed from, recomputed for the weeks that a batch touched."""

from sql.dialect import batches
from sql.engine import Transaction
from sql.files import SQL_ROOT

FACTS = ("timesheet_week", "assignment_week", "capacity_week", "phase_fact_week", "phase_estimate")
VARIABLE = "@batch_id"  # the scripts are T-SQL; the engine binds :batch_id


def refresh(transaction: Transaction, batch_id: int) -> dict[str, int]:
    """Recompute the touched weeks of every fact; weeks that are not touched keep their rows.

    Parameters
    ----------
    transaction
        The one that publishes the batch.
    batch_id
        ``stg.touched_week`` lists its weeks for ``timesheet_week`` (weeks of recognition), ``assignment_week`` and
        ``capacity_week``; the weeks in which an estimated standard rate may have moved are added here.

    Returns
    -------
    dict
        Rows written, by fact.
    """
    run_refresh(transaction, "stg.touched_week", batch_id)
    return {fact: run_refresh(transaction, f"core.{fact}", batch_id) for fact in FACTS}


def run_refresh(transaction: Transaction, table: str, batch_id: int) -> int:
    """Run the refresh script of one table; the rows that its last statement wrote."""
    script = (SQL_ROOT / "refresh" / f"{table}.refresh.sql").read_text(encoding="utf-8")
    written = 0
    for statement in batches(script):
        parameters = {"batch_id": batch_id} if VARIABLE in statement else {}
        written = transaction.execute(statement.replace(VARIABLE, ":batch_id"), **parameters)
    return written
