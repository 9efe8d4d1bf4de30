"""The tables as the migrations declare them, read from the files."""

import re
from dataclasses import dataclass, field
from functools import cache

from sql.deployment.revisions import revisions
from sql.files import SqlTree

COLUMN = re.compile(r"^    (?!CONSTRAINT\b)(\w+) (\w+(?:\([\w, ]+\))?)(.*?),?$")
KEY = re.compile(r"CONSTRAINT (\w+) (PRIMARY KEY|UNIQUE)(?: CLUSTERED| NONCLUSTERED)? \(([^)]*)\)")
INDEX = re.compile(r"CREATE (?:UNIQUE )?NONCLUSTERED INDEX (\w+)\s+ON (\S+) \(([^)]*)\)")
NEW_KEY = re.compile(r"ALTER TABLE (\S+) ADD CONSTRAINT (\w+) PRIMARY KEY CLUSTERED \(([^)]*)\)")


@dataclass
class Table:
    """One CREATE TABLE with what later scripts add to it."""

    name: str
    text: str
    columns: dict[str, str]
    """Type by column."""
    options: dict[str, str]
    """What follows the type, by column."""
    primary_key: list[str]
    indexes: list[list[str]] = field(default_factory=list)
    """Columns of keys and indexes."""

    @property
    def header(self) -> dict[str, str]:
        return dict(re.findall(r"^(\w+): +(.+)$", self.text.partition("*/")[0], re.MULTILINE))

    @property
    def body(self) -> str:
        return self.text.partition("CREATE TABLE")[2].partition("\n);")[0]

    @property
    def schema(self) -> str:
        return self.name.partition(".")[0]

    @property
    def short_name(self) -> str:
        return self.name.partition(".")[2]

    @property
    def is_staging(self) -> bool:
        return self.schema == "stg"

    @property
    def is_large(self) -> bool:
        return self.header.get("Volume") == "large"


def names(listed: str) -> list[str]:
    return [name.split()[0] for name in listed.split(",")]


def declared(name: str, text: str) -> Table:
    body = text.partition("CREATE TABLE")[2].partition("\n);")[0]
    columns = [found for line in body.splitlines() if (found := COLUMN.match(line))]
    keys = KEY.findall(re.sub(r"\(\s+", "(", body))
    primary = next((names(listed) for _, kind, listed in keys if kind == "PRIMARY KEY"), [])
    return Table(
        name, text, {c[1]: c[2] for c in columns}, {c[1]: c[3] for c in columns}, primary, [names(k[2]) for k in keys]
    )


@cache
def tables() -> dict[str, Table]:
    """Every table after the last migration, as it is on SQL Server."""
    scripts = [script for revision in revisions(SqlTree()) for script in revision.scripts]
    found = {s.object_name: declared(s.object_name, s.text) for s in scripts if s.object_type == "table"}
    for script in scripts:
        for _, table, listed in INDEX.findall(script.text):
            found[table].indexes.append(names(listed))
        for table, _, listed in NEW_KEY.findall(script.text):
            old = found[table].primary_key
            found[table].indexes = [key for key in found[table].indexes if key != old] + [names(listed)]
            found[table].primary_key = names(listed)
    return found
