"""Tables that a page shows and the export writes: the same columns, the same rows, the same roles."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dashboard.auth.reader import READERS, Reader

Row = dict[str, Any]
Kind = Literal["text", "long_text", "link", "status", "number", "ratio", "percent", "money", "hours", "date", "moment"]
NUMERIC_KINDS = frozenset({"number", "ratio", "percent", "money", "hours"})


@dataclass(frozen=True)
class Column:
    """One column: the row's key, the heading with its unit, how to write it, and its least width in pixels."""

    field: str
    name: str
    kind: Kind = "text"
    width: int = 110


@dataclass(frozen=True)
class Table:
    """A named table; ``rows`` answers for a reader and the page's query, within the reader's scope."""

    code: str
    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Reader, Mapping[str, str]], list[Row]]
    roles: frozenset[str] = READERS


TABLES: dict[str, Table] = {}


def register_table(table: Table) -> Table:
    """Make a table known to the export."""
    TABLES[table.code] = table
    return table
