"""Changes as JSON: a list of objects, each with its ``kind``; what is wrong is named by change and field."""

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from config.errors import UsageError
from optimizer.funding.scenarios.kinds import KINDS, AnyChange, Change, Changes

_FORM: TypeAdapter[list[Change]] = TypeAdapter(list[AnyChange])


def changes_from(value: Any, source: str) -> Changes:
    """The changes of a list of plain objects.

    Parameters
    ----------
    source
        What the list is of, for the error: a file's name, or a scenario's.

    Raises
    ------
    UsageError
        It lists nothing, or a change has a wrong, missing or unknown field.
    """
    try:
        found = tuple(_FORM.validate_json(json.dumps(value)))
    except ValidationError as error:
        raise UsageError(f"{source}, {_fault(error)}") from error
    if not found:
        raise UsageError(f"{source}: it lists no change. Nothing was kept. Add one of {', '.join(KINDS)}.")
    return found


def read_changes(path: Path) -> Changes:
    """The changes of a JSON file: a list, or an object with a list ``changes``; errors as in ``changes_from``."""
    value = read_json(path)
    return changes_from(value["changes"] if isinstance(value, dict) and "changes" in value else value, str(path))


def read_json(path: Path) -> Any:
    """What a JSON file says.

    Raises
    ------
    UsageError
        The file is missing, or it is no JSON.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such file. Nothing was kept. Name a JSON file with a list of changes.")
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise UsageError(
            f"{path}: this is no JSON ({error}). Nothing was kept. Write a list of changes, each an object with a "
            f"kind: {', '.join(KINDS)}."
        ) from error


def as_plain(changes: Changes) -> list[dict[str, Any]]:
    """The changes as plain objects that ``changes_from`` reads back; fields that say nothing are left out."""
    plain: list[dict[str, Any]] = _FORM.dump_python(list(changes), mode="json", exclude_defaults=True)
    return [{"kind": change.kind, **one} for change, one in zip(changes, plain, strict=True)]


def _fault(error: ValidationError) -> str:
    """The first fault: which change, which field, what is wrong, what is expected."""
    first = error.errors(include_url=False)[0]
    place = [part for part in first["loc"] if part not in KINDS]
    number = f"change {int(place[0]) + 1}" if place and isinstance(place[0], int) else "the list"
    names = ".".join(str(part) for part in place[1:])
    if first["type"] == "union_tag_invalid":
        return f"{number}: the kind {first['ctx']['tag']!r} is not known. Nothing was kept. Use {', '.join(KINDS)}."
    if first["type"] == "union_tag_not_found":
        return f"{number}: it has no kind. Nothing was kept. Give each change one: {', '.join(KINDS)}."
    found = "" if first["type"] == "missing" else f" (found {str(first['input'])[:80]!r})"
    return f"{number}{f', {names}' if names else ''}: {first['msg']}{found}. Nothing was kept. Correct this field."
