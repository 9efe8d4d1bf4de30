"""SQL Server's result sets as Arrow tables."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pyarrow as pa
from sqlalchemy import CursorResult

ARROW_TYPES: dict[type, pa.DataType] = {
    bool: pa.bool_(),
    int: pa.int64(),
    float: pa.float64(),
    str: pa.string(),
    bytes: pa.binary(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us"),
}


def arrow_type(python_type: Any, precision: int, scale: int) -> pa.DataType:
    """The Arrow type of a column that the driver describes by its Python type."""
    if python_type is Decimal:
        return pa.decimal128(min(max(precision, scale, 1), 38), scale)
    return ARROW_TYPES.get(python_type, pa.string())


def arrow_result(result: CursorResult[Any]) -> pa.Table:
    """Every row of a result, in its declared types, also when there is none."""
    description = result.cursor.description if result.cursor else []
    names, types = [], []
    for name, python_type, _, _, precision, scale, _ in description:
        names.append(name)
        types.append(arrow_type(python_type, precision or 38, scale or 0))
    rows = result.fetchall()
    columns = zip(*rows, strict=True) if rows else ((),) * len(names)
    return pa.table([pa.array(values, kind) for values, kind in zip(columns, types, strict=True)], names=names)
