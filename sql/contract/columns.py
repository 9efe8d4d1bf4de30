"""The columns of the ``bi`` views, their types and what they mean, as ``sql/bi/columns.toml`` and the views say."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from config.errors import UsageError
from sql.deployment.descriptions import ENTRY, HEADER, KPI_FILE, definitions, view_columns
from sql.files import SqlFile, SqlTree

COLUMNS_FILE = "bi/columns.toml"
COMMON = "every"
TYPE = re.compile(r"int|bit|date|datetime2\(3\)|decimal\(\d+,\d+\)|n?(var)?char\(\d+\)")


@dataclass(frozen=True)
class Column:
    """One column; ``type_name`` is T-SQL, ``kpi_code`` a row of ``kpi.definition`` or empty."""

    name: str
    type_name: str
    is_nullable: bool
    text: str
    kpi_code: str = ""


@dataclass(frozen=True)
class View:
    """One view of the contract; ``header`` holds Purpose, Grain, Units, Source and Reads of its file."""

    name: str
    header: Mapping[str, str]
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Contract:
    """Every ``bi`` view in the order of ``build_order.txt``; ``version`` is MAJOR.MINOR."""

    version: str
    views: tuple[View, ...]


def current_contract(tree: SqlTree | None = None) -> Contract:
    """The contract as the files say it now.

    Parameters
    ----------
    tree
        The T-SQL files; the project's own by default.

    Raises
    ------
    UsageError
        A column has no meaning in ``columns.toml``, or a meaning has no column.
    """
    tree = tree or SqlTree()
    declared, kpis = declarations(tree), kpi_texts(tree)
    used: set[tuple[str, str]] = set()
    views = tuple(View(file.subject, header(file), tuple(columns(file, declared, kpis, used))) for file in files(tree))
    known = {(table, name) for table, entries in declared.items() if isinstance(entries, Mapping) for name in entries}
    if known != used:
        idle = ", ".join(f"[{table}] {name}" for table, name in sorted(known - used))
        raise UsageError(
            f"sql/{COLUMNS_FILE} describes columns that no bi view has: {idle}. Nothing was written. "
            "Remove them, or mend the view."
        )
    return Contract(str(declared["version"]), views)


def meanings(tree: SqlTree) -> dict[str, dict[str, str]]:
    """What each column of each ``bi`` view means, by view; nothing for files without a contract.

    Raises
    ------
    UsageError
        A column has no meaning in ``columns.toml``. Meanings of views that are left out do no harm.
    """
    if not (tree.root / COLUMNS_FILE).is_file():
        return {}
    declared, kpis = declarations(tree), kpi_texts(tree)
    return {file.subject: {one.name: one.text for one in columns(file, declared, kpis, set())} for file in files(tree)}


def declarations(tree: SqlTree) -> dict[str, Any]:
    """``columns.toml`` as it is written."""
    return tomllib.loads((tree.root / COLUMNS_FILE).read_text(encoding="utf-8"))


def files(tree: SqlTree) -> list[SqlFile]:
    """The ``bi`` views in build order."""
    return [file for file in tree.build_order() if file.object_type == "view" and file.subject.startswith("bi.")]


def columns(
    file: SqlFile, declared: Mapping[str, Any], kpis: Mapping[str, str], used: set[tuple[str, str]]
) -> Iterator[Column]:
    """The columns of one view in their order; ``used`` gains the entries that describe them."""
    table = file.subject.removeprefix("bi.")
    for name in view_columns(file):
        place = table if name in declared.get(table, {}) else COMMON
        entry = declared.get(place, {}).get(name, {})
        kpi_code = entry.get("kpi", "")
        if (
            not TYPE.fullmatch(entry.get("type", ""))
            or not {"text", "kpi"} & entry.keys()
            or kpi_code not in {"", *kpis}
        ):
            raise UsageError(
                f"sql/{COLUMNS_FILE}: {file.subject}.{name} has no type, no text, or a KPI that kpi.definition lacks: "
                f"{entry or 'no entry'}. Nothing was written. Describe it in [{table}], or in [{COMMON}] where it "
                "means the same in every view."
            )
        used.add((place, name))
        text = " ".join(part for part in (kpis.get(kpi_code, ""), entry.get("text", "")) if part)
        yield Column(name, entry["type"], entry.get("nullable", False), text, kpi_code)


def kpi_texts(tree: SqlTree) -> dict[str, str]:
    """Name, sentence and formula of every KPI, by its code."""
    rows = definitions(tree.file(KPI_FILE).text)
    return {
        code: f"{name}: {sentence} {formula[:1].upper()}{formula[1:]}." for code, name, sentence, formula, *_ in rows
    }


def header(file: SqlFile) -> dict[str, str]:
    """The entries of a file's header, by their word; who reads the view is ``Readers``."""
    found = HEADER.search(file.text)
    text = re.sub(r"(^| {3})Read by:", "\nReaders:", found[1], flags=re.MULTILINE) if found else ""
    return {word: " ".join(entry.split()) for word, entry in ENTRY.findall(text)}
