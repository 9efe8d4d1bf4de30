"""The deployed views have the columns of the contract, in its order and of its types, on both engines."""

from sql.contract.columns import current_contract

DUCKDB = {"int": "INTEGER", "bit": "BOOLEAN", "date": "DATE", "datetime2(3)": "TIMESTAMP"}


def on_duckdb(type_name):
    """What DuckDB calls a T-SQL type; it keeps no length of texts."""
    if "char(" in type_name:
        return "VARCHAR"
    return DUCKDB.get(type_name, type_name.upper())


def of_server(row):
    """The T-SQL type that INFORMATION_SCHEMA takes apart; the contract's stamps are datetime2(3), whose digits some servers do not tell."""
    kind = row["kind"]
    if kind == "decimal":
        return f"decimal({row['digits']},{row['scale']})"
    if kind in {"char", "nvarchar"}:
        return f"{kind}({row['longest']})"
    return "datetime2(3)" if kind == "datetime2" else kind


def test_the_views_are_as_the_contract_says(deployed_database):
    is_server = deployed_database.engine_name != "duckdb"
    rows = deployed_database.rows(
        "SELECT CONCAT(c.TABLE_SCHEMA, '.', c.TABLE_NAME) AS view_name, c.COLUMN_NAME AS column_name, c.DATA_TYPE AS kind, "
        "c.CHARACTER_MAXIMUM_LENGTH AS longest, c.NUMERIC_PRECISION AS digits, c.NUMERIC_SCALE AS scale "
        "FROM INFORMATION_SCHEMA.COLUMNS AS c WHERE c.TABLE_SCHEMA = 'bi' ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION"
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["view_name"], {})[row["column_name"]] = of_server(row) if is_server else row["kind"]
    expected = {
        view.name: {
            column.name: column.type_name if is_server else on_duckdb(column.type_name) for column in view.columns
        }
        for view in current_contract().views
    }
    assert found == expected
    assert {name: list(columns) for name, columns in found.items()} == {
        name: list(columns) for name, columns in expected.items()
    }
