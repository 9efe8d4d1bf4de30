"""What a contract declares and no extract may create: staff levels and locations."""

from etl.contract import SourceContract
from etl.ledger import insert_row, next_id
from sql.engine import Transaction


def publish(transaction: Transaction, contract: SourceContract, batch_id: int) -> None:
    """Add the levels and locations that are not there yet, and follow a changed rank or name."""
    for level in contract.staff_levels:
        values: dict[str, object] = {
            "staff_level_name": level.name,
            "seniority_rank": level.seniority_rank,
            "is_manager_or_above": level.is_manager_or_above,
        }
        _upsert(transaction, "staff_levels", "staff_level", code=level.code, values=values, batch_id=batch_id)
    for location in contract.locations:
        names: dict[str, object] = {"location_name": location.name}
        _upsert(transaction, "locations", "location", code=location.code, values=names, batch_id=batch_id)


def _upsert(
    transaction: Transaction, table: str, noun: str, *, code: str, values: dict[str, object], batch_id: int
) -> None:
    found = transaction.rows(
        f"SELECT {', '.join(values)} FROM core.{table} WHERE {noun}_code = :code",
        code=code,
    )
    if not found:
        key = {f"{noun}_id": next_id(transaction, f"core.{table}", f"{noun}_id"), f"{noun}_code": code}
        insert_row(transaction, f"core.{table}", {**key, **values, "batch_id": batch_id})
    elif found[0] != values:
        assignments = ", ".join(f"{name} = :{name}" for name in values)
        transaction.execute(
            f"UPDATE core.{table} SET {assignments}, batch_id = :batch_id WHERE {noun}_code = :code",
            code=code,
            batch_id=batch_id,
            **values,
        )
