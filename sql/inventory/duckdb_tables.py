"""The tables of a DuckDB file, with what DuckDB keeps of them: types, NULLs, keys and CHECKs, without names."""

from sql.duckdb.database import DuckDBDatabase
from sql.inventory.tables import Column, Constraint, Table

COLUMNS = """
SELECT c.schema_name, c.table_name, c.column_name, c.data_type, c.is_nullable
FROM duckdb_columns() AS c
INNER JOIN duckdb_tables() AS t ON t.table_oid = c.table_oid
WHERE NOT c.internal AND NOT t.temporary AND c.schema_name <> 'main'
"""
CONSTRAINTS = """
SELECT schema_name, table_name, constraint_type, constraint_text, constraint_column_names
FROM duckdb_constraints()
WHERE constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'CHECK') AND schema_name <> 'main'
"""


def duckdb_tables(database: DuckDBDatabase) -> dict[str, Table]:
    """Every table by its lower-case name; a constraint is named by its text."""
    tables: dict[str, Table] = {}
    with database.cursor() as cursor:
        columns = cursor.execute(COLUMNS).fetchall()
        constraints = cursor.execute(CONSTRAINTS).fetchall()
    for schema, name, column, kind, is_nullable in columns:
        table = tables.setdefault(f"{schema}.{name}".lower(), Table(f"{schema}.{name}".lower()))
        table.columns[column.lower()] = Column(column.lower(), str(kind).lower(), bool(is_nullable))
    for schema, name, kind, text, columns_of_key in constraints:
        named = Constraint(str(text).lower(), str(kind).lower(), tuple(str(one).lower() for one in columns_of_key))
        tables[f"{schema}.{name}".lower()].constraints[named.name] = named
    return tables
