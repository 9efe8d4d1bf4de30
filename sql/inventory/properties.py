"""Descriptions that are not those of the files, and storage options that were undone."""

from collections.abc import Iterator, Mapping

from sql.database import Database
from sql.deployment.deployed import Deployed
from sql.deployment.descriptions import described, description_path, is_left_out
from sql.deployment.server_objects import columnstore_name
from sql.files import SqlTree
from sql.inventory.findings import Finding

DESCRIBED = """
SELECT
    CONCAT(OBJECT_SCHEMA_NAME(p.major_id), '.', OBJECT_NAME(p.major_id)) AS name,
    c.name AS column_name, CAST(p.value AS nvarchar(max)) AS text
FROM sys.extended_properties AS p
LEFT JOIN sys.columns AS c ON c.object_id = p.major_id AND c.column_id = p.minor_id
WHERE p.class = 1 AND p.name = 'MS_Description'
"""
UNCOMPRESSED = """
SELECT COUNT(*) AS partition_count
FROM sys.partitions AS p
WHERE p.object_id = OBJECT_ID(:table) AND p.data_compression = 0
"""
COLUMNSTORES = (
    "SELECT COUNT(*) AS index_count FROM sys.indexes AS i WHERE i.object_id = OBJECT_ID(:table) AND i.name = :name"
)


def description_findings(database: Database, tree: SqlTree) -> Iterator[Finding]:
    """Tables, views and columns whose description was changed or is missing."""
    found = {
        (str(row["name"]).lower(), str(row["column_name"] or "").lower()): row["text"]
        for row in database.rows(DESCRIBED)
    }
    for one in described(tree):
        for column, text in one.texts.items():
            name = f"{one.name}.{column}" if column else one.name
            is_wanted = not is_left_out(tree, description_path(one, column))
            if is_wanted and found.get((one.name.lower(), column)) != text:
                check = "column descriptions" if column else "descriptions"
                yield Finding("differs", check, name, f"{name} has another description than the files give it")


def storage_findings(database: Database, deployed: Mapping[str, Deployed]) -> Iterator[Finding]:
    """Tables that were to be stored in a way that they are no longer stored in."""
    for row in deployed.values():
        table = row.object_name.removesuffix(f".{row.object_type}")
        if row.object_type == "page" and database.scalar(UNCOMPRESSED, table=table):
            yield Finding("differs", "storage", table, f"{table} or an index of it is no longer compressed by pages")
        if row.object_type == "columnstore":
            name = columnstore_name(table)
            if not database.scalar(COLUMNSTORES, table=table, name=name):
                yield Finding("differs", "storage", table, f"columnstore index {name} of {table} is missing")
