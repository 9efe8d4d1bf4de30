"""The tables of SQL Server as its catalog describes them."""

from collections.abc import Collection, Iterable
from typing import Any

from sql.database import Database, Row
from sql.inventory.expressions import canonical, canonical_value
from sql.inventory.tables import Column, Constraint, Index, Table

COLUMNS = """
SELECT
    CONCAT(s.name, '.', t.name) AS table_name, c.name, TYPE_NAME(c.user_type_id) AS type_name,
    c.max_length, c.precision, c.scale, c.is_nullable, c.collation_name
FROM sys.tables AS t
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
INNER JOIN sys.columns AS c ON c.object_id = t.object_id
WHERE s.name IN (:schemas)
ORDER BY t.object_id, c.column_id
"""
KEYS = """
SELECT CONCAT(s.name, '.', t.name) AS table_name, i.name, i.is_primary_key, c.name AS column_name
FROM sys.indexes AS i
INNER JOIN sys.tables AS t ON t.object_id = i.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE s.name IN (:schemas) AND (i.is_primary_key = 1 OR i.is_unique_constraint = 1)
ORDER BY i.object_id, i.index_id, ic.key_ordinal
"""
FOREIGN_KEYS = """
SELECT
    CONCAT(s.name, '.', t.name) AS table_name, f.name, c.name AS column_name, f.is_disabled,
    CONCAT(rs.name, '.', rt.name) AS referred_table, rc.name AS referred_column
FROM sys.foreign_keys AS f
INNER JOIN sys.tables AS t ON t.object_id = f.parent_object_id
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
INNER JOIN sys.foreign_key_columns AS fc ON fc.constraint_object_id = f.object_id
INNER JOIN sys.columns AS c ON c.object_id = fc.parent_object_id AND c.column_id = fc.parent_column_id
INNER JOIN sys.tables AS rt ON rt.object_id = fc.referenced_object_id
INNER JOIN sys.schemas AS rs ON rs.schema_id = rt.schema_id
INNER JOIN sys.columns AS rc ON rc.object_id = fc.referenced_object_id AND rc.column_id = fc.referenced_column_id
WHERE s.name IN (:schemas)
ORDER BY f.object_id, fc.constraint_column_id
"""
CHECKS = """
SELECT CONCAT(s.name, '.', t.name) AS table_name, k.name, k.definition, k.is_disabled
FROM sys.check_constraints AS k
INNER JOIN sys.tables AS t ON t.object_id = k.parent_object_id
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE s.name IN (:schemas)
"""
DEFAULTS = """
SELECT CONCAT(s.name, '.', t.name) AS table_name, k.name, k.definition, c.name AS column_name
FROM sys.default_constraints AS k
INNER JOIN sys.tables AS t ON t.object_id = k.parent_object_id
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
INNER JOIN sys.columns AS c ON c.object_id = k.parent_object_id AND c.column_id = k.parent_column_id
WHERE s.name IN (:schemas)
"""
INDEXES = """
SELECT
    CONCAT(s.name, '.', t.name) AS table_name, i.name, i.is_unique, i.filter_definition, i.is_disabled,
    c.name AS column_name, ic.is_descending_key, ic.is_included_column
FROM sys.indexes AS i
INNER JOIN sys.tables AS t ON t.object_id = i.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE s.name IN (:schemas) AND i.type IN (1, 2) AND i.is_primary_key = 0 AND i.is_unique_constraint = 0
ORDER BY i.object_id, i.index_id, ic.key_ordinal, ic.index_column_id
"""
DISABLED = " (disabled)"


def server_tables(database: Database, schemas: Collection[str], *, without: Collection[str] = ()) -> dict[str, Table]:
    """Every table of some schemas by its lower-case name.

    Parameters
    ----------
    without
        Checks whose part of the catalog is not read: ``checks``, ``defaults``, ``foreign keys``, ``indexes``.
    """
    tables: dict[str, Table] = {}

    def rows(query: str, check: str = "") -> list[Row]:
        return [] if check in without else database.rows(query, schemas=sorted(schemas))

    for row in rows(COLUMNS):
        table = tables.setdefault(row["table_name"].lower(), Table(row["table_name"].lower()))
        column = Column(row["name"].lower(), type_of(row), bool(row["is_nullable"]), row["collation_name"])
        table.columns[column.name] = column
    for row in rows(CHECKS, "checks"):
        text = canonical(row["definition"]) + (DISABLED if row["is_disabled"] else "")
        add(tables, row, Constraint(row["name"].lower(), "check", (), text))
    for row in rows(DEFAULTS, "defaults"):
        value = canonical_value(row["definition"])
        add(tables, row, Constraint(row["name"].lower(), "default", (row["column_name"].lower(),), value))
    for group in grouped(rows(KEYS)):
        kind = "primary key" if group[0]["is_primary_key"] else "unique"
        add(tables, group[0], Constraint(group[0]["name"].lower(), kind, column_names(group)))
    for group in grouped(rows(FOREIGN_KEYS, "foreign keys")):
        add(tables, group[0], foreign_key(group))
    for group in grouped(rows(INDEXES, "indexes")):
        index = index_of(group)
        tables[group[0]["table_name"].lower()].indexes[index.name] = index
    return tables


def add(tables: dict[str, Table], row: Row, constraint: Constraint) -> None:
    """A constraint of the table that the row names."""
    tables[row["table_name"].lower()].constraints[constraint.name] = constraint


def grouped(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of one constraint or index each, in the order in which they come."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["table_name"], row["name"]), []).append(row)
    return list(groups.values())


def column_names(group: list[Row]) -> tuple[str, ...]:
    """The columns of a key, in order."""
    return tuple(row["column_name"].lower() for row in group)


def foreign_key(group: list[Row]) -> Constraint:
    """One foreign key."""
    first = group[0]
    referred = ",".join(row["referred_column"].lower() for row in group)
    text = f"{first['referred_table'].lower()}({referred})" + (DISABLED if first["is_disabled"] else "")
    return Constraint(first["name"].lower(), "foreign key", column_names(group), text)


def index_of(group: list[Row]) -> Index:
    """One index that is no constraint."""
    first = group[0]
    keys = [row for row in group if not row["is_included_column"]]
    condition = canonical(first["filter_definition"]) if first["filter_definition"] else ""
    return Index(
        first["name"].lower(),
        tuple(row["column_name"].lower() + (" desc" if row["is_descending_key"] else "") for row in keys),
        tuple(sorted(row["column_name"].lower() for row in group if row["is_included_column"])),
        bool(first["is_unique"]),
        condition + (DISABLED if first["is_disabled"] else ""),
    )


def type_of(row: dict[str, Any]) -> str:
    """A column's type as T-SQL writes it."""
    name, length = str(row["type_name"]).lower(), int(row["max_length"])
    if name in {"decimal", "numeric"}:
        return f"decimal({row['precision']},{row['scale']})"
    if name in {"datetime2", "datetimeoffset", "time"}:
        return f"{name}({row['scale']})"
    if name in {"nvarchar", "nchar", "varchar", "char", "varbinary", "binary"}:
        characters = length // 2 if name.startswith("n") else length
        return f"{name}({'max' if length < 0 else characters})"
    return name
