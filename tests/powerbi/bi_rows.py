"""The model of the TMDL files over the rows of a database's `bi` views, as an import would hold them."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from sql.engine import Database
from tests.powerbi import tmdl
from tests.powerbi.dax import Filter, TabularModel

FIXED_DECIMAL = Decimal("0.0001")
"""Power BI's fixed decimal number, the model's `decimal`, keeps four digits."""


def imported(database: Database, **changed_measures: str) -> TabularModel:
    """Every table of the model with its rows, and every measure's text; ``changed_measures`` replace texts."""
    rows = {table.name: _rows(database, table) for table in tmdl.tables().values()}
    texts = {measure.name: measure.expression for _, measure in tmdl.measures()}
    return TabularModel(rows, tmdl.relationships(), texts | changed_measures)


def _rows(database: Database, table: tmdl.Node) -> list[dict[str, Any]]:
    columns = _columns(table.name)
    found = database.rows(
        f"SELECT {', '.join(f't.{source}' for source in columns)} FROM bi.{tmdl.source_view(table)} AS t"
    )
    return [
        {name: _held(row[source], kind) for source, (name, kind) in columns.items()}
        for row in ({key.lower(): value for key, value in row.items()} for row in found)
    ]


@cache
def _columns(table: str) -> dict[str, tuple[str, str]]:
    """The name and type of each column, by the view's column."""
    nodes = tmdl.tables()[table].all("column")
    return {node.properties["sourceColumn"]: (node.name, node.properties["dataType"]) for node in nodes}


def _held(value: Any, kind: str) -> Any:
    return value.quantize(FIXED_DECIMAL, ROUND_HALF_UP) if kind == "decimal" and value is not None else value


def only(table: str, column: str, *values: Any) -> Filter:
    """What a slicer on a column does."""
    return Filter(((table, column),), frozenset((value,) for value in values))
