"""Rows in quarantine get another chance: orphans at every load, all of a source's when somebody asks."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from config.errors import ExtractError
from etl.contract import SourceContract
from etl.ledger import FileOutcome
from etl.publish.entity import Entity
from etl.quarantine import ORPHAN, STAGED_REASONS, open_rows
from etl.reading.extract import reread
from sql.engine import Transaction

REPLAY_FILE = "(quarantine)"
Row = dict[str, Any]
_ADDRESS = ("line_number", "row_number")


def waiting_rows(transaction: Transaction, source_system: str, *, everything: bool) -> dict[str, dict[str, list[Row]]]:
    """Rows of the quarantine worth another try, by entity and source system.

    Orphans of every source, since a parent may come from another system; with ``everything`` all rows of
    ``source_system`` as well.
    """
    waiting: dict[str, dict[str, list[Row]]] = {}
    for row in open_rows(transaction):
        if row["reason_code"].startswith(ORPHAN) or (everything and row["source_system"] == source_system):
            waiting.setdefault(row["entity"], {}).setdefault(row["source_system"], []).append(row)
    return waiting


@dataclass(frozen=True)
class Replay:
    """Rows of one entity and source in their staged form; ``line_number`` is the quarantine id."""

    contract: SourceContract
    entity: Entity
    rows: Sequence[Row]

    @classmethod
    def of(cls, contract: SourceContract, entity: Entity, quarantined: Sequence[Row]) -> Self | None:
        """The rows that can be staged; None where there are none."""
        rows = [staged for row in quarantined for staged in _staged_form(contract, row)]
        return cls(contract, entity, rows) if rows else None

    @property
    def provided(self) -> frozenset[str]:
        """Every column: a quarantined row was kept whole."""
        parents = {parent.source_column for parent in self.entity.parents}
        return frozenset({column.name for column in self.entity.columns} | parents)

    @property
    def quarantine_ids(self) -> list[int]:
        """The rows of the quarantine that are tried."""
        return sorted({int(row["line_number"]) for row in self.rows})

    def stage(self, transaction: Transaction, batch_id: int, file_id: int) -> FileOutcome:
        """Stage the rows as one more file of the batch."""
        columns = [*_ADDRESS, *(name for name in self.rows[0] if name not in _ADDRESS)]
        values = [(batch_id, file_id, *(row[name] for name in columns)) for row in self.rows]
        transaction.insert(self.entity.staging_table, ("batch_id", "file_id", *columns), values)
        content = json.dumps(self.rows, sort_keys=True, default=str).encode()
        return FileOutcome(
            file_id=file_id,
            file_name=REPLAY_FILE,
            entity=self.entity.name,
            sha256=hashlib.sha256(content).hexdigest(),
            contract_sha256=self.contract.sha256,
            size_bytes=len(content),
            physical_record_count=len(self.rows),
            hours_in=self._total(self.entity.hours_column),
            amount_in=self._total(self.entity.amount_column),
        )

    def _total(self, column: str | None) -> Decimal:
        return sum((Decimal(row[column] or 0) for row in self.rows), Decimal(0)) if column else Decimal(0)


def _staged_form(contract: SourceContract, quarantined: Row) -> list[Row]:
    """One quarantined row as it goes to the stage; nothing where it still cannot be read."""
    row, address = json.loads(quarantined["row_json"]), int(quarantined["quarantine_id"])
    if quarantined["reason_code"].startswith(STAGED_REASONS):
        return [{"line_number": address, "row_number": 0, **row}]
    try:
        return list(reread(contract, quarantined["entity"], row, address).rows.to_pylist())
    except ExtractError:
        return []  # the contract has other columns now; the row stays where it is, with its reason
