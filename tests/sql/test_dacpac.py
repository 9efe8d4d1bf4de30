"""The project for dacpacs lists every object once, and nothing else."""

import re
import xml.etree.ElementTree as ET
from collections import Counter

from sql.deployment.dacpac import PROJECT, SEEDS, project_files
from sql.files import SQL_ROOT, SqlFile, SqlTree
from sql.inventory.declared import declared_tables, tables_of


def listed(kind: str) -> list[str]:
    """What the committed project lists, without what its target puts together."""
    project = ET.parse(SQL_ROOT / PROJECT)
    paths = [item.attrib["Include"] for item in project.iter(kind) if "Include" in item.attrib]
    return [path for path in paths if not path.startswith("@")]


def test_every_object_is_listed_once():
    made = Counter(name for path in listed("Build") for name in created((SQL_ROOT / path).read_text(encoding="utf-8")))
    wanted = [file for file in SqlTree().build_order() if file.object_type != "seed"]
    named = {file.subject.lower() for file in wanted} | set(declared_tables(SqlTree()))
    assert {name for name, count in made.items() if count > 1} == set()
    assert named - set(made) - {file.subject for file in wanted if file.object_type == "permission"} == set()
    assert {name for name in made if "." in name} - named == set()


def created(text: str) -> list[str]:
    """The names after CREATE, in lower case; indexes are parts of their tables."""
    plain = re.sub(r"/\*.*?\*/|--[^\n]*", " ", text, flags=re.DOTALL)
    kinds = "TABLE|VIEW|FUNCTION|PROCEDURE|ROLE|SECURITY POLICY|SCHEMA"
    return [name.lower() for name in re.findall(rf"\bCREATE\s+(?:OR\s+ALTER\s+)?(?:{kinds})\s+([\w.]+)", plain)]


def test_its_tables_are_those_that_the_migrations_leave():
    paths = [path for path in listed("Build") if path.startswith(("migrations/", "model/"))]
    files = [SqlFile(path, (SQL_ROOT / path).read_text(encoding="utf-8")) for path in paths]
    assert tables_of(files) == declared_tables(SqlTree())


def test_the_permissions_are_listed_and_the_seeds_come_after():
    built = listed("Build")
    everything = SqlTree().build_order()
    assert [path for path in built if path.endswith(".permission.sql")] == [
        file.path for file in everything if file.object_type == "permission"
    ]
    seeds = re.findall(r"^:r \.\./(.*)$", (SQL_ROOT / SEEDS).read_text(encoding="utf-8"), re.MULTILINE)
    assert seeds == [file.path for file in everything if file.object_type == "seed"]
    assert listed("PostDeploy") == [SEEDS]


def test_the_written_files_are_those_of_today():
    """After a change: python -m sql.deployment.dacpac."""
    for path, text in project_files(SqlTree()).items():
        assert (SQL_ROOT / path).read_text(encoding="utf-8") == text, path
