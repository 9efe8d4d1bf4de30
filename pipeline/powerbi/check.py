"""Does the Power BI project in this folder fit the views that are deployed? Nothing is asked of the service."""

import json
from collections.abc import Iterator
from pathlib import Path

from config.errors import DatabaseError, PropError
from pipeline.findings import Finding
from powerbi import project
from powerbi.project import ModelTable
from powerbi.settings import ConfigurationError, PowerBISettings, read_settings
from sql.contract.released import released
from sql.engine import Reader

PARAMETERS = ("Server", "Database", "RangeStart", "RangeEnd")
FITTING = {
    "int64": {"int", "integer", "bigint", "smallint", "tinyint"},
    "decimal": {"decimal", "numeric"},
    "double": {"decimal", "numeric", "float", "double", "real"},
    "string": {"nvarchar", "varchar", "nchar", "char"},
    "boolean": {"bit", "boolean"},
    "dateTime": {"date", "datetime2", "datetime", "timestamp"},
}
"""The types of a view that fit a type of the model, in the words of both engines."""
SHOWN = 5


def check_project(folder: Path, deployed: dict[str, dict[str, str]] | None) -> list[Finding]:
    """Look at the settings, the project's files, its parameters, its theme, and each column that it reads.

    Parameters
    ----------
    folder
        Holds ``PROP.SemanticModel`` and ``PROP.Report``.
    deployed
        The type of each column of each view of ``bi``; None compares with the released contract.
    """
    findings = [settings_finding(), *_files(folder)]
    if any(finding.is_blocking for finding in findings[1:]):
        return findings
    findings += [_contract(folder), _parameters(folder), *_themes(folder)]
    if deployed is None:
        way_out = "Name a database to compare with what is deployed: prop powerbi check --database URL"
        findings.append(Finding("database", "note", "none is open; compared with the released contract", way_out))
        deployed = released_columns()
    return [*findings, *_views(project.tables(folder), deployed)]


def settings_finding() -> Finding:
    """Whether runs refresh a model, and which; never with what secret."""
    try:
        settings = read_settings()
    except ConfigurationError as error:
        return Finding("Power BI", "missing", str(error), "powerbi/README.md lists the settings.")
    if not settings.is_on:
        return Finding("Power BI", "note", "off: runs refresh no model", "Optional; see powerbi/README.md.")
    found = (
        f"model {settings.dataset_id} in workspace {settings.workspace_id}, {settings.mode}, by {_credential(settings)}"
    )
    return Finding("Power BI", "good", found)


def deployed_columns(reader: Reader) -> dict[str, dict[str, str]]:
    """The type of each column of each view of ``bi``, in the engine's words, lower case and without lengths.

    A login of Power BI alone, in the role ``prop_bi``, may ask for them.

    Raises
    ------
    DatabaseError
        No such view is there, or none that this login may see.
    """
    rows = reader.rows(
        "SELECT c.TABLE_NAME AS view_name, c.COLUMN_NAME AS column_name, c.DATA_TYPE AS data_type "
        "FROM INFORMATION_SCHEMA.COLUMNS AS c WHERE c.TABLE_SCHEMA = 'bi'"
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(f"bi.{row['view_name']}", {})[str(row["column_name"])] = _word(str(row["data_type"]))
    if not found:
        raise DatabaseError(
            "No view of the schema bi is there, or none that this login may see. Nothing was compared. Deploy the "
            "schema (prop db deploy), or put the login into the role: prop db grant prop_bi --login NAME"
        )
    return found


def released_columns() -> dict[str, dict[str, str]]:
    """The same of the released contract, for where no database is open."""
    return {view: {name: _word(kind) for name, kind in columns.items()} for view, columns in released()[1].items()}


def _word(type_name: str) -> str:
    """``decimal(19,4) null`` as ``decimal``."""
    return type_name.lower().partition("(")[0].split()[0]


def _credential(settings: PowerBISettings) -> str:
    if settings.certificate_file is not None:
        return f"the certificate {settings.certificate_file}"
    return f"the secret in {settings.client_secret_file}" if settings.client_secret_file else "a secret"


def _files(folder: Path) -> Iterator[Finding]:
    needed = (project.ENTRY, f"{project.MODEL}/definition.pbism", f"{project.REPORT}/definition.pbir")
    absent = [name for name in needed if not (folder / name).is_file()]
    if absent:
        yield Finding("project", "missing", f"{folder} lacks {', '.join(absent)}", "Restore the folder powerbi/.")
    else:
        yield Finding("project", "good", str(folder))


def _contract(folder: Path) -> Finding:
    try:
        version = project.contract_version(folder)
    except PropError as error:
        return Finding("contract", "missing", str(error))
    ours = released()[0]
    if version.partition(".")[0] != ours.partition(".")[0]:
        way_out = "Take the project and the program of one version of PROP."
        return Finding("contract", "missing", f"the project is for version {version}, this program for {ours}", way_out)
    return Finding("contract", "good", f"version {version}")


def _parameters(folder: Path) -> Finding:
    found = project.expressions(folder)
    missing = [name for name in PARAMETERS if "IsParameterQuery" not in found.get(name, "")]
    if missing:
        return Finding(
            "parameters", "missing", f"no parameter {', '.join(missing)}", "Restore powerbi/PROP.SemanticModel."
        )
    return Finding("parameters", "good", ", ".join(PARAMETERS))


def _themes(folder: Path) -> Iterator[Finding]:
    for path in project.themes(folder):
        try:
            name = json.loads(path.read_text(encoding="utf-8"))["name"]
            yield Finding("theme", "good", f"{name} ({path.name})")
        except (OSError, ValueError, KeyError) as error:
            yield Finding("theme", "missing", f"{path}: {error}", "Restore powerbi/PROP.Report.")


def _views(tables: list[ModelTable], deployed: dict[str, dict[str, str]]) -> Iterator[Finding]:
    read = [table for table in tables if table.view]
    column_count = sum(len(table.columns) for table in read)
    faults = [fault for table in read for fault in _faults(table, deployed)]
    if faults:
        more = f" … and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
        way_out = "Deploy the views (prop db deploy), or take the project of the same version of PROP."
        yield Finding("views", "missing", "; ".join(faults[:SHOWN]) + more, way_out)
    else:
        yield Finding(
            "views", "good", f"{len(read)} tables read {column_count} columns, all deployed with a fitting type"
        )
    unread = sorted(deployed.keys() - {table.view for table in read})
    if unread:
        yield Finding(
            "unread views", "note", ", ".join(unread), "The model leaves them out; nothing is wrong with that."
        )


def _faults(table: ModelTable, deployed: dict[str, dict[str, str]]) -> Iterator[str]:
    columns = deployed.get(table.view)
    if columns is None:
        yield f"{table.name} reads {table.view}, which is not deployed"
        return
    for column in table.columns:
        where, kind = f"{table.view}.{column.source_column}", columns.get(column.source_column)
        if kind is None:
            yield f"{table.name}[{column.name}] reads {where}, which does not exist"
        elif kind not in FITTING.get(column.data_type, set()):
            yield f"{table.name}[{column.name}] is {column.data_type}, and {where} is {kind}"
