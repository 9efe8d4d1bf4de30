"""The same model and report over Parquet files: one shared expression is another, and every table stays as it is."""

import json
import shutil
import uuid
from collections.abc import Sequence
from pathlib import Path

from powerbi import tmdl
from powerbi.project import ENTRY, MODEL, PROJECT_FOLDER, REPORT, ProjectError, definition_files

NAME = "PROP from Parquet"
OF_THE_SERVER = ("Server", "Database", "Warehouse")
RANGE = {"RangeStart": "#datetime(1900, 1, 1, 0, 0, 0)", "RangeEnd": "#datetime(9999, 1, 1, 0, 0, 0)"}
PARAMETER = "meta [IsParameterQuery = true, IsParameterQueryRequired = true, Type = {kind}]"
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
        changed = _without_server(_without_policies(text))
        if "Warehouse" in {block.name for block in tmdl.blocks(text, "expression", 0)}:
            changed = (
                f"{changed.rstrip()}\n\n{_expressions(data_folder, views)}"
                if changed.strip()
                else (_expressions(data_folder, views))
            )
            is_replaced = True
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


def _without_server(text: str) -> str:
    """Without the parameters of a server; the range of the incremental refresh lets every row through."""
    gone = [block for block in tmdl.blocks(text, "expression", 0) if block.name in (*OF_THE_SERVER, *RANGE)]
    if not gone:
        return text.replace('"Server","Database"', '"Folder"').replace('"Server", "Database"', '"Folder"')
    kept = tmdl.without(text, gone)
    ranges = [_parameter(name, value, "DateTime") for name, value in RANGE.items() if name in {b.name for b in gone}]
    return "\n\n".join(part for part in (kept.rstrip(), *ranges) if part) + "\n"


def _expressions(data_folder: str, views: Sequence[str]) -> str:
    """The parameter ``Folder``, and ``Warehouse`` as a table of tables; each path is constant but for the parameter."""
    rows = ",\n".join(
        f'\t\t\t\t\t{{"bi", "{view}", Parquet.Document(File.Contents(Folder & "\\{view}.parquet"))}}' for view in views
    )
    folder = _parameter("Folder", _text(data_folder), '"Text"', "Where prop export powerbi wrote the Parquet files.")
    warehouse = (
        "/// The views of the schema bi as Parquet files; nothing is read until a table asks for its own.\n"
        "expression Warehouse =\n"
        "\t\tlet\n"
        "\t\t\tSource = #table(\n"
        "\t\t\t\ttype table [Schema = text, Item = text, Data = table],\n"
        f"\t\t\t\t{{\n{rows}\n\t\t\t\t}}\n"
        "\t\t\t)\n"
        "\t\tin\n"
        "\t\t\tSource\n"
        f"\tlineageTag: {uuid.uuid5(TAGS, 'Warehouse')}\n"
    )
    return f"{folder}\n\n{warehouse}"


def _parameter(name: str, value: str, kind: str, description: str = "") -> str:
    quoted = kind if kind.startswith('"') else f'"{kind}"'
    above = f"/// {description}\n" if description else ""
    return f"{above}expression {name} = {value} {PARAMETER.format(kind=quoted)}\n\tlineageTag: {uuid.uuid5(TAGS, name)}"


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
