"""The Power BI project in this folder: which views its tables read, by which names and types."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from config.errors import UsageError
from powerbi import tmdl

PROJECT_FOLDER = Path(__file__).resolve().parent
MODEL, REPORT, ENTRY = "PROP.SemanticModel", "PROP.Report", "PROP.pbip"
CONTRACT = "CONTRACT.md"
VERSION = re.compile(r"[Vv]ersion:?\s+\**`?(\d+(?:\.\d+)*)")
ITEM = re.compile(r'Warehouse\{\[\s*Schema\s*=\s*"(\w+)"\s*,\s*Item\s*=\s*"(\w+)"\s*\]\}\[Data\]')


class ProjectError(UsageError):
    """The Power BI project is not there, or is not what this version of PROP wrote."""


@dataclass(frozen=True)
class ModelColumn:
    """A column of the model; ``source_column`` is its name in the view, ``data_type`` the model's word."""

    name: str
    source_column: str
    data_type: str


@dataclass(frozen=True)
class ModelTable:
    """A table of the model; ``view`` is ``schema.name``, or empty where it reads none."""

    name: str
    view: str
    columns: tuple[ModelColumn, ...]
    has_refresh_policy: bool


def definition_files(folder: Path = PROJECT_FOLDER) -> list[Path]:
    """Every TMDL file of the semantic model.

    Raises
    ------
    ProjectError
        There is no model.
    """
    found = sorted((folder / MODEL / "definition").rglob("*.tmdl"))
    if not found:
        raise ProjectError(
            f"{folder / MODEL / 'definition'} holds no TMDL file. Nothing was changed. Restore the folder powerbi/, or "
            "install PROP again."
        )
    return found


def tables(folder: Path = PROJECT_FOLDER) -> list[ModelTable]:
    """The tables of the model, in the order of their files."""
    return [
        _table(block, text)
        for text in (path.read_text(encoding="utf-8") for path in definition_files(folder))
        for block in tmdl.blocks(text, "table", 0)
    ]


def expressions(folder: Path = PROJECT_FOLDER) -> dict[str, str]:
    """The shared expressions and parameters of the model, as they stand."""
    return {
        block.name: block.text
        for path in definition_files(folder)
        for block in tmdl.blocks(path.read_text(encoding="utf-8"), "expression", 0)
    }


def themes(folder: Path = PROJECT_FOLDER) -> list[Path]:
    """The files of the report's own themes, whether they exist or not."""
    report = json.loads((folder / REPORT / "definition" / "report.json").read_text(encoding="utf-8"))
    return [
        folder / REPORT / "StaticResources" / package["name"] / item["path"]
        for package in report.get("resourcePackages", [])
        for item in package.get("items", [])
        if item.get("type") == "CustomTheme"
    ]


def contract_version(folder: Path = PROJECT_FOLDER) -> str:
    """The version of the view contract that this project was written for, as CONTRACT.md says it."""
    path = folder / CONTRACT
    found = VERSION.search(path.read_text(encoding="utf-8")) if path.is_file() else None
    if found is None:
        raise ProjectError(
            f"{path} names no version of the contract. Nothing was changed. Restore the folder powerbi/, or install "
            "PROP again."
        )
    return found[1]


def _table(block: tmdl.Block, text: str) -> ModelTable:
    inside = "\n".join(text.split("\n")[block.first : block.last])
    found = ITEM.search(inside)
    columns = tuple(
        ModelColumn(one.name, one.value("sourceColumn"), one.value("dataType"))
        for one in tmdl.blocks(inside, "column", 1)
        if one.value("sourceColumn")
    )
    has_policy = any(tmdl.blocks(inside, "refreshPolicy", 1))
    return ModelTable(block.name, f"{found[1]}.{found[2]}" if found else "", columns, has_policy)
