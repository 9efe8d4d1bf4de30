"""Scenarios in a folder: one JSON file each, whole or not at all."""

import json
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from config.errors import UsageError
from optimizer.funding.scenarios.form import as_plain, changes_from, read_json
from optimizer.funding.scenarios.kinds import Changes

MOST_NAME_LENGTH = 100
ODD = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Scenario:
    """Changes under a name, and why somebody asks."""

    name: str
    changes: Changes
    description: str = ""
    saved_at_utc: str = ""

    def as_plain(self) -> dict[str, Any]:
        """Plain values, as they are saved."""
        return vars(self) | {"changes": as_plain(self.changes)}


def save(folder: Path, name: str, changes: Changes, description: str = "", *, is_replaced: bool = False) -> Scenario:
    """Save changes under a name.

    Raises
    ------
    UsageError
        The name is empty, too long or taken, or the folder cannot be made.
    """
    if not ODD.sub("", name.lower()) or len(name) > MOST_NAME_LENGTH:
        raise UsageError(f"{name!r} is no name: 1 to {MOST_NAME_LENGTH} characters with a letter. Nothing was saved.")
    path = _path(folder, name)
    if path.exists() and not is_replaced:
        raise UsageError(f"{name}: {path} is there already. Nothing was saved. Take another name, or --replace it.")
    scenario = Scenario(name, changes, description, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(json.dumps(scenario.as_plain(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        unfinished.replace(path)
    except OSError as error:
        raise UsageError(f"{path} cannot be written ({error.strerror}). Nothing was saved. Name a --folder.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return scenario


def saved(folder: Path) -> tuple[Scenario, ...]:
    """Every scenario of the folder, by name."""
    return tuple(sorted((_read(path) for path in folder.glob("*.json")), key=lambda one: one.name))


def scenario_called(folder: Path, name: str) -> Scenario:
    """The scenario of that name; a path of a JSON file with changes is taken as well.

    Raises
    ------
    UsageError
        There is none.
    """
    if name.lower().endswith(".json"):
        return _read(Path(name))
    path = _path(folder, name)
    if not path.is_file():
        known = ", ".join(one.name for one in saved(folder)) or "none"
        raise UsageError(f"No scenario {name!r} in {folder}. Nothing was solved. There are: {known}.")
    return _read(path)


def delete(folder: Path, name: str) -> Scenario:
    """Take a scenario away."""
    one = scenario_called(folder, name)
    _path(folder, one.name).unlink(missing_ok=True)
    return one


def _path(folder: Path, name: str) -> Path:
    """Names that differ in case or blanks alone share a file, so that nobody confuses them."""
    return folder / f"{ODD.sub('-', name.lower()).strip('-')}.json"


def _read(path: Path) -> Scenario:
    value = read_json(path)
    if isinstance(value, list):
        return Scenario(path.stem, changes_from(value, str(path)))
    if not isinstance(value, dict) or "changes" not in value:
        raise UsageError(f"{path}: this is no scenario. Nothing was solved. Write a list of changes.")
    about = {key: str(value.get(key, "")) for key in ("name", "description", "saved_at_utc")}
    return Scenario(about["name"] or path.stem, changes_from(value["changes"], str(path)), *list(about.values())[1:])
