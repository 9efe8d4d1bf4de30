"""Rows that outlived their retention policy: counted first, then deleted in chunks of one transaction each."""

from dataclasses import dataclass, field
from typing import Any, Protocol

from sql.database import Reader, Transaction


class Doomed(Protocol):
    """Rows that go together."""

    @property
    def subject(self) -> str:
        """The table, or the leading one of several."""

    @property
    def note(self) -> str:
        """What the audit trail says beside the number of rows."""

    def counts(self, reader: Reader) -> dict[str, int]:
        """Rows that go, by table."""

    def delete_chunk(self, transaction: Transaction, chunk_rows: int) -> int:
        """Delete about so many rows; how many there were, 0 at the end."""


@dataclass(frozen=True)
class DoomedRows:
    """Rows of one table under one condition; rows that share a value of ``chunk_column`` go in one chunk."""

    subject: str
    condition: str
    chunk_column: str
    note: str
    values: dict[str, Any] = field(default_factory=dict)

    def counts(self, reader: Reader) -> dict[str, int]:
        """Rows that go."""
        count = reader.scalar(f"SELECT COUNT(*) FROM {self.subject} WHERE {self.condition}", **self.values)
        return {self.subject: int(count)} if count else {}

    def delete_chunk(self, transaction: Transaction, chunk_rows: int) -> int:
        """Delete the rows with the lowest values of the chunk column."""
        last = transaction.scalar(
            f"SELECT MAX(x.chunk_value) FROM (SELECT TOP ({int(chunk_rows)}) {self.chunk_column} AS chunk_value "
            f"FROM {self.subject} WHERE {self.condition} ORDER BY {self.chunk_column}) AS x",
            **self.values,
        )
        if last is None:
            return 0
        statement = f"DELETE FROM {self.subject} WHERE ({self.condition}) AND {self.chunk_column} <= :chunk_end"
        return transaction.execute(statement, **self.values, chunk_end=last)
