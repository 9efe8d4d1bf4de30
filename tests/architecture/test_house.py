"""The house rules that a linter does not know."""

import re
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import typer

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("config", "sql", "etl", "optimizer", "pipeline", "dashboard", "powerbi", "demo")
LONGEST_MODULE = 250
VAGUE_NAMES = {"utils", "helpers", "common", "manager", "misc"}


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules() -> list[Path]:
    return [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]


def entry_points() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(project["entry-points"]["prop.commands"])


@pytest.mark.parametrize("target", entry_points().values())
def test_every_room_registers_its_commands(target: str) -> None:
    module, function = target.split(":")
    app = typer.Typer()
    getattr(import_module(module), function)(app)
    assert app.registered_commands or app.registered_groups


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_fits_in_a_head(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [path for path in modules() if path.stem in VAGUE_NAMES]


def test_only_tests_and_benchmarks_know_of_shared_data() -> None:
    pattern = re.compile(r"\.\./shared|\"shared\"|'shared'")
    allowed = ("tests", "benchmarks")
    text = (".py", ".sql", ".toml", ".md", ".txt", ".sh", ".in")
    guilty = [
        path
        for path in tracked_files()
        if path.relative_to(ROOT).parts[0] not in allowed
        and path.suffix in text
        and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not guilty


def test_each_decision_is_a_short_note_with_a_number_of_its_own() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [note.name.split("-")[0] for note in notes]
    assert numbers == sorted(set(numbers))
    assert all(note.read_text(encoding="utf-8").startswith("# ") for note in notes)
