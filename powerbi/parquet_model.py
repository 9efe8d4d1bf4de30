"""The same model and report over Parquet files: one shared expression is another, and every table stays as it is."""

import json
import re
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from powerbi import tmdl
from powerbi.project import ENTRY, MODEL, PROJECT_FOLDER, REPORT, ProjectError, definition_files

NAME = "PROP from Parquet"
RANGE = {"RangeStart": "#datetime(1900, 1, 1, 0, 0, 0)", "RangeEnd": "#datetime(9999, 1, 1, 0, 0, 0)"}
MOMENT = re.compile(r"#datetime\([^)]*\)")
FOLDER = "Where prop export powerbi wrote the Parquet files, as this machine or its gateway sees it."
WAREHOUSE = "The bi views as Parquet files: rows of Schema, Item and Data. A file is read when a table asks for it."
TAGS = uuid.UUID("9c7d9a3e-52a9-4a55-8a5b-7b1c0f3a6f11")
NEVER_COPIED = shutil.ignore_patterns(".pbi", "*.abf", "__pycache__")


def write_model(target: Path, data_folder: str, views: Sequence[str], *, source: Path = PROJECT_FOLDER) -> None:
    r"""Write a project that reads ``data_folder\<view>.parquet`` instead of a server.

    Parameters
    ----------
    target
        Gets ``PROP.pbip``, the semantic model and the report; it must hold none of them.
    data_folder
        First value of the parameter ``Folder``, as the machine that opens the project sees it.
    views
        Names in the schema ``bi``, without it.

    Raises
    ------
    ProjectError
        The project of this installation has no shared expression ``Warehouse``.
    """
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source / ENTRY, target / ENTRY)
    for name in (MODEL, REPORT):
        shutil.copytree(source / name, target / name, ignore=NEVER_COPIED)
        _rename(target / name / ".platform")
    is_replaced = False
    for path in definition_files(target):
        text = path.read_text(encoding="utf-8")
        changed, has_warehouse = _over_files(_without_policies(text), data_folder, views)
        is_replaced = is_replaced or has_warehouse
        if changed != text:
            path.write_text(changed, encoding="utf-8", newline="\n")
    if not is_replaced:
        raise ProjectError(
            f"{source / MODEL} has no shared expression Warehouse. No model was written. Restore the folder powerbi/."
        )


def _without_policies(text: str) -> str:
    """No incremental refresh: its filter cannot fold into files, so that every refresh reads all of them anyway."""
    policies = list(tmdl.blocks(text, "refreshPolicy", 1))
    return tmdl.without(text, policies) if policies else text


def _over_files(text: str, data_folder: str, views: Sequence[str]) -> tuple[str, bool]:
    """The expressions over files instead of a server, and whether ``Warehouse`` was among them.

    The range of the incremental refresh lets every row through.
    """
    lines = text.replace('"Server","Database"', '"Folder"').split("\n")
    found = list(tmdl.blocks(text, "expression", 0))
    for block in reversed(found):
        replaced = _replaced(block, data_folder, views)
        if replaced is not None:
            is_followed = not replaced and block.last < len(lines) and not lines[block.last].strip()
            lines[block.first : block.last + is_followed] = replaced
    return "\n".join(lines), "Warehouse" in {block.name for block in found}


def _replaced(block: tmdl.Block, data_folder: str, views: Sequence[str]) -> list[str] | None:
    """What stands in the place of an expression; None leaves it alone."""
    match block.name:
        case "Database":
            return []
        case "Server":
            heading = f'expression Folder = {_text(data_folder)} meta [IsParameterQuery = true, Type = "Text", '
            required = "IsParameterQueryRequired = true]"
            return [f"/// {FOLDER}", heading + required, *_properties(block, identity=str(uuid.uuid5(TAGS, "Folder")))]
        case "Warehouse":
            return [f"/// {WAREHOUSE}", "expression Warehouse =", *_table_of_files(views), *_properties(block)]
        case "RangeStart" | "RangeEnd":
            return [block.lines[0].replace(MOMENT.findall(block.lines[0])[0], RANGE[block.name]), *block.lines[1:]]
        case _:
            return None


def _properties(block: tmdl.Block, identity: str = "") -> list[str]:
    """What stands below an expression: its tag, group and annotations; with another tag where it is another thing."""
    first = next((n for n, line in enumerate(block.lines) if re.match(r"\t[^\t]", line)), len(block.lines))
    kept = list(block.lines[first:])
    return [f"\tlineageTag: {identity}" if identity and line.startswith("\tlineageTag:") else line for line in kept]


def _table_of_files(views: Sequence[str]) -> list[str]:
    """A table of tables; each path is a constant but for the parameter, as the service demands of a data source."""
    files = [f'{{"bi", "{view}", Parquet.Document(File.Contents(Folder & "\\{view}.parquet"))}}' for view in views]
    return [
        "\t\tlet",
        "\t\t    Source = #table(",
        "\t\t        type table [Schema = text, Item = text, Data = table],",
        "\t\t        {",
        *(f"\t\t            {file}," for file in files[:-1]),
        f"\t\t            {files[-1]}",
        "\t\t        }",
        "\t\t    )",
        "\t\tin",
        "\t\t    Source",
    ]


def _text(value: str) -> str:
    """A text of M: quotes are doubled, and the sign that begins an escape is itself escaped."""
    escaped = value.replace("#(", "#(#)(").replace('"', '""')
    return f'"{escaped}"'


def _rename(platform: Path) -> None:
    """Another name and identity, so that both projects may live in one workspace."""
    if not platform.is_file():
        return
    content = json.loads(platform.read_text(encoding="utf-8"))
    content.setdefault("metadata", {})["displayName"] = NAME
    identity = content.get("config", {}).get("logicalId")
    if identity:
        content["config"]["logicalId"] = str(uuid.uuid5(TAGS, identity))
    platform.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8", newline="\n")
