"""Rows in quarantine get another chance: orphans at every load, all others when somebody asks."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from etl.ledger import FileOutcome
from etl.publish.entity import Entity
from etl.quarantine import ORPHAN, open_rows
from sql.engine import Transaction

if TYPE_CHECKING:
    from etl.load import Load

REPLAY_FILE = "(quarantine)"


def stage_waiting_rows(transaction: Transaction, load: Load, entity: Entity) -> None:
    """Stage the orphans of an entity again, each on the line that its quarantine id gives."""
    waiting = [
        row
        for row in open_rows(transaction, source_system=load.contract.source_system)
        if row["entity"] == entity.name and row["reason_code"].startswith(ORPHAN) and row["batch_id"] != load.batch_id
    ]
    if waiting:
        stage_rows(transaction, load, entity, {row["quarantine_id"]: json.loads(row["row_json"]) for row in waiting})


def stage_rows(transaction: Transaction, load: Load, entity: Entity, rows: dict[int, dict[str, Any]]) -> None:
    """Stage rows of the quarantine, keyed by quarantine id, as one more file of this load."""
    outcome = _outcome(load, entity, rows)
    load.outcomes[outcome.file_id] = outcome
    load.provided[outcome.file_id] = frozenset(column.name for column in entity.columns) | {
        parent.source_column for parent in entity.parents
    }
    load.replayed[outcome.file_id] = list(rows)
    columns = list(next(iter(rows.values())))
    transaction.insert(
        entity.staging_table,
        ("batch_id", "file_id", "line_number", "row_number", *columns),
        [(load.batch_id, outcome.file_id, key, 0, *(row[c] for c in columns)) for key, row in rows.items()],
    )


def _outcome(load: Load, entity: Entity, rows: dict[int, dict[str, Any]]) -> FileOutcome:
    content = json.dumps(rows, sort_keys=True, default=str).encode()
    outcome = FileOutcome(
        file_id=max(load.outcomes, default=0) + 1,
        file_name=REPLAY_FILE,
        entity=entity.name,
        sha256=hashlib.sha256(content).hexdigest(),
        contract_sha256=load.contract.sha256,
        size_bytes=len(content),
        physical_record_count=len(rows),
    )
    for attribute, column in (("hours_in", entity.hours_column), ("amount_in", entity.amount_column)):
        if column:
            setattr(outcome, attribute, sum((Decimal(row[column] or 0) for row in rows.values()), Decimal(0)))
    return outcome
