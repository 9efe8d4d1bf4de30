"""Staged rows read back by value: what the server stored is what was sent, or the load stops."""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, text

from config.errors import DatabaseError
from sql.sqlserver.columns import Column
from sql.sqlserver.errors import translated_errors
from sql.sqlserver.settings import ReadBack

FIRST_LINES, EVERY_LINE = 1_000, 50
"""Of a sample: every row of the first lines, and of every fiftieth after them."""
SAMPLED = f"AND (t.line_number <= {FIRST_LINES} OR t.line_number % {EVERY_LINE} = 0)"
FETCHED_ROWS = 5_000


class Fingerprint:
    """Counts and sums of hashes, by column and of whole rows: the same for the same rows in any order.

    Of rows the squares are summed: Python's hash of a tuple is close to a sum itself, and values that change places
    would often leave the sum as it was.
    """

    def __init__(self, column_count: int) -> None:
        self.row_count = self.sum_of_squares = 0
        self.column_sums = [0] * column_count

    def add(self, columns: Sequence[Sequence[object]]) -> None:
        """Count rows in, given by column."""
        self.row_count += len(columns[0])
        self.sum_of_squares += sum(row_hash * row_hash for row_hash in map(hash, zip(*columns, strict=True)))
        for index, values in enumerate(columns):
            self.column_sums[index] += sum(map(hash, values))

    def differences(self, other: "Fingerprint", names: Sequence[str]) -> list[str]:
        """What is not alike: the number of rows, or the columns whose values differ."""
        if self.row_count != other.row_count:
            return [f"{other.row_count:,} rows instead of {self.row_count:,}"]
        pairs = zip(names, self.column_sums, other.column_sums, strict=True)
        changed = [f"other values of {name}" for name, ours, theirs in pairs if ours != theirs]
        return changed or (["values in other rows"] if self.sum_of_squares != other.sum_of_squares else [])


class ReadBackCheck:
    """What is sent to one table in one go, in constant memory, and its comparison with what is stored.

    One batch and file is sent once: rows that were there before would be taken for a difference.
    """

    def __init__(self, table: str, columns: Sequence[Column], extent: ReadBack) -> None:
        self.table, self.columns, self.extent = table, columns, extent
        self.names = [column.name for column in columns]
        self.keys: set[tuple[int, int]] = set()
        """Batch and file of every row."""
        self.sent_count = 0
        self.sent = Fingerprint(len(columns))

    def watched(self, parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
        """The parts on their way to the server."""
        for part in parts:
            self.note(part)
            yield part

    def note(self, part: pa.Table) -> None:
        """Remember one part."""
        self.sent_count += part.num_rows
        pairs = part.select(["batch_id", "file_id"]).group_by(["batch_id", "file_id"]).aggregate([])
        self.keys.update(zip(*(pairs[name].to_pylist() for name in ("batch_id", "file_id")), strict=True))
        if self.extent == "sample":
            lines = part["line_number"]
            steps = pc.multiply(pc.divide(lines, EVERY_LINE), EVERY_LINE)
            part = part.filter(pc.or_(pc.less_equal(lines, FIRST_LINES), pc.equal(lines, steps)))
        if part.num_rows:
            self.sent.add([values.to_pylist() for values in part.columns])

    def check(self, connection: Connection) -> None:
        """Compare with what is stored.

        Raises
        ------
        DatabaseError
            The server has other rows or other values; the caller rolls back.
        """
        found, found_count = Fingerprint(len(self.columns)), 0
        for batch_id, file_id in sorted(self.keys):
            found_count += self._count(connection, batch_id, file_id)
            self._fetch_into(found, connection, batch_id, file_id)
        differences = self.sent.differences(found, self.names)
        if found_count != self.sent_count:
            differences.insert(0, f"{found_count:,} rows instead of {self.sent_count:,}")
        if differences:
            raise DatabaseError(
                f"{self.table}: what the server stored is not what was sent: {'; '.join(differences)}. "
                "The transaction is rolled back. Load again; if it happens again, set bulk=rows in the URL, and "
                "report the version of the driver."
            )

    def _count(self, connection: Connection, batch_id: int, file_id: int) -> int:
        statement = f"SELECT COUNT(*) FROM {self.table} AS t WHERE t.batch_id = :batch_id AND t.file_id = :file_id"
        with translated_errors(statement):
            found = connection.execute(text(statement), {"batch_id": batch_id, "file_id": file_id})
            return int(found.scalar_one())

    def _fetch_into(self, found: Fingerprint, connection: Connection, batch_id: int, file_id: int) -> None:
        """Read the rows of one file, a few at a time."""
        names = ", ".join(f"t.[{name}]" for name in self.names)
        statement = (
            f"SELECT {names} FROM {self.table} AS t WHERE t.batch_id = ? AND t.file_id = ? "
            f"{SAMPLED if self.extent == 'sample' else ''}"
        )
        cursor = connection.connection.cursor()
        with translated_errors(statement):
            cursor.execute(statement, (batch_id, file_id))
            while rows := cursor.fetchmany(FETCHED_ROWS):
                found.add(list(zip(*rows, strict=True)))
            cursor.close()
