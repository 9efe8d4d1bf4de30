"""What a database holds, in a form that two engines can be compared in: exact values, rows in one order."""

import re
from decimal import Decimal
from functools import cache
from typing import Any

from sql.deployment.revisions import revisions
from sql.engine import Database
from sql.files import SqlTree

VOLATILE = re.compile(r"\w+_at_utc|solve_seconds")
OWN_TO_AN_ENGINE = {"ops.schema_object", "ops.unit_of_work"}
"""The files of the deployment differ: DuckDB has a translation, SQL Server has roles. Commits are marked on a server alone."""

Rows = list[tuple[tuple[str, str, Any], ...]]


@cache
def views() -> list[str]:
    """Every view that has a file, in build order."""
    return [file.object_name for file in SqlTree().build_order() if file.object_type == "view"]


@cache
def tables(*schemas: str) -> list[str]:
    """Every table of the schemas that a migration creates."""
    scripts = [script for revision in revisions(SqlTree()) for script in revision.scripts]
    names = [script.object_name for script in scripts if script.object_type == "table"]
    return [name for name in names if name.split(".")[0] in schemas and name not in OWN_TO_AN_ENGINE]


@cache
def every_table() -> list[str]:
    """Every table that a migration creates."""
    scripts = [script for revision in revisions(SqlTree()) for script in revision.scripts]
    return [script.object_name for script in scripts if script.object_type == "table"]


def contents(database: Database, name: str, *, without: frozenset[str] = frozenset()) -> Rows:
    """The rows of a table or view: (column, kind of value, value) by column name, sorted; moments are left out."""
    rows = database.rows(f"SELECT t.* FROM {name} AS t")
    return sorted((canonical(row, without) for row in rows), key=str)


def canonical(row: dict[str, Any], without: frozenset[str]) -> tuple[tuple[str, str, Any], ...]:
    kept = sorted((column.lower(), value) for column, value in row.items() if not VOLATILE.fullmatch(column.lower()))
    return tuple((column, *exact(value)) for column, value in kept if column not in without)


def exact(value: Any) -> tuple[str, Any]:
    """A value with its kind: 1 is no bit, and 1.50 is 1.5."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return "number", Decimal(value).normalize()
    return type(value).__name__, value
