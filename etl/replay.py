"""Rows in quarantine get another chance: orphans at every load, all of them when somebody asks."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from config.errors import ExtractError
from etl.contract import SourceContract
from etl.ledger import FileOutcome
from etl.publish.entity import Entity
from etl.quarantine import ORPHAN, STAGED_REASONS, open_rows
from etl.reading.extract import reread
from sql.engine import Transaction

if TYPE_CHECKING:
    from etl.load import Load

REPLAY_FILE = "(quarantine)"
_ADDRESS = ("line_number", "row_number")


def stage_waiting_rows(transaction: Transaction, load: Load, entity: Entity) -> None:
    """Stage the rows of an entity that wait in quarantine, each on the line that its quarantine id gives."""
    waiting = [
        row
        for row in open_rows(transaction, source_system=load.contract.source_system)
        if row["entity"] == entity.name and (load.replays_everything or row["reason_code"].startswith(ORPHAN))
    ]
    rows = [staged for row in waiting for staged in _staged_rows(load.contract, row)]
    if rows:
        _stage(transaction, load, entity, rows)


def _staged_rows(contract: SourceContract, quarantined: dict[str, Any]) -> list[dict[str, Any]]:
    """The staged form of a quarantined row; none where it still cannot be read."""
    row, address = json.loads(quarantined["row_json"]), int(quarantined["quarantine_id"])
    if quarantined["reason_code"].startswith(STAGED_REASONS):
        return [{"line_number": address, "row_number": 0, **row}]
    try:
        return list(reread(contract, quarantined["entity"], row, address).rows.to_pylist())
    except ExtractError:
        return []  # its file has other columns now; the row stays where it is, with its reason


def _stage(transaction: Transaction, load: Load, entity: Entity, rows: Sequence[dict[str, Any]]) -> None:
    """Stage rows as one more file of this load."""
    outcome = _outcome(load, entity, rows)
    load.outcomes[outcome.file_id] = outcome
    load.provided[outcome.file_id] = frozenset(column.name for column in entity.columns) | {
        parent.source_column for parent in entity.parents
    }
    load.replayed[outcome.file_id] = sorted({int(row["line_number"]) for row in rows})
    columns = [*_ADDRESS, *(name for name in rows[0] if name not in _ADDRESS)]
    values = [(load.batch_id, outcome.file_id, *(row[name] for name in columns)) for row in rows]
    transaction.insert(entity.staging_table, ("batch_id", "file_id", *columns), values)


def _outcome(load: Load, entity: Entity, rows: Sequence[dict[str, Any]]) -> FileOutcome:
    content = json.dumps(rows, sort_keys=True, default=str).encode()
    outcome = FileOutcome(
        file_id=load.next_file_id(),
        file_name=REPLAY_FILE,
        entity=entity.name,
        sha256=hashlib.sha256(content).hexdigest(),
        contract_sha256=load.contract.sha256,
        size_bytes=len(content),
        physical_record_count=len(rows),
    )
    for attribute, column in (("hours_in", entity.hours_column), ("amount_in", entity.amount_column)):
        if column:
            setattr(outcome, attribute, sum((Decimal(row[column] or 0) for row in rows), Decimal(0)))
    return outcome
