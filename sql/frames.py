"""Query results as pandas frames with the same column types from both engines."""

from typing import Any

import pandas as pd
import pyarrow as pa


def frame_of(table: pa.Table) -> pd.DataFrame:
    """A frame for figures and models.

    Integers are int64 (Int64 where a NULL is among them), bits bool (boolean), decimals **float64**, dates and stamps
    datetime64[us], texts str. Exact decimals come from ``rows``, not from here.

    Parameters
    ----------
    table
        Any Arrow table; its column order is kept.
    """
    columns = {name: _series(table.column(index)) for index, name in enumerate(table.column_names)}
    return pd.DataFrame(columns, columns=table.column_names)


def _series(column: pa.ChunkedArray) -> "pd.Series[Any]":
    """One column in its pandas type, which an empty result has too."""
    kind = column.type
    is_integer_sum = pa.types.is_decimal(kind) and (kind.precision, kind.scale) == (38, 0)  # DuckDB's HUGEINT
    if pa.types.is_integer(kind) or is_integer_sum:
        return _nullable(column.cast(pa.int64()), "int64", "Int64")
    if pa.types.is_boolean(kind):
        return _nullable(column, "bool", "boolean")
    if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
        return pd.Series(column.cast(pa.float64()).to_pandas())
    if pa.types.is_date(kind) or pa.types.is_timestamp(kind):
        return pd.Series(column.cast(pa.timestamp("us")).to_pandas())
    return pd.Series(column.cast(pa.string()).to_pandas().astype("str"))


def _nullable(column: pa.ChunkedArray, plain: str, with_nulls: str) -> "pd.Series[Any]":
    """Values that pandas keeps as they are only in a type that knows NULL."""
    if column.null_count:
        return pd.Series(column.to_pylist(), dtype=with_nulls)
    return pd.Series(column.to_pandas().astype(plain))
