"""The declared types of SQL Server columns, for bulk inserts that convert nothing behind our back."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyodbc  # type: ignore[import-not-found, unused-ignore]
from sqlalchemy import Connection, text

from config.errors import DatabaseError

COLUMNS = """
SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, NUMERIC_SCALE
FROM INFORMATION_SCHEMA.COLUMNS
WHERE TABLE_SCHEMA = :schema AND TABLE_NAME = :name
"""
PLAIN_TYPES: dict[str, tuple[pa.DataType, tuple[int, int, int] | None]] = {
    "bit": (pa.bool_(), (pyodbc.SQL_BIT, 0, 0)),
    "tinyint": (pa.uint8(), (pyodbc.SQL_TINYINT, 0, 0)),
    "smallint": (pa.int16(), (pyodbc.SQL_SMALLINT, 0, 0)),
    "int": (pa.int32(), (pyodbc.SQL_INTEGER, 0, 0)),
    "bigint": (pa.int64(), (pyodbc.SQL_BIGINT, 0, 0)),
    "float": (pa.float64(), (pyodbc.SQL_DOUBLE, 0, 0)),
    "date": (pa.date32(), (pyodbc.SQL_TYPE_DATE, 10, 0)),
    "datetime2": (pa.timestamp("us"), (pyodbc.SQL_TYPE_TIMESTAMP, 23, 3)),
}


@dataclass(frozen=True)
class Column:
    """One column: its name, its Arrow type, and what pyodbc is told of it (SQL type, length or precision, scale)."""

    name: str
    arrow_type: pa.DataType
    input_size: tuple[int, int, int] | None
    max_length: int | None
    is_ascii: bool = False
    """char and varchar: the server stores a question mark for what its code page lacks."""

    def check_length(self, table: str, values: pa.ChunkedArray) -> None:
        """Refuse texts that the column cannot hold, by name; the server would not say which, or would change them.

        Raises
        ------
        DatabaseError
            A text is too long, in UTF-16 as SQL Server counts, or has a character that is not ASCII; nothing of the
            batch was inserted.
        """
        if not pa.types.is_string(self.arrow_type):
            return
        if self.is_ascii and not pc.all(pc.string_is_ascii(values)).as_py() and pc.count(values).as_py():
            raise DatabaseError(
                f"{table}.{self.name}: a text has characters beyond ASCII, which this column cannot hold. "
                "Nothing of this batch was inserted. Correct it at its source."
            )
        if self.max_length is None:
            return
        longest = pc.max(utf16_lengths(values)).as_py()
        if longest is not None and longest > self.max_length:
            raise DatabaseError(
                f"{table}.{self.name}: a text of {longest} characters for {self.max_length}. "
                "Nothing of this batch was inserted. Shorten it at its source; texts are never cut."
            )


def utf16_lengths(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """The length of each text in UTF-16 units, which nvarchar counts: an emoji is two."""
    lengths = pc.utf8_length(values)
    if pc.sum(pc.binary_length(values)).as_py() == pc.sum(lengths).as_py():
        return lengths
    return pc.add(lengths, pc.count_substring_regex(values, r"[\x{10000}-\x{10FFFF}]"))


def read_columns(connection: Connection, table: str) -> dict[str, Column]:
    """The columns of ``schema.table`` by lower-case name."""
    schema, name = table.split(".")
    found = connection.execute(text(COLUMNS), {"schema": schema, "name": name})
    return {row[0].lower(): _column(*row) for row in found}


def _column(name: str, kind: str, length: int | None, precision: int | None, scale: int | None) -> Column:
    """One row of information_schema."""
    if kind in PLAIN_TYPES:
        return Column(name, *PLAIN_TYPES[kind], None)
    if kind in {"decimal", "numeric"}:
        size = (precision or 38, scale or 0)
        return Column(name, pa.decimal128(*size), (pyodbc.SQL_DECIMAL, *size), None)
    if kind in {"binary", "varbinary"}:
        return Column(name, pa.binary(), None, None)
    fixed = length if length is not None and length > 0 else None
    is_ascii = kind in {"char", "varchar", "text"}
    return Column(name, pa.string(), (pyodbc.SQL_WVARCHAR, fixed or 0, 0), fixed, is_ascii)
