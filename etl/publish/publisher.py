"""Publish the staged rows of one entity: orphans and conflicts set aside, the rest updated or inserted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from etl.ledger import FileOutcome
from etl.publish import weeks
from etl.publish.statements import Change, Publication
from etl.quarantine import CONFLICT, ORPHAN, QuarantinedRow
from sql.engine import Transaction

_LINES_PER_STATEMENT = 500
_STAGE_ADDRESS = {"batch_id", "file_id", "line_number", "row_number"}


@dataclass(frozen=True)
class Publisher:
    """Publishes one entity's staged rows within the load's transaction."""

    transaction: Transaction
    publication: Publication
    batch_id: int
    source_system: str
    currency: str
    outcomes: Mapping[int, FileOutcome]
    """By file_id: the files whose rows are published together, because they provide the same columns."""
    is_full_snapshot: bool = False
    """What these files do not hold is gone."""

    def publish(self) -> list[QuarantinedRow]:
        """Publish, count and note the touched weeks; returns the rows set aside."""
        for statement in self.publication.entity.before:
            self._execute(statement)
        set_aside = self._set_orphans_aside()
        has_copies = bool(self._rows(self.publication.repeated_keys()))
        if has_copies:
            set_aside += self._set_conflicts_aside()
        replace(self, publication=replace(self.publication, has_copies=has_copies)).write()
        return set_aside

    def write(self) -> None:
        """Count what will become of the rows, and change only what is about to change."""
        publication = self.publication
        self._note_doubts()
        outcomes = self._count_outcomes()
        self._sum_up()
        deleted_count = self._delete_missing() + self._delete_left_out()
        statements = []
        if "updated" in outcomes:
            update = publication.update()
            statements += [*publication.touched_before(), update.keep, update.apply]
        if "inserted" in outcomes:
            statements.append(publication.insert())
        if statements:
            statements += publication.entity.after
        for statement in statements:
            self._execute(statement)
        if statements or deleted_count:
            weeks.touch_after(self.transaction, publication, batch_id=self.batch_id)

    def _bindings(self, statement: str) -> dict[str, Any]:
        """What a statement asks for, no more: an unused parameter is an error."""
        known = {
            "batch_id": self.batch_id,
            "source_system": self.source_system,
            "currency": self.currency,
            "file_ids": tuple(self.outcomes),
        }
        return {name: value for name, value in known.items() if f":{name}" in statement}

    def _rows(self, query: str) -> list[dict[str, Any]]:
        return self.transaction.rows(query, **self._bindings(query))

    def _execute(self, statement: str) -> int:
        return self.transaction.execute(statement, **self._bindings(statement))

    def _delete_left_out(self) -> int:
        """Mark the rows that the newer version of their record no longer has."""
        return self._delete(self.publication.left_out())

    def _delete_missing(self) -> int:
        """Mark what a full snapshot lacks as deleted; rows of it that wait in quarantine are left as they are."""
        if not self.is_full_snapshot or any(outcome.counts["quarantined"] for outcome in self.outcomes.values()):
            return 0
        return self._delete(self.publication.missing_from_snapshot())

    def _delete(self, change: Change | None) -> int:
        """Keep what the rows were, and count them as deleted."""
        if change is None:
            return 0
        self._execute(change.keep)
        deleted_count = self._execute(change.apply)
        next(iter(self.outcomes.values())).counts["deleted"] += deleted_count
        return deleted_count

    def _set_orphans_aside(self) -> list[QuarantinedRow]:
        set_aside: list[QuarantinedRow] = []
        for parent, column, query in self.publication.missing_parents():
            rows = self._rows(query)
            set_aside += [self._orphan(row, parent, column) for row in rows]
            self._take_out(rows)
        return set_aside

    def _orphan(self, row: dict[str, Any], parent: str, column: str) -> QuarantinedRow:
        value = row.get(column)
        found = f"{column} {value!r} is no {parent} known to PROP" if value else f"{column} is blank"
        message = (
            f"{self._place(row)}: {found}. The row waits in quarantine and is loaded when the {parent} arrives; "
            "nothing else was held back."
        )
        return self._quarantined(row, column, f"{ORPHAN}_{parent.replace(' ', '_')}", message)

    def _set_conflicts_aside(self) -> list[QuarantinedRow]:
        ties = self._rows(self.publication.ties())
        rows = [self._staged_row(address) for address in ties]
        key = ", ".join(name for name in self.publication.entity.key if name != "source_system")
        set_aside = [
            self._quarantined(
                row, None, CONFLICT,
                f"{self._place(row)}: another row has the same {key} and modification time, and other values. Both "
                "were set aside; export the record again, or delete one copy. The value published before stays.",
            )
            for row in rows
        ]  # fmt: skip
        self._take_out(rows)
        return set_aside

    def _staged_row(self, address: dict[str, Any]) -> dict[str, Any]:
        found = self.transaction.rows(
            f"SELECT s.* FROM {self.publication.entity.staging_table} AS s WHERE s.batch_id = :batch_id "
            "AND s.file_id = :file_id AND s.line_number = :line_number AND s.row_number = :row_number",
            batch_id=self.batch_id,
            **address,
        )
        return found[0]

    def _place(self, row: dict[str, Any]) -> str:
        outcome = self.outcomes[row["file_id"]]
        return f"{outcome.file_name}, line {row['line_number']}"

    def _quarantined(self, row: dict[str, Any], column: str | None, reason: str, message: str) -> QuarantinedRow:
        entity = self.publication.entity
        outcome = self.outcomes[row["file_id"]]
        hours, amount = _decimal(row, entity.hours_column), _decimal(row, entity.amount_column)
        outcome.counts["quarantined"] += 1
        outcome.hours_quarantined += hours
        outcome.amount_quarantined += amount
        outcome.quarantine_reasons[reason] = outcome.quarantine_reasons.get(reason, 0) + 1
        kept = {name: value for name, value in row.items() if name not in _STAGE_ADDRESS}
        return QuarantinedRow(
            outcome.file_id, entity.name, row["line_number"], column, reason, message, kept, hours, amount
        )

    def _take_out(self, rows: Iterable[dict[str, Any]]) -> None:
        """Remove rows from the stage."""
        by_place: dict[tuple[int, int], list[int]] = {}
        for row in rows:
            by_place.setdefault((row["file_id"], row["row_number"]), []).append(row["line_number"])
        for (file_id, row_number), lines in by_place.items():
            for start in range(0, len(lines), _LINES_PER_STATEMENT):
                self.transaction.execute(
                    f"DELETE FROM {self.publication.entity.staging_table} WHERE batch_id = :batch_id "
                    "AND file_id = :file_id AND row_number = :row_number AND line_number IN (:lines)",
                    batch_id=self.batch_id,
                    file_id=file_id,
                    row_number=row_number,
                    lines=tuple(lines[start : start + _LINES_PER_STATEMENT]),
                )

    def _note_doubts(self) -> None:
        for sentence, query in self.publication.doubts():
            for row in self._rows(query):
                outcome = self.outcomes[row["file_id"]]
                count = f" {row['row_count']:,} rows in all." if row["row_count"] > 1 else ""
                place = f"{outcome.file_name}, line {row['first_line_number']}"
                outcome.warnings.append(f"{place}: {sentence}.{count}")

    def _count_outcomes(self) -> set[str]:
        rows = self._rows(self.publication.outcomes())
        for row in rows:
            self.outcomes[row["file_id"]].counts[row["outcome"]] += int(row["row_count"])
        return {row["outcome"] for row in rows}

    def _sum_up(self) -> None:
        """Control sums over the rows that are loaded."""
        entity = self.publication.entity
        for attribute, column in (("hours_loaded", entity.hours_column), ("amount_loaded", entity.amount_column)):
            if column is None:
                continue
            rows = self._rows(self.publication.control_sums(column))
            for row in rows:
                setattr(self.outcomes[row["file_id"]], attribute, Decimal(row["total"] or 0))


def _decimal(row: dict[str, Any], column: str | None) -> Decimal:
    return Decimal(row[column]) if column and row.get(column) else Decimal(0)
