"""Values on their way in: the same for both engines, so that what is stored reads back alike."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pyarrow as pa

from config.errors import DatabaseError

TABLE_NAME = re.compile(r"[A-Za-z_]\w*\.[A-Za-z_]\w*")
COLUMN_NAME = re.compile(r"[A-Za-z_]\w*")
BATCH_ROWS = 50_000


def bound(value: Any) -> Any:
    """A parameter as both engines store it: stamps in UTC without a zone, cut to the millisecond of datetime2(3)."""
    if isinstance(value, dt.datetime):
        utc = value.astimezone(dt.UTC).replace(tzinfo=None) if value.tzinfo else value
        return utc.replace(microsecond=utc.microsecond // 1000 * 1000)
    if isinstance(value, list | tuple | set | frozenset):
        if any(item is None for item in value):
            raise DatabaseError(
                "A list parameter contains None, which IN never finds. Nothing was executed. Leave it out."
            )
        return [bound(item) for item in value]
    return value


def checked_name(name: str, pattern: re.Pattern[str] = COLUMN_NAME) -> str:
    """A table or column name that is nothing else.

    Raises
    ------
    DatabaseError
        The name is none; nothing was executed.
    """
    if not pattern.fullmatch(name):
        raise DatabaseError(f"{name!r} is no name of a table or column. Nothing was executed. Say schema.table.")
    return name


def chunks(rows: Iterable[Sequence[Any]], size: int = BATCH_ROWS) -> Iterator[list[Sequence[Any]]]:
    """The rows in lists of ``size``, read as they are needed."""
    iterator = iter(rows)
    while chunk := list(islice(iterator, size)):
        yield chunk


def record_batch(table: str, schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows as Arrow columns of the table's own types; nothing is rounded, cut or guessed.

    Parameters
    ----------
    table
        Named in messages.
    schema
        The columns' names and Arrow types, in the order of the values.
    rows
        One sequence of values per row, as long as ``schema``.

    Raises
    ------
    DatabaseError
        A row has another length, or a value does not fit its column exactly; names the column and the value.
    """
    odd = next((row for row in rows if len(row) != len(schema)), None)
    if odd is not None:
        raise DatabaseError(
            f"{table}: a row has {len(odd)} values for {len(schema)} columns ({', '.join(schema.names)}). "
            "Nothing of this batch was inserted."
        )
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    return pa.table(
        [_column(table, field, values) for field, values in zip(schema, columns, strict=True)], schema=schema
    )


def _column(table: str, field: pa.Field, values: Sequence[Any]) -> pa.Array:
    """One column, or the first value that does not fit."""
    given = [bound(value) for value in values] if pa.types.is_timestamp(field.type) else list(values)
    try:
        return pa.array(given, field.type)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, TypeError) as error:
        culprit = next((value for value in given if not _fits(value, field.type)), None)
        raise DatabaseError(
            f"{table}.{field.name}: {culprit!r} does not fit {field.type} exactly ({error}). "
            "Nothing of this batch was inserted. Convert or round it first."
        ) from error


def _fits(value: Any, kind: pa.DataType) -> bool:
    """Whether one value is stored exactly."""
    try:
        pa.array([value], kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError, TypeError):
        return False
    return True
