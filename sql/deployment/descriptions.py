"""Descriptions of tables, views and columns as extended properties, generated from what the files say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import duckdb
import sqlglot
from sqlglot import exp

from sql.deployment.revisions import revisions
from sql.files import SqlFile, SqlTree
from sql.inventory.declared import declared_tables
from sql.translation.dialect import script_to_duckdb

FOLDER = "server/descriptions"
PROCEDURE = "server/ops.describe.proc.sql"
VIEW_COLUMNS = "view_columns"
KPI_FILE = "kpi/kpi.definition_text.view.sql"
HEADER = re.compile(r"/\*(.*?)\*/", re.DOTALL)
ENTRY = re.compile(r"^(\w+):[ \t]+(.*?)(?=^\w+:[ \t]|\Z)", re.DOTALL | re.MULTILINE)
SPOKEN = {"Purpose": "", "Grain": "Grain: ", "Units": "Units: "}
MAX_LENGTH = 3700


@dataclass(frozen=True)
class Described:
    """One table or view: what its header says, and what some or all of its columns mean."""

    name: str
    kind: str
    text: str
    columns: dict[str, str]

    @property
    def texts(self) -> dict[str, str]:
        """Every description by column; that of the table or view itself by the empty name."""
        return {"": self.text, **self.columns}


def description_files(tree: SqlTree) -> list[SqlFile]:
    """Generated files of T-SQL, one per schema and one for the columns of its views, in the order of deployment.

    Parameters
    ----------
    tree
        The files; those without a header are left without a description.
    """
    return [file for file in every_description(tree) if not is_left_out(tree, file.path)]


def left_out_descriptions(tree: SqlTree) -> list[SqlFile]:
    """The generated files that somebody does without."""
    return [file for file in every_description(tree) if is_left_out(tree, file.path)]


def is_left_out(tree: SqlTree, path: str) -> bool:
    """Whether a generated file is not deployed: by its own path, or for want of the procedure that it runs."""
    return tree.leaves_out(path) or tree.leaves_out(PROCEDURE) or not (tree.root / PROCEDURE).is_file()


def every_description(tree: SqlTree) -> list[SqlFile]:
    """As `description_files`, with those that are left out."""
    lines: dict[str, list[str]] = {}
    for one in described(tree):
        for column, text in one.texts.items():
            lines.setdefault(description_path(one, column), []).append(call(one, column, text))
    return [SqlFile(path, "\n".join([*calls, "GO", ""])) for path, calls in lines.items()]


def description_path(one: Described, column: str = "") -> str:
    """In which generated file the description of an object, or of a column of it, stands."""
    schema = one.name.partition(".")[0]
    part = f"{schema}.{VIEW_COLUMNS}" if column and one.kind == "VIEW" else schema
    return f"{FOLDER}/{part}.property.sql"


def described(tree: SqlTree) -> Iterator[Described]:
    """Every table and view that has a header."""
    final = declared_tables(tree)
    scripts = {script.subject: script for revision in revisions(tree) for script in revision.scripts}
    tables = [file for name, file in scripts.items() if file.object_type == "table" and name.lower() in final]
    views = [file for file in tree.build_order() if file.object_type == "view"]
    kpis, meanings = kpi_sentences(tree), bi_columns(tree)
    for file in [*tables, *views]:
        text = header_text(file)
        if text:
            columns = final[file.subject.lower()].columns if file.object_type == "table" else view_columns(file)
            known = kpis if file.subject.startswith("kpi.") else meanings.get(file.subject, {})
            spoken = {name: known[name][:MAX_LENGTH] for name in columns if name in known}
            yield Described(file.subject, file.object_type.upper(), text, spoken)


def bi_columns(tree: SqlTree) -> dict[str, dict[str, str]]:
    """What the contract of the bi views says of each column, by view."""
    from sql.contract.columns import meanings  # noqa: PLC0415 (the contract is read by the rules of this module)

    return meanings(tree)


def header_text(file: SqlFile) -> str:
    """Purpose, grain and units of the header, in one paragraph."""
    header = HEADER.search(file.text)
    entries = {word: " ".join(text.split()) for word, text in ENTRY.findall(header[1])} if header else {}
    parts = [f"{opening}{entries[word]}" for word, opening in SPOKEN.items() if word in entries]
    return " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)[:MAX_LENGTH]


@lru_cache(maxsize=512)
def view_columns(file: SqlFile) -> tuple[str, ...]:
    """The names of a view's columns, as its last SELECT lists them."""
    (view,) = [part for part in sqlglot.parse(last_batch(file), read="tsql") if isinstance(part, exp.Create)]
    return tuple(name.lower() for name in view.expression.named_selects)


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


def call(one: Described, column: str, text: str) -> str:
    """The line of T-SQL that describes a table or view, or a column of it."""
    schema, _, name = one.name.partition(".")
    place = f"N'{schema}', N'{one.kind}', N'{name}', {quoted(column) if column else 'NULL'}"
    return f"EXECUTE ops.describe {place}, {quoted(text)};"


def quoted(text: str) -> str:
    """A text as T-SQL writes it."""
    return "N'" + text.replace("'", "''") + "'"
