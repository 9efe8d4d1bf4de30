"""The project's files as an older release had them, as far as they can be told: without the later migrations."""

import re
import shutil
from pathlib import Path

from sql.deployment.revisions import revisions
from sql.files import SQL_ROOT, SqlTree


def versions() -> list[str]:
    """The number of every migration."""
    return [revision.number for revision in revisions(SqlTree())]


def release_at(number: str, folder: Path, newest: SqlTree) -> SqlTree:
    """A copy of the files that ends at a migration, without the objects that need a later one."""
    root = folder / f"sql_{number}"
    shutil.copytree(SQL_ROOT, root, ignore=shutil.ignore_patterns("__pycache__", "*.py", "*.md"))
    shutil.copy(SQL_ROOT / "migrations/env.py", root / "migrations/env.py")
    later = [revision for revision in revisions(newest) if revision.number > number]
    absent = {script.object_name for revision in later for script in revision.scripts if script.object_type == "table"}
    (root / "migrations/versions").mkdir(exist_ok=True)
    for file in (SQL_ROOT / "migrations/versions").glob("0*.py"):
        if file.name[:4] <= number:
            shutil.copy(file, root / "migrations/versions" / file.name)
    absent_schemas = [
        f"{name}."
        for revision in later
        for one in revision.scripts
        for name in re.findall(r"CREATE SCHEMA (\w+)", one.text)
    ]
    gone = []
    for file in newest.every_object():
        if file.reads(absent) or any(name in file.text for name in absent_schemas):
            absent.add(file.subject)
            gone.append(file.path)
            (root / file.path).unlink()
    lines = (root / "build_order.txt").read_text().splitlines()
    (root / "build_order.txt").write_text("\n".join(line for line in lines if line not in gone) + "\n")
    return type(newest)(root, newest.leave_out)
