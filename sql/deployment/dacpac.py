"""``prop.sqlproj``: the same objects as one declared state, for teams that deploy dacpacs.

``python -m sql.deployment.dacpac`` writes the project, the declaration of every table that a later migration
changed, and the list of seeds. Everything else is listed where it is.
"""

import re
from pathlib import Path

from config.errors import DatabaseError
from sql.deployment.revisions import revisions
from sql.errors import COMMENT
from sql.files import SQL_ROOT, SqlFile, SqlTree
from sql.inventory.declared import declared_tables, tables_of
from sql.translation.dialect import batches

PROJECT = "prop.sqlproj"
SEEDS = "model/post_deployment.tsql"
TEMPLATE = SQL_ROOT / "model/sqlproj.template"
ITEM = '    <{kind} Include="{path}" />'
ADDED = re.compile(r"ALTER\s+TABLE\s+([\w.]+)\s+ADD\s+(CONSTRAINT\s+(\w+)\b.*?);", re.IGNORECASE | re.DOTALL)


def project_files(tree: SqlTree) -> dict[str, str]:
    """The text of every written file, by its path under ``sql``."""
    models = changed_table_files(tree)
    objects = [*table_files(tree, models), *(file for file in tree.build_order() if file.object_type != "seed")]
    seeds = [file for file in tree.build_order() if file.object_type == "seed"]
    template = (tree.root / TEMPLATE.relative_to(SQL_ROOT)).read_text(encoding="utf-8")
    items = "\n".join(ITEM.format(kind="Build", path=file.path) for file in objects)
    included = "\n".join(f"PRINT N'sql/{file.path}';\nGO\n:r ../{file.path}" for file in seeds)
    return {
        PROJECT: template.replace("{items}", items),
        SEEDS: f"-- Rows that come with the schema. Written by `python -m sql.deployment.dacpac`.\n{included}\n",
        **{file.path: file.text for file in models.values()},
    }


def table_files(tree: SqlTree, models: dict[str, SqlFile]) -> list[SqlFile]:
    """Schemas, tables and indexes: the scripts of the migrations that only declare, changed tables as they are now.

    Raises
    ------
    DatabaseError
        Together they are not what the migrations leave.
    """
    scripts = [script for revision in revisions(tree) for script in revision.scripts if only_declares(script)]
    files = [models.get(script.path, script) for script in scripts]
    if tables_of(files) != declared_tables(tree):
        raise DatabaseError(
            "The tables of the project would not be those that the migrations leave. Nothing was written. "
            "Teach sql/deployment/dacpac.py the new kind of change."
        )
    return files


def only_declares(script: SqlFile) -> bool:
    """Whether a script holds CREATE statements alone."""
    return all(COMMENT.sub(" ", batch).strip().upper().startswith("CREATE ") for batch in batches(script.text))


def changed_table_files(tree: SqlTree) -> dict[str, SqlFile]:
    """The tables that a later migration changed, as they are now, by the path of the script that made them."""
    scripts = [script for revision in revisions(tree) for script in revision.scripts]
    changes: dict[str, dict[str, str]] = {}
    for script in scripts:
        for table, clause, name in ADDED.findall(COMMENT.sub(" ", script.text)):
            changes.setdefault(table.lower(), {})[name] = " ".join(clause.split())
    made = {script.subject.lower(): script for script in scripts if script.object_type == "table"}
    return {
        made[table].path: SqlFile(f"model/{made[table].subject}.table.tsql", changed(made[table], clauses))
        for table, clauses in changes.items()
    }


def changed(script: SqlFile, clauses: dict[str, str]) -> str:
    """The script of a table with other constraints."""
    text = script.text
    for name, clause in clauses.items():
        text = re.sub(rf"^    CONSTRAINT {name}\b.*?(,?)$", rf"    {clause}\1", text, flags=re.MULTILINE)
    return text


def write(tree: SqlTree | None = None, root: Path = SQL_ROOT) -> None:
    """Write the project beside the files that it lists."""
    for path, text in project_files(tree or SqlTree()).items():
        (root / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
