"""Views and functions: those that were edited in the database, are missing, or belong to nobody."""

import re
from collections.abc import Collection, Iterator, Mapping

from sql.database import Database
from sql.files import SqlFile
from sql.inventory.findings import Finding
from sql.translation.dialect import batches

MODULES = """
SELECT CONCAT(s.name, '.', o.name) AS name, m.definition
FROM sys.sql_modules AS m
INNER JOIN sys.objects AS o ON o.object_id = m.object_id
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE s.name IN (:schemas)
"""
OBJECTS = """
SELECT CONCAT(s.name, '.', o.name) AS name, o.type_desc
FROM sys.objects AS o
INNER JOIN sys.schemas AS s ON s.schema_id = o.schema_id
WHERE s.name IN (:schemas) AND o.parent_object_id = 0 AND o.type <> 'U'
"""
HAS_TEXT = {"view", "function", "proc"}


def module_findings(
    database: Database, files: Collection[SqlFile], schemas: Collection[str], *, named_already: Collection[str]
) -> Iterator[Finding]:
    """Views and functions of SQL Server that are not as their files say, and objects of our schemas without a file."""
    wanted = {file.subject.lower(): file for file in files if file.object_type in HAS_TEXT}
    texts = {row["name"].lower(): row["definition"] for row in database.rows(MODULES, schemas=sorted(schemas))}
    objects = {row["name"].lower(): row for row in database.rows(OBJECTS, schemas=sorted(schemas))}
    unnamed = {name: file for name, file in wanted.items() if name not in named_already}
    yield from text_findings(
        unnamed, objects.keys(), texts, {name: [definition(file)] for name, file in wanted.items()}
    )
    known = {file.subject.lower() for file in files}
    for name, row in sorted(objects.items()):
        if name not in known:
            kind = str(row["type_desc"]).lower().replace("_", " ")
            yield Finding("extra", "foreign objects", name, f"{kind} {name} is in no file")


def text_findings(
    wanted: Mapping[str, SqlFile],
    present: Collection[str],
    texts: Mapping[str, str],
    forms: Mapping[str, Collection[str]],
) -> Iterator[Finding]:
    """Those that are missing, and those whose text is none of the forms that the engine may keep."""
    for name, file in wanted.items():
        check = f"{file.object_type}s"
        if name not in present:
            yield Finding("differs", check, name, f"{file.object_type} {name} is missing")
        elif normalized(texts.get(name, "")) not in {normalized(form) for form in forms[name]}:
            yield Finding("differs", check, name, f"{file.object_type} {name} was edited in the database")


def definition(file: SqlFile) -> str:
    """The batch of a file that the server stores as the object's text."""
    return next(batch for batch in batches(file.text) if re.search(r"\bCREATE\s+OR\s+ALTER\b", batch))


def normalized(text: str) -> str:
    """A text without what the server may change: blanks, the last semicolon, and how it was created."""
    plain = re.sub(r"\bCREATE\s+OR\s+ALTER\b", "CREATE", text, flags=re.IGNORECASE)
    return " ".join(plain.split()).rstrip("; ")
