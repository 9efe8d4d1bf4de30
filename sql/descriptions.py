"""Descriptions of tables, views and KPI columns as extended properties, generated from what the files say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import sqlglot
from sqlglot import exp

from sql.dialect import script_to_duckdb
from sql.files import SqlFile, SqlTree
from sql.inventory.declared import declared_tables
from sql.revisions import revisions

FOLDER = "server/descriptions"
KPI_FILE = "kpi/kpi.definition_text.view.sql"
KPI_SCHEMAS = ("kpi.", "bi.")
HEADER = re.compile(r"/\*(.*?)\*/", re.DOTALL)
ENTRY = re.compile(r"^(\w+):[ \t]+(.*?)(?=^\w+:[ \t]|\Z)", re.DOTALL | re.MULTILINE)
SPOKEN = {"Purpose": "", "Grain": "Grain: ", "Units": "Units: "}
MAX_LENGTH = 3700
STATEMENT = """\
IF EXISTS (
    SELECT 1 FROM sys.extended_properties AS p
    WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'{name}') AND p.minor_id = {minor} AND p.name = N'MS_Description'
)
    EXEC sys.sp_updateextendedproperty {arguments};
ELSE
    EXEC sys.sp_addextendedproperty {arguments};
"""


@dataclass(frozen=True)
class Described:
    """One table or view: what its header says, and the KPIs among its columns."""

    name: str
    kind: str
    text: str
    columns: dict[str, str]


def description_files(tree: SqlTree) -> list[SqlFile]:
    """One generated file of T-SQL per table and view, in the order in which they are deployed.

    Parameters
    ----------
    tree
        The files; those without a header are left without a description.
    """
    return [file for file in every_description(tree) if not tree.leaves_out(file.path)]


def left_out_descriptions(tree: SqlTree) -> list[SqlFile]:
    """The generated files that somebody does without."""
    return [file for file in every_description(tree) if tree.leaves_out(file.path)]


def every_description(tree: SqlTree) -> list[SqlFile]:
    """As `description_files`, with those that are left out."""
    return [SqlFile(description_path(one), script(one)) for one in described(tree)]


def description_path(one: Described) -> str:
    """Under which name the generated file is deployed."""
    return f"{FOLDER}/{one.name}.property.sql"


def described(tree: SqlTree) -> Iterator[Described]:
    """Every table and view that has a header."""
    final = declared_tables(tree)
    scripts = {script.subject: script for revision in revisions(tree) for script in revision.scripts}
    tables = [file for name, file in scripts.items() if file.object_type == "table" and name.lower() in final]
    views = [file for file in tree.build_order() if file.object_type == "view"]
    kpis = kpi_sentences(tree)
    for file in [*tables, *views]:
        text = header_text(file)
        if text:
            columns = final[file.subject.lower()].columns if file.object_type == "table" else view_columns(file)
            is_kpi = file.subject.startswith(KPI_SCHEMAS)
            spoken = {name: kpis[name] for name in columns if is_kpi and name in kpis}
            yield Described(file.subject, file.object_type.upper(), text, spoken)


def header_text(file: SqlFile) -> str:
    """Purpose, grain and units of the header, in one paragraph."""
    header = HEADER.search(file.text)
    entries = {word: " ".join(text.split()) for word, text in ENTRY.findall(header[1])} if header else {}
    parts = [f"{opening}{entries[word]}" for word, opening in SPOKEN.items() if word in entries]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)[:MAX_LENGTH]


def view_columns(file: SqlFile) -> list[str]:
    """The names of a view's columns, as its last SELECT lists them."""
    (view,) = [part for part in sqlglot.parse(last_batch(file), read="tsql") if isinstance(part, exp.Create)]
    return [name.lower() for name in view.expression.named_selects]


def last_batch(file: SqlFile) -> str:
    """The CREATE of a file, without the settings before it."""
    return file.text[re.search(r"\bCREATE\b", file.text).start() :].rstrip().removesuffix("GO")  # type: ignore[union-attr]


def kpi_sentences(tree: SqlTree) -> dict[str, str]:
    """What ``kpi.definition`` says of each KPI, by the names of its columns: its code, and where it says it stands."""
    if not (tree.root / KPI_FILE).is_file():
        return {}
    rows = definitions(tree.file(KPI_FILE).text)
    return {
        column: f"{name}: {sentence} {formula[:1].upper()}{formula[1:]}. Unit: {unit}."
        for code, name, sentence, formula, unit, source in rows
        for column in {code, source.rpartition(".")[2]}
    }


@lru_cache(maxsize=2)
def definitions(text: str) -> list[tuple[str, ...]]:
    """The rows of the view of definitions, which reads no table."""
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA kpi")
        for statement in script_to_duckdb(text):
            connection.execute(statement)
        return connection.execute(
            "SELECT kpi_code, kpi_name, sentence, formula, unit, source FROM kpi.definition_text ORDER BY kpi_code"
        ).fetchall()


def script(one: Described) -> str:
    """The T-SQL that describes one object, whether it was described before or not."""
    schema, _, name = one.name.partition(".")
    place = f"N'SCHEMA', N'{schema}', N'{one.kind}', N'{name}'"
    parts = [statement(one.name, "0", one.text, place)]
    for column, text in one.columns.items():
        minor = f"COLUMNPROPERTY(OBJECT_ID(N'{one.name}'), N'{column}', 'ColumnId')"
        parts.append(statement(one.name, minor, text, f"{place}, N'COLUMN', N'{column}'"))
    return "".join(parts) + "GO\n"


def statement(name: str, minor: str, text: str, place: str) -> str:
    """One description, updated or added; ``minor`` is the number of the column, 0 for the object."""
    return STATEMENT.format(name=name, minor=minor, arguments=f"N'MS_Description', {quoted(text)}, {place}")


def quoted(text: str) -> str:
    """A text as T-SQL writes it."""
    return "N'" + text.replace("'", "''") + "'"
